// How well distances between rows of one matrix are kept in another.
#ifndef WEFT_ISOMETRY_H
#define WEFT_ISOMETRY_H
#include "gemm.h"

// Squared distances of one row to the PANEL rows of a packed panel, one lane a row.
INLINE void panel_distances(const float *row, const float *panel, ptrdiff_t width, vf out[VECTORS]) {
  UNROLL for (int j = 0; j < VECTORS; j++) out[j] = splat(0);
  for (ptrdiff_t f = 0; f < width; f++) {
    const vf x = splat(row[f]);
    UNROLL for (int j = 0; j < VECTORS; j++) {
      const vf d = x - load(panel + f * PANEL + j * VL);
      FMA(out[j], d, d);
    }
  }
}

// lanes[f] += Σ weight · (row[f] − other[f]) lane by lane.
INLINE void panel_pull(const float *row, const float *panel, ptrdiff_t width, const vf weight[VECTORS], float *lanes) {
  for (ptrdiff_t f = 0; f < width; f++) {
    const vf x = splat(row[f]);
    vf s = load(lanes + f * VL);
    UNROLL for (int j = 0; j < VECTORS; j++) FMA(s, weight[j], x - load(panel + f * PANEL + j * VL));
    store(lanes + f * VL, s);
  }
}

// Sum over ordered pairs of rows of one class of (‖uᵢ − uⱼ‖ − ‖vᵢ − vⱼ‖)², and `slope` times its gradient; a distance of 0
// has gradient 0. Packed are the transposes: column j of uᵀ is row j.
// u, packed uᵀ, width of u, v, packed vᵀ, width of v, classes (whole panels, −1 behind the end), rows, slope,
// scratch (VL × both widths a share), du or 0, dv, totals.
OP(isometry) {
  const float *u = F32(0), *packed_u = F32(1), *v = F32(3), *packed_v = F32(4);
  const ptrdiff_t wu = INT(2), wv = INT(5), rows = INT(7);
  const int32_t *classes = I32(6);
  float *lanes_u = F32(9) + share * VL * (wu + wv), *lanes_v = lanes_u + VL * wu, *du = F32(10), *dv = F32(11);
  // Both orders of a pair and the square: four times the difference.
  const vf slope = splat(4 * NUM(8)), none = splat(0), one = splat(1);
  double total = 0;
  SHARE(rows);
  for (ptrdiff_t i = first; i < last; i++) {
    zero(lanes_u, VL * (wu + wv));
    vf squares = none;
    for (ptrdiff_t p = 0; p < PANELS(rows); p++) {
      vf au[VECTORS], av[VECTORS];
      panel_distances(u + i * wu, packed_u + p * PANEL * wu, wu, au);
      panel_distances(v + i * wv, packed_v + p * PANEL * wv, wv, av);
      UNROLL for (int j = 0; j < VECTORS; j++) {
        const vi same = *(const vi *)(classes + p * PANEL + j * VL) == classes[i];
        const vi apart_u = au[j] > none, apart_v = av[j] > none;
        const vf far_u = (vf)((vi)__builtin_elementwise_sqrt(au[j]) & apart_u);
        const vf far_v = (vf)((vi)__builtin_elementwise_sqrt(av[j]) & apart_v);
        const vf r = (vf)((vi)(far_u - far_v) & same);
        FMA(squares, r, r);
        au[j] = (vf)((vi)(slope * r / (vf)(((vi)far_u & apart_u) | ((vi)one & ~apart_u))) & apart_u);
        av[j] = (vf)((vi)(-slope * r / (vf)(((vi)far_v & apart_v) | ((vi)one & ~apart_v))) & apart_v);
      }
      if (!du) continue;
      panel_pull(u + i * wu, packed_u + p * PANEL * wu, wu, au, lanes_u);
      panel_pull(v + i * wv, packed_v + p * PANEL * wv, wv, av, lanes_v);
    }
    total += sum_of(squares);
    if (!du) continue;
    for (ptrdiff_t f = 0; f < wu; f++) du[i * wu + f] = sum_of(load(lanes_u + f * VL));
    for (ptrdiff_t f = 0; f < wv; f++) dv[i * wv + f] = sum_of(load(lanes_v + f * VL));
  }
  F64(12)[share] = total;
}
#endif
