// All kernels for one instruction set; the table is generated from the OP(…) lines of these files.
#include "activation.h"
#include "attention.h"
#include "batch_norm.h"
#include "combine.h"
#include "contrastive.h"
#include "count_losses.h"
#include "distances.h"
#include "edges.h"
#include "elementwise.h"
#include "gaussian.h"
#include "gemm.h"
#include "graph.h"
#include "isometry.h"
#include "knn.h"
#include "knn_lists.h"
#include "knn_rows.h"
#include "knn_scan.h"
#include "layer.h"
#include "layout.h"
#include "likelihood.h"
#include "losses.h"
#include "noise.h"
#include "nonzeros.h"
#include "nuclear.h"
#include "optimize.h"
#include "reduce.h"
#include "rows.h"
#include "scatter_layout.h"
#include "scatter_merge.h"
#include "softmax_loss.h"
#include "special.h"
#include "top_products.h"

#include "../generated/op_table.h"

#define EXEC JOIN(weft_exec, ISA)
void EXEC(int op, int share, int shares, const double *args);
void EXEC(int op, int share, int shares, const double *args) { TABLE[op](args, share, shares); }

#define SIZES JOIN(weft_sizes, ISA)
// Sizes that the caller needs for scratch memory: panel width, rows of a block, rows of a tile, depth of a cut
// product, columns of a strip.
int SIZES(int which);
int SIZES(int which) {
  const int sizes[] = {PANEL, ROW_BLOCK, TILE, DEPTH_BLOCK, STRIP};
  return sizes[which];
}
