import { WeftError } from "../../core/error.ts";

/** Decompresses LZF: literal runs of up to 32 bytes, and copies of 3 bytes or more from up to 8 KiB before. */
export function decompressLzf(compressed: Uint8Array, size: number): Uint8Array {
  const output = new Uint8Array(size);
  let from = 0;
  let at = 0;
  while (from < compressed.length) {
    const control = compressed[from++]!;
    if (control < 32) {
      if (at + control + 1 > size || from + control + 1 > compressed.length) throw damaged();
      output.set(compressed.subarray(from, from + control + 1), at);
      from += control + 1;
      at += control + 1;
      continue;
    }
    const length = 2 + (control >> 5 === 7 ? 7 + compressed[from++]! : control >> 5);
    const source = at - ((control & 31) << 8) - compressed[from++]! - 1;
    if (!(source >= 0) || !(at + length <= size)) throw damaged();
    for (let i = 0; i < length; i++) output[at + i] = output[source + i]!;
    at += length;
  }
  return output.subarray(0, at);
}

function damaged(): WeftError {
  return new WeftError("Corrupt", { expected: "a chunk compressed with lzf", found: "damaged bytes" });
}
