import { Buffer } from "node:buffer";
import { crc32, deflateSync } from "node:zlib";

/** The bytes that every PNG file begins with. */
export const PNG_SIGNATURE: readonly number[] = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];
/** Colour types of the format by the number of channels: grey, grey with opacity, colours, colours with opacity. */
const COLOR_TYPES: Readonly<Record<number, number>> = { 1: 0, 2: 4, 3: 2, 4: 6 };

/**
 * A picture as the bytes of a PNG file.
 *
 * @param pixels Channels of each pixel from 0 to 255, row by row: `height × width × channels`.
 * @param width Pixels in a row.
 * @param height Rows.
 * @param channels Grey (1), grey and opacity (2), red, green, blue (3), and opacity too (4, the default).
 */
export function encodePng(
  pixels: Uint8Array | Uint8ClampedArray,
  width: number,
  height: number,
  channels = 4,
): Uint8Array<ArrayBuffer> {
  const header = new DataView(new ArrayBuffer(13));
  header.setUint32(0, width);
  header.setUint32(4, height);
  header.setUint8(8, 8);
  header.setUint8(9, COLOR_TYPES[channels]!);
  // Each row begins with the number of its filter: none, which packs flat colours best.
  const row = channels * width;
  const rows = new Uint8Array(height * (row + 1));
  for (let y = 0; y < height; y++) rows.set(pixels.subarray(y * row, (y + 1) * row), y * (row + 1) + 1);
  const parts = [
    Uint8Array.from(PNG_SIGNATURE),
    chunk("IHDR", new Uint8Array(header.buffer)),
    chunk("IDAT", deflateSync(rows, { level: 9 })),
    chunk("IEND", new Uint8Array(0)),
  ];
  return new Uint8Array(Buffer.concat(parts));
}

/** A picture of red, green, blue and opacity as the address that holds it. */
export function pngUrl(pixels: Uint8Array | Uint8ClampedArray, width: number, height: number): string {
  return `data:image/png;base64,${Buffer.from(encodePng(pixels, width, height)).toString("base64")}`;
}

function chunk(name: string, content: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(content.length + 12);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, content.length);
  bytes.set(new TextEncoder().encode(name), 4);
  bytes.set(content, 8);
  view.setUint32(content.length + 8, crc32(bytes.subarray(4, content.length + 8)));
  return bytes;
}
