// Products with a sparse matrix compressed by rows.
#ifndef WEFT_GRAPH_H
#define WEFT_GRAPH_H
#include "kernel.h"

// What a product reads: `map`, where there is one, tells which of the weights belongs to an entry; without weights each
// row is the mean of what it lists. The result is scale · A x + share · addend + lift · level, one row for all.
typedef struct {
  const int32_t *indptr, *indices;
  const float *weights;
  const int32_t *map;
  const float *x;
  ptrdiff_t ldx;
  float scale, share;
  int fetch;
  const float *level;
  float lift;
} Product;

// Vectors of a row that are summed at once, as many as there are registers for.
#if VL == 16
#define WIDE 4
#else
#define WIDE 8
#endif

// Rows ahead that are fetched: of the result; of what is read the last neighbour, which in a tissue read line by line is
// the one not met before; and a row further ahead itself, since along a Hilbert curve new rows come one after another.
#define AHEAD 16
#define FURTHER 32
// Floats of a result that outgrows the caches; for smaller ones fetching ahead costs more than it brings.
#define FETCH_FROM 2000000

INLINE void fetch_row(const Product *p, ptrdiff_t i, const float *to, ptrdiff_t width) {
  const int32_t until = p->indptr[i + 1];
  const float *row = until > 0 ? p->x + (ptrdiff_t)p->indices[until - 1] * p->ldx : p->x;
  const float *further = p->x + (i + FURTHER) * p->ldx;
  for (ptrdiff_t f = 0; f < width; f += 16) {
    __builtin_prefetch(row + f);
    __builtin_prefetch(further + f);
    __builtin_prefetch(to + f, 1);
  }
}

INLINE float entry_weight(const Product *p, const float *weights, const int32_t *map, float mean, int32_t e) {
  return (weights ? weights[map ? map[e] : e] : mean) * p->scale;
}

// `count` vectors of one row from column f on, the last of them at column `end`: it may overlap the one before it, since
// nothing is written before everything is read.
INLINE void product_block(const int count, const Product *p, const float *weights, const int32_t *map, int32_t from,
                          int32_t until, float mean, ptrdiff_t f, ptrdiff_t end, float *to, const float *plus) {
  vf sum[WIDE];
  ptrdiff_t at[WIDE];
  UNROLL for (int v = 0; v < count; v++) {
    at[v] = v == count - 1 ? end : f + v * VL;
    sum[v] = plus ? load(plus + at[v]) * splat(p->share) : splat(0);
    if (p->level) FMA(sum[v], splat(p->lift), load(p->level + at[v]));
  }
  KEEP_LOOP for (int32_t e = from; e < until; e++) {
    const float *row = p->x + (ptrdiff_t)p->indices[e] * p->ldx;
    const vf w = splat(entry_weight(p, weights, map, mean, e));
    UNROLL for (int v = 0; v < count; v++) FMA(sum[v], w, load(row + at[v]));
  }
  UNROLL for (int v = 0; v < count; v++) store(to + at[v], sum[v]);
}

INLINE void product_rows(const Product *p, const float *weights, const int32_t *map, float *out, ptrdiff_t ldo,
                         ptrdiff_t first, ptrdiff_t last, ptrdiff_t width, const float *addend) {
  for (ptrdiff_t i = first; i < last; i++) {
    float *to = out + (i - first) * ldo;
    const float *plus = addend ? addend + (i - first) * ldo : 0;
    if (p->fetch && i + AHEAD < last) fetch_row(p, i + AHEAD, to + AHEAD * ldo, width);
    const int32_t from = p->indptr[i], until = p->indptr[i + 1];
    const float mean = until > from ? 1.f / (float)(until - from) : 0.f;
    ptrdiff_t f = 0;
#define BLOCK(count, end) product_block(count, p, weights, map, from, until, mean, f, end, to, plus)
    for (; f + WIDE * VL <= width; f += WIDE * VL) BLOCK(WIDE, f + (WIDE - 1) * VL);
    // What is left in one or two blocks; two of whole vectors first, so that the last can end with the row.
    const ptrdiff_t vectors = (width - f + VL - 1) / VL, half = vectors > 4 ? (vectors + 1) / 2 : 0;
    if (half == 3) BLOCK(3, f + 2 * VL);
    if (half == 4) BLOCK(4, f + 3 * VL);
    f += half * VL;
    switch (vectors - half) {
      case 4: BLOCK(4, width - VL); f = width; break;
      case 3: BLOCK(3, width - VL); f = width; break;
      case 2: BLOCK(2, width - VL); f = width; break;
      case 1:
        if (f + VL == width) BLOCK(1, f), f = width;
    }
#undef BLOCK
    for (; f < width; f++) {
      float s = (plus ? plus[f] * p->share : 0) + (p->level ? p->level[f] * p->lift : 0);
      for (int32_t e = from; e < until; e++) {
        s += entry_weight(p, weights, map, mean, e) * p->x[(ptrdiff_t)p->indices[e] * p->ldx + f];
      }
      to[f] = s;
    }
  }
}

// Rows [first, last) of A · x into out, row `first` of A at the start of out; without weights the mean over each row.
NOINLINE void spmm_rows(const int32_t *indptr, const int32_t *indices, const float *weights, const float *x, ptrdiff_t ldx,
                        float *out, ptrdiff_t ldo, ptrdiff_t first, ptrdiff_t last, ptrdiff_t width,
                        const float *addend) {
  const Product p = {indptr, indices, weights, 0, x, ldx, 1, 1, 0, 0, 0};
  if (weights) product_rows(&p, weights, 0, out, ldo, first, last, width, addend);
  else product_rows(&p, 0, 0, out, ldo, first, last, width, addend);
}

// out = scale · A x (+ share · addend) (+ lift · level in every row): indptr, indices, weights or 0 (mean), x, out, rows,
// width, addend or 0, map or 0, scale, share, level or 0, lift.
OP(spmm) {
  const ptrdiff_t width = INT(6);
  SHARE(INT(5));
  const Product p = {I32(0), I32(1), F32(2), I32(8), F32(3), width, NUM(9), NUM(10),
                     INT(5) * width > FETCH_FROM, F32(11), NUM(12)};
  float *out = F32(4) + first * width;
  const float *addend = F32(7) ? F32(7) + first * width : 0;
  if (p.map) product_rows(&p, p.weights, p.map, out, width, first, last, width, addend);
  else if (p.weights) product_rows(&p, p.weights, 0, out, width, first, last, width, addend);
  else product_rows(&p, 0, 0, out, width, first, last, width, addend);
}
#endif
