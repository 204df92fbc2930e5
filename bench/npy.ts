import { writeFile } from "node:fs/promises";

/** A matrix as numpy stores it. */
export interface NpyArray {
  /** All elements, row after row; other element types than these three are not written. */
  readonly data: ArrayBufferView;
  /** Length along each axis. */
  readonly shape: readonly number[];
}

/** Writes a float32, float64 or int32 array as a numpy file. */
export async function writeNpy(path: string, { data, shape }: NpyArray): Promise<void> {
  const descr = data instanceof Float32Array ? "<f4" : data instanceof Int32Array ? "<i4" : "<f8";
  const head = `{'descr': '${descr}', 'fortran_order': False, 'shape': (${shape.join(", ")},), }`;
  const padded = head.padEnd(Math.ceil((head.length + 11) / 64) * 64 - 11) + "\n";
  const bytes = new Uint8Array(10 + padded.length + data.byteLength);
  bytes.set([0x93, ...new TextEncoder().encode("NUMPY"), 1, 0, padded.length & 255, padded.length >> 8]);
  bytes.set(new TextEncoder().encode(padded), 10);
  bytes.set(new Uint8Array(data.buffer, data.byteOffset, data.byteLength), 10 + padded.length);
  await writeFile(path, bytes);
}

/** Writes arrays into a folder, each as `NAME.npy`. */
export async function writeAll(folder: string, arrays: Readonly<Record<string, NpyArray>>): Promise<void> {
  for (const [name, array] of Object.entries(arrays)) await writeNpy(`${folder}/${name}.npy`, array);
}
