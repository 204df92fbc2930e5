/** Numbers of the kernels whose calls a recording holds; its format is that of `test/kernels/fuzz/replay.c`. */
export function opsInRecording({ buffer, byteOffset }: Uint8Array): ReadonlySet<number> {
  const view = new DataView(buffer, byteOffset);
  const word = (at: number): number => view.getUint32(at, true);
  const ops = new Set<number>();
  let at = 4;
  for (let call = word(0); call > 0; call--) {
    ops.add(word(at));
    const [nArgs, nBlocks, nPointers] = [word(at + 4), word(at + 8), word(at + 12)];
    at += 16;
    for (let block = 0; block < nBlocks; block++) at += 8 + 8 * word(at);
    at += 12 * nArgs + 20 * nPointers;
  }
  return ops;
}
