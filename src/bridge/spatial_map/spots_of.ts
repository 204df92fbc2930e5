import { createHash } from "node:crypto";
import { packNames } from "../protocol/names.ts";

/** Stands for names in their order: 128 bits of their SHA-256, in hex. */
export function spotsOf(names: readonly string[]): string {
  return createHash("sha256").update(packNames(names)).digest("hex").slice(0, 32);
}
