import { WeftError } from "../../core/error.ts";
import { decodeText, encodeText } from "./text.ts";

/** Bytes of a greeting. */
export const GREETING_LENGTH = 64;

const MECHANISM = "NULL";

/** What each side of a connection sends first: signature, version 3.0, mechanism NULL. */
export function greeting(): Uint8Array {
  const bytes = new Uint8Array(GREETING_LENGTH);
  bytes[0] = 0xff;
  bytes[9] = 0x7f;
  bytes[10] = 3;
  bytes.set(encodeText(MECHANISM), 12);
  return bytes;
}

/**
 * Checks the other side's greeting.
 *
 * @throws {WeftError} `Corrupt` when it is none, `Unsupported` when it speaks an older version or another mechanism.
 */
export function checkGreeting(bytes: Uint8Array): void {
  if (bytes[0] !== 0xff || bytes[9] !== 0x7f) {
    throw new WeftError("Corrupt", { expected: "a greeting of ZMTP", found: "other bytes" });
  }
  if (bytes[10]! < 3) {
    throw new WeftError("Unsupported", { expected: "ZMTP 3.0 or later", found: `version ${bytes[10]}` });
  }
  const mechanism = decodeText(bytes.subarray(12, 32)).replace(/\0+$/, "");
  if (mechanism !== MECHANISM) {
    throw new WeftError("Unsupported", { expected: `the mechanism ${MECHANISM}`, found: `'${mechanism}'` });
  }
}
