import { writeFile } from "node:fs/promises";
import type { Dense } from "../src/data/dense.ts";

/** Writes a float32 or float64 matrix as a numpy file. */
export async function writeNpy(path: string, { data, shape, dtype }: Dense): Promise<void> {
  const descr = dtype === "float32" ? "<f4" : "<f8";
  const head = `{'descr': '${descr}', 'fortran_order': False, 'shape': (${shape.join(", ")},), }`;
  const padded = head.padEnd(Math.ceil((head.length + 11) / 64) * 64 - 11) + "\n";
  const bytes = new Uint8Array(10 + padded.length + data.byteLength);
  bytes.set([0x93, ...new TextEncoder().encode("NUMPY"), 1, 0, padded.length & 255, padded.length >> 8]);
  bytes.set(new TextEncoder().encode(padded), 10);
  bytes.set(new Uint8Array(data.buffer, data.byteOffset, data.byteLength), 10 + padded.length);
  await writeFile(path, bytes);
}
