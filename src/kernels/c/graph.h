// Products with a sparse matrix compressed by rows.
#ifndef WEFT_GRAPH_H
#define WEFT_GRAPH_H
#include "kernel.h"

// Rows [first, last) of A · x into out, row `first` of A at the start of out; without weights the mean over each row.
static void spmm_rows(const int32_t *indptr, const int32_t *indices, const float *weights, const float *x, ptrdiff_t ldx,
                      float *out, ptrdiff_t ldo, ptrdiff_t first, ptrdiff_t last, ptrdiff_t width, const float *addend) {
  for (ptrdiff_t i = first; i < last; i++) {
    float *to = out + (i - first) * ldo;
    const float *plus = addend ? addend + (i - first) * ldo : 0;
    const int32_t from = indptr[i], until = indptr[i + 1];
    const float mean = weights ? 1.f : until > from ? 1.f / (float)(until - from) : 0.f;
    ptrdiff_t f = 0;
    for (; f + 4 * VL <= width; f += 4 * VL) {
      vf s0 = splat(0), s1 = s0, s2 = s0, s3 = s0;
      for (int32_t e = from; e < until; e++) {
        const float *p = x + (ptrdiff_t)indices[e] * ldx + f;
        const vf w = splat(weights ? weights[e] : mean);
        FMA(s0, w, load(p));
        FMA(s1, w, load(p + VL));
        FMA(s2, w, load(p + 2 * VL));
        FMA(s3, w, load(p + 3 * VL));
      }
      if (plus) s0 += load(plus + f), s1 += load(plus + f + VL), s2 += load(plus + f + 2 * VL), s3 += load(plus + f + 3 * VL);
      store(to + f, s0);
      store(to + f + VL, s1);
      store(to + f + 2 * VL, s2);
      store(to + f + 3 * VL, s3);
    }
    for (; f + VL <= width; f += VL) {
      vf s = splat(0);
      for (int32_t e = from; e < until; e++) FMA(s, splat(weights ? weights[e] : mean), load(x + (ptrdiff_t)indices[e] * ldx + f));
      if (plus) s += load(plus + f);
      store(to + f, s);
    }
    for (; f < width; f++) {
      float s = 0;
      for (int32_t e = from; e < until; e++) s += (weights ? weights[e] : mean) * x[(ptrdiff_t)indices[e] * ldx + f];
      to[f] = plus ? plus[f] + s : s;
    }
  }
}

// out = A · x (+ addend): indptr, indices, weights or 0 (mean), x, out, rows, width, addend or 0.
OP(spmm) {
  const ptrdiff_t width = INT(6);
  SHARE(INT(5));
  const float *addend = F32(7);
  spmm_rows(I32(0), I32(1), F32(2), F32(3), width, F32(4) + first * width, width, first, last, width,
            addend ? addend + first * width : 0);
}
#endif
