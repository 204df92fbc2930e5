/** The bytes that a buffer or view covers, not copied; those of shared memory are copied, which no message can carry. */
export function asBytes(buffer: ArrayBufferLike | ArrayBufferView): Uint8Array<ArrayBuffer> {
  const { buffer: memory, byteOffset, byteLength } = ArrayBuffer.isView(buffer) ? buffer : new Uint8Array(buffer);
  if (memory instanceof ArrayBuffer) return new Uint8Array(memory, byteOffset, byteLength);
  return new Uint8Array(memory, byteOffset, byteLength).slice();
}

/** Whether a value is binary: a buffer, or a view on one. */
export function isBinary(value: unknown): value is ArrayBufferLike | ArrayBufferView {
  return ArrayBuffer.isView(value) || value instanceof ArrayBuffer || value instanceof SharedArrayBuffer;
}
