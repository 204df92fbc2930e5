import assert from "node:assert/strict";
import { Buffer } from "node:buffer";
import { isWeftError, Rng } from "../../src/core/mod.ts";
import { decodeSafetensors, encodeSafetensors } from "../../src/train/safetensors.ts";
import { normals } from "../engine/helpers.ts";

const corrupt = (pattern: RegExp) => (error: unknown) => {
  assert(isWeftError(error, "Corrupt"), String(error));
  assert.match(error.message, pattern);
  return true;
};

Deno.test("decodeSafetensors() gives back what encodeSafetensors() wrote, bit for bit", () => {
  for (let seed = 0; seed < 20; seed++) {
    const rng = new Rng(seed);
    const tensors = new Map(Array.from({ length: rng.integer(5) }, (_, t) => {
      const shape = Array.from({ length: rng.integer(4) }, () => rng.integer(5));
      const data = normals(rng, shape.reduce((a, b) => a * b, 1));
      return [`tensor ${t} “é”`, { shape, data }] as const;
    }));
    const metadata = { state: JSON.stringify({ seed, text: "ü" }) };
    const decoded = decodeSafetensors(encodeSafetensors({ tensors, metadata }));
    assert.deepEqual(decoded, { tensors, metadata });
  }
});

Deno.test("encodeSafetensors() lays the file out as the format says", () => {
  const bytes = encodeSafetensors({
    tensors: new Map([["w", { shape: [2], data: new Float32Array([1, -2]) }]]),
    metadata: {},
  });
  const length = Number(new DataView(bytes.buffer).getBigUint64(0, true));
  assert.equal(length % 8, 0);
  const header = JSON.parse(new TextDecoder().decode(bytes.subarray(8, 8 + length)));
  assert.deepEqual(header.w, { dtype: "F32", shape: [2], data_offsets: [0, 8] });
  assert.deepEqual([...new Float32Array(bytes.slice(8 + length).buffer)], [1, -2]);
});

Deno.test("decodeSafetensors() reads bytes that lie inside a larger buffer", () => {
  const tensors = new Map([["w", { shape: [1], data: new Float32Array([7]) }]]);
  const bytes = encodeSafetensors({ tensors, metadata: {} });
  const larger = new Uint8Array(bytes.length + 5);
  larger.set(bytes, 3);
  for (const view of [larger.subarray(3, 3 + bytes.length), Buffer.from(larger.buffer, 3, bytes.length)]) {
    assert.deepEqual(decodeSafetensors(view).tensors, tensors);
  }
});

Deno.test("decodeSafetensors() refuses what is no such file", () => {
  assert.throws(() => decodeSafetensors(new Uint8Array(3)), corrupt(/but found 3 bytes/));
  assert.throws(() => decodeSafetensors(new Uint8Array(100).fill(255)), corrupt(/a header of/));
  const text = new Uint8Array(16);
  new DataView(text.buffer).setBigUint64(0, 4n, true);
  assert.throws(() => decodeSafetensors(text), corrupt(/a header that is not JSON/));
});

Deno.test("decodeSafetensors() refuses other dtypes and arrays that were cut off", () => {
  const tensors = new Map([["w", { shape: [4], data: new Float32Array(4) }]]);
  const bytes = encodeSafetensors({ tensors, metadata: {} });
  assert.throws(() => decodeSafetensors(bytes.subarray(0, bytes.length - 4)), /'w' to have length 4/);
  const other = new TextEncoder().encode(new TextDecoder().decode(bytes).replace("F32", "F64"));
  assert.throws(() => decodeSafetensors(other), corrupt(/dtype F64 of 'w'/));
});
