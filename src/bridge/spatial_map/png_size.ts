import { PNG_SIGNATURE } from "../../plot/encode_png.ts";

/** Width and height of a PNG file, or `undefined` when the bytes are none. */
export function pngSize(bytes: Uint8Array): [width: number, height: number] | undefined {
  if (bytes.length < 24 || PNG_SIGNATURE.some((byte, i) => bytes[i] !== byte)) return undefined;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return [view.getUint32(16), view.getUint32(20)];
}
