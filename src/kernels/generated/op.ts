// Made by tools/build_kernels.ts from the OP(…) lines of src/kernels/c.

/** Number of every kernel in the compiled table. */
export const OP = {
  reluBackward: 0,
  pack: 1,
  gemmRows: 2,
  gemmColumns: 3,
  gemmTransposed: 4,
  addShares: 5,
  spmm: 6,
} as const;
