/**
 * A piece of memory that kernels can reach: 64-byte aligned, of `length` 32-bit elements, seen as floats or integers.
 * Its first contents are arbitrary.
 */
export interface Block {
  /** Where it begins, for the kernels. */
  readonly address: number;
  /** Number of 32-bit elements. */
  readonly length: number;
  /** The elements as floats. */
  readonly f32: Float32Array;
  /** The same elements as integers. */
  readonly i32: Int32Array;
}

/** Address of the element at `offset`, for kernels that work on a part of a block. */
export function addressAt(block: Block, offset: number): number {
  return block.address + 4 * offset;
}
