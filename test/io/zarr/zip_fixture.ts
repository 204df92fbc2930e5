import { concatBytes } from "../../../src/core/concat_bytes.ts";

/** How a zip file is made. */
export interface ZipOptions {
  /** Whether members are deflated. */
  readonly deflate?: boolean;
  /** Whether sizes and offsets stand in 64-bit fields, as in files beyond 4 GB. */
  readonly wide?: boolean;
  /** The method to claim, over the true one. */
  readonly method?: number;
}

/** The bytes of a zip file; members may share a name. */
export async function zipOf(
  members: readonly (readonly [string, string | Uint8Array])[],
  options: ZipOptions = {},
): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  const directory: Uint8Array[] = [];
  let offset = 0;
  for (const [name, content] of members) {
    const plain = typeof content === "string" ? new TextEncoder().encode(content) : content;
    const packed = options.deflate ? await deflate(plain) : plain;
    const encodedName = new TextEncoder().encode(name);
    const method = options.method ?? (options.deflate ? 8 : 0);
    const local = fields([
      [4, 0x04034b50],
      [2, 20],
      [2, 0],
      [2, method],
      [4, 0],
      [4, 0],
      [4, packed.length],
      [4, plain.length],
      [2, encodedName.length],
      [2, 0],
    ]);
    const wide = options.wide
      ? fields([[2, 1], [2, 24], [8, plain.length], [8, packed.length], [8, offset]])
      : new Uint8Array(0);
    const size = (n: number) => options.wide ? 0xffffffff : n;
    const entry = fields([
      [4, 0x02014b50],
      [2, 20],
      [2, 20],
      [2, 0],
      [2, method],
      [4, 0],
      [4, 0],
      [4, size(packed.length)],
      [4, size(plain.length)],
      [2, encodedName.length],
      [2, wide.length],
      [2, 0],
      [2, 0],
      [2, 0],
      [4, 0],
      [4, size(offset)],
    ]);
    parts.push(local, encodedName, packed);
    directory.push(entry, encodedName, wide);
    offset += local.length + encodedName.length + packed.length;
  }
  const length = directory.reduce((sum, part) => sum + part.length, 0);
  const count = members.length;
  const end64 = fields([
    [4, 0x06064b50],
    [8, 44],
    [2, 45],
    [2, 45],
    [4, 0],
    [4, 0],
    [8, count],
    [8, count],
    [8, length],
    [8, offset],
  ]);
  const locator = fields([[4, 0x07064b50], [4, 0], [8, offset + length], [4, 1]]);
  const size = (n: number) => options.wide ? 0xffffffff : n;
  const end = fields([[4, 0x06054b50], [2, 0], [2, 0], [2, count], [2, count], [4, size(length)], [4, size(offset)], [
    2,
    0,
  ]]);
  return concatBytes([...parts, ...directory, ...(options.wide ? [end64, locator] : []), end]);
}

async function deflate(bytes: Uint8Array): Promise<Uint8Array> {
  const stream = new Blob([bytes as Uint8Array<ArrayBuffer>]).stream().pipeThrough(
    new CompressionStream("deflate-raw"),
  );
  return new Uint8Array(await new Response(stream).arrayBuffer());
}

function fields(values: readonly (readonly [2 | 4 | 8, number])[]): Uint8Array {
  const bytes = new Uint8Array(values.reduce((sum, [width]) => sum + width, 0));
  const view = new DataView(bytes.buffer);
  let at = 0;
  for (const [width, value] of values) {
    if (width === 2) view.setUint16(at, value, true);
    else if (width === 4) view.setUint32(at, value, true);
    else view.setBigUint64(at, BigInt(value), true);
    at += width;
  }
  return bytes;
}
