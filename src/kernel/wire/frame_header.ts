import { FLAGS, type Frame } from "./frame.ts";

const LONGEST_SHORT = 255;

/** The flags and the length that stand before a frame's body: 2 bytes, or 9 for a body over 255 bytes. */
export function frameHeader({ more, command, body }: Frame): Uint8Array {
  const flags = (more ? FLAGS.more : 0) | (command ? FLAGS.command : 0);
  if (body.length <= LONGEST_SHORT) return new Uint8Array([flags, body.length]);
  const header = new Uint8Array(9);
  header[0] = flags | FLAGS.long;
  new DataView(header.buffer).setBigUint64(1, BigInt(body.length));
  return header;
}
