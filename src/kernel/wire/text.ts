const ENCODER = new TextEncoder();
const DECODER = new TextDecoder();

/** Text as UTF-8. */
export function encodeText(text: string): Uint8Array {
  return ENCODER.encode(text);
}

/** UTF-8 as text; what is no UTF-8 becomes replacement characters. */
export function decodeText(bytes: Uint8Array): string {
  return DECODER.decode(bytes);
}
