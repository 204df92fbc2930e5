import { Buffer } from "node:buffer";
import { createHmac, timingSafeEqual } from "node:crypto";
import type { Parts } from "./parts.ts";

/** Signs messages by HMAC-SHA256 with the key of the connection file; with an empty key nothing is signed. */
export class Signer {
  readonly #key: string;

  /** @param key Secret that both sides know. */
  constructor(key: string) {
    this.#key = key;
  }

  /** The signature of a message's four parts, in hexadecimal digits. */
  sign(parts: Parts): string {
    if (this.#key === "") return "";
    const hmac = createHmac("sha256", this.#key);
    for (const part of parts) hmac.update(part);
    return hmac.digest("hex");
  }

  /** Whether a signature is that of the parts; takes the same time wherever it differs. */
  verify(parts: Parts, signature: Uint8Array): boolean {
    if (this.#key === "") return true;
    const right = Buffer.from(this.sign(parts));
    return right.length === signature.length && timingSafeEqual(right, signature);
  }
}
