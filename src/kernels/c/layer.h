// Layers of a network by rows: products with several inputs side by side, propagation along a graph before them, and
// bias, activation and row length after them, while a block of rows is in the first-level cache.
#ifndef WEFT_LAYER_H
#define WEFT_LAYER_H
#include "gemm.h"
#include "graph.h"
#include "rows.h"

#define MOST_PARTS 4

// Lines that each of the full tiles of a block fetches, so that `floats` are there when the block is done.
INLINE int lines_a_tile(ptrdiff_t floats, ptrdiff_t tiles) { return (int)(floats / LINE / (tiles > 0 ? tiles : 1)) + 1; }

// out = act([x0 | x1 | …] · W + bias), each row then divided by its length if `lengths` are wanted; where there is a graph,
// x0 is first made as A · source: packed W, its depth, out, rows, columns, accumulate, bias or 0, activation, slope,
// lengths or 0, indptr or 0, indices, weights, source, number of inputs; for each: x, row stride, column stride, depth.
OP(layer) {
  const int columns = (int)INT(4), activation = (int)INT(7), parts = (int)INT(14);
  const int32_t *indptr = I32(10);
  float *lengths = F32(9);
  SHARE_OF(INT(3), TILE);
  for (ptrdiff_t i = first; i < last; i += ROW_BLOCK) {
    const ptrdiff_t rows = last - i < ROW_BLOCK ? last - i : ROW_BLOCK;
    Factor f[MOST_PARTS];
    ptrdiff_t above = 0;
    Fetch fetch = {.lines_a_tile = lines_a_tile(rows * (INT(1) + columns), rows / TILE * PANELS(columns))};
    for (int q = 0; q < parts; q++) {
      const int at = 15 + 4 * q;
      f[q].a = F32(at) + i * INT(at + 1);
      f[q].row = INT(at + 1);
      f[q].column = INT(at + 2);
      f[q].panels = F32(0) + above * PANEL;
      f[q].stride = PANEL * INT(1);
      f[q].depth = (int)INT(at + 3);
      above += f[q].depth;
      if (INT(at + 2) == 1) fetch_later(&fetch, f[q].a + rows * f[q].row, rows * f[q].row);
    }
    if (indptr) {
      const ptrdiff_t width = f[0].depth;
      spmm_rows(indptr, I32(11), F32(12), F32(13), width, (float *)f[0].a, width, i, i + rows, width, 0);
    }
    float *out = F32(2) + i * columns;
    fetch_later(&fetch, out + rows * columns, rows * columns);
    const Finish finish = {(int)INT(5), F32(6), activation == RELU, &fetch};
    gemm(f, parts, rows, columns, out, columns, &finish);
    activate(out, rows, columns, columns, activation, NUM(8));
    if (lengths) unit_rows(out, out, lengths + i, rows, columns);
  }
}

// The gradient of `layer`; sums over rows come in shares, to be added up by `add_shares`:
// partial[share] = [x0ᵀ g ; x1ᵀ g ; … ; column sums of g] with g = dy in front of row length and activation:
// dy, y, lengths or 0, activation, slope, rows, columns, partial, scratch, number of inputs; for each: x, depth, its part of
// Wᵀ packed or 0, its gradient or 0.
OP(layer_backward) {
  const int activation = (int)INT(3), columns = (int)INT(6), parts = (int)INT(9);
  const float *lengths = F32(2);
  ptrdiff_t size = columns, read = F32(1) == F32(0) ? columns : 2 * columns, tiles = 0;
  for (int q = 0; q < parts; q++) {
    const ptrdiff_t depth = INT(10 + 4 * q + 1), gradient = F32(10 + 4 * q + 3) != 0;
    size += depth * columns;
    read += depth * (1 + gradient);
    tiles += depth / TILE * PANELS(columns) + gradient * (ROW_BLOCK / TILE) * PANELS(depth);
  }
  float *part = F32(7) + share * size;
  float *slopes = F32(8) + share * (ROW_BLOCK * (ptrdiff_t)columns + PACKED(columns, ROW_BLOCK));
  float *packed = slopes + ROW_BLOCK * (ptrdiff_t)columns;
  SHARE_OF(INT(5), TILE);
  if (first == last) zero(part, size);
  for (ptrdiff_t i = first; i < last; i += ROW_BLOCK) {
    const ptrdiff_t rows = last - i < ROW_BLOCK ? last - i : ROW_BLOCK;
    Fetch fetch = {.lines_a_tile = lines_a_tile(rows * read, tiles)};
    const Finish set = {0, 0, 0, &fetch}, sum = {i > first, 0, 0, &fetch};
    const float *g = F32(0) + i * columns, *y = F32(1) + i * columns;
    fetch_later(&fetch, g + rows * columns, rows * columns);
    if (y != g) fetch_later(&fetch, y + rows * columns, rows * columns);
    if (lengths) {
      unit_rows_slope(g, y, lengths + i, slopes, rows, columns, activation == RELU);
      g = slopes;
    } else if (activation != NONE) {
      deactivate(g, y, slopes, rows * columns, activation, NUM(4));
      g = slopes;
    }
    pack(g, columns, 1, (int)rows, columns, packed, 0, PANELS(columns));
    float *to = part;
    for (int q = 0; q < parts; q++) {
      const int at = 10 + 4 * q, depth = (int)INT(at + 1);
      fetch_later(&fetch, F32(at) + (i + rows) * depth, rows * depth);
      const Factor x = {F32(at) + i * depth, 1, depth, packed, (int)rows, 0};
      gemm(&x, 1, depth, columns, to, columns, &sum);
      to += (ptrdiff_t)depth * columns;
      if (!F32(at + 3)) continue;
      fetch_later(&fetch, F32(at + 3) + (i + rows) * depth, rows * depth);
      const Factor back = {g, columns, 1, F32(at + 2), columns, 0};
      gemm(&back, 1, rows, depth, F32(at + 3) + i * depth, depth, &set);
    }
    add_columns(g, rows, columns, 0, columns, to, i > first);
  }
}
#endif
