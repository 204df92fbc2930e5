// Made by tools/build_kernels.ts from the OP(…) lines.
static void (*const TABLE[])(const double *, int, int) = {
    JOIN(op_relu_backward, ISA),
    JOIN(op_pack, ISA),
    JOIN(op_gemm_rows, ISA),
    JOIN(op_gemm_columns, ISA),
    JOIN(op_gemm_transposed, ISA),
    JOIN(op_add_shares, ISA),
    JOIN(op_spmm, ISA),
};
