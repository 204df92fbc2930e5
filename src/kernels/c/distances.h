// Squared distances in double, summed by rising column without fused steps: the digits that JavaScript gets.
#ifndef WEFT_DISTANCES_H
#define WEFT_DISTANCES_H
#include "kernel.h"

// Vectors of doubles; a panel of the base is two of them wide.
typedef double vd __attribute__((vector_size(VL * 4), aligned(8)));
#define DOUBLES (VL / 2)
#define DOUBLE_PANEL (2 * DOUBLES)
#define DISTANCE_TILE 4

INLINE vd load_doubles(const double *p) { return *(const vd *)p; }
INLINE void store_doubles(double *p, vd v) { *(vd *)p = v; }

// `rows` queries against one panel.
INLINE void distance_tile(const int rows, const double *queries, const double *panel, ptrdiff_t width, vd sum[][2]) {
#pragma clang fp reassociate(off) contract(off)
  UNROLL for (int i = 0; i < rows; i++) sum[i][0] = sum[i][1] = (vd){};
  KEEP_LOOP for (ptrdiff_t c = 0; c < width; c++) {
    const vd p0 = load_doubles(panel + c * DOUBLE_PANEL), p1 = load_doubles(panel + c * DOUBLE_PANEL + DOUBLES);
    UNROLL for (int i = 0; i < rows; i++) {
      const double q = queries[i * width + c];
      const vd e0 = q - p0, e1 = q - p1;
      sum[i][0] += e0 * e0;
      sum[i][1] += e1 * e1;
    }
  }
}

// From every query to every row of the base: queries, base in panels of doubles, rows, queries, width, out.
OP(distances) {
  const double *queries = F64(0), *base = F64(1);
  const ptrdiff_t rows = INT(2), width = INT(4);
  double *out = F64(5);
  SHARE(INT(3));
  for (ptrdiff_t from = 0; from < rows; from += DOUBLE_PANEL) {
    const ptrdiff_t wide = rows - from < DOUBLE_PANEL ? rows - from : DOUBLE_PANEL;
    for (ptrdiff_t i = first; i < last; i += DISTANCE_TILE) {
      const ptrdiff_t count = last - i < DISTANCE_TILE ? last - i : DISTANCE_TILE;
      vd sum[DISTANCE_TILE][2];
      if (count == DISTANCE_TILE) {
        distance_tile(DISTANCE_TILE, queries + i * width, base + from * width, width, sum);
      } else {
        for (ptrdiff_t q = 0; q < count; q++) {
          distance_tile(1, queries + (i + q) * width, base + from * width, width, sum + q);
        }
      }
      for (ptrdiff_t q = 0; q < count; q++) {
        double *to = out + (i + q) * rows + from;
        if (wide == DOUBLE_PANEL) {
          store_doubles(to, sum[q][0]);
          store_doubles(to + DOUBLES, sum[q][1]);
        } else {
          for (ptrdiff_t j = 0; j < wide; j++) to[j] = sum[q][j / DOUBLES][j % DOUBLES];
        }
      }
    }
  }
}
#endif
