import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";

const FOLDER = new URL("../../.cache/accuracy/", import.meta.url).pathname;

/** The value of `compute`, or what it was when last asked for under the same key: a broken-off run goes on. */
export async function remembered<T>(key: unknown, compute: () => Promise<T>): Promise<T> {
  const name = createHash("sha256").update(JSON.stringify(key)).digest("hex").slice(0, 24);
  const path = `${FOLDER}${name}.json`;
  if (existsSync(path)) return JSON.parse(readFileSync(path, "utf8")).value;
  const value = await compute();
  mkdirSync(FOLDER, { recursive: true });
  writeFileSync(path, JSON.stringify({ key, value }));
  return value;
}
