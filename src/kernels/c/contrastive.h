// InfoNCE between two sets of unit rows: row i of the one belongs to row i of the other, and the other rows of its block
// of consecutive rows are its negatives. Products are made ROW_BLOCK × ROW_BLOCK at a time and never kept.
#ifndef WEFT_CONTRASTIVE_H
#define WEFT_CONTRASTIVE_H
#include "gemm.h"
#include "special.h"

// Rows to length 1, and their lengths: x, rows, width, out, lengths.
OP(contrastive_rows) {
  const ptrdiff_t width = INT(2);
  float *lengths = F32(4);
  SHARE(INT(1));
  for (ptrdiff_t i = first; i < last; i++) {
    const float *x = F32(0) + i * width;
    float *out = F32(3) + i * width;
    const float length = __builtin_sqrtf(dot(x, x, width));
    lengths[i] = length > 1e-12f ? length : length == length ? 1e-12f : length;
    const float inverse = 1 / lengths[i];
    for (ptrdiff_t f = 0; f < width; f++) out[f] = x[f] * inverse;
  }
}

// Floats of scratch a share takes: a tile of products, the packed columns, and the packed rows of the way back.
#define CONTRASTIVE_SCRATCH(width) \
  ((ptrdiff_t)ROW_BLOCK * PACKED_ROW_BLOCK + PACKED(ROW_BLOCK, width) + PACKED(width, ROW_BLOCK))
#define PACKED_ROW_BLOCK (PANELS(ROW_BLOCK) * PANEL)

typedef struct {
  ptrdiff_t begin, end;
} Range;
INLINE Range block_of(ptrdiff_t i, ptrdiff_t block, ptrdiff_t rows) {
  const ptrdiff_t begin = i / block * block;
  return (Range){begin, rows - begin < block ? rows : begin + block};
}

static const Finish PLAIN = {0, 0, 0}, ADD = {1, 0, 0};

// lse[i] = ln Σⱼ exp(uᵢ·vⱼ/τ) over i's block, kept up as a largest value (in lse) and a sum relative to it (in sums); the
// share's part of Σᵢ lse[i] − uᵢ·vᵢ/τ: u, v, rows, width, block, 1/τ, scratch, sums, lse, totals.
OP(info_nce) {
  const float *u = F32(0), *v = F32(1), inverse = NUM(5);
  const ptrdiff_t rows = INT(2), width = INT(3), block = INT(4);
  float *tile = F32(6) + share * CONTRASTIVE_SCRATCH(width), *packed = tile + ROW_BLOCK * PACKED_ROW_BLOCK;
  float *sums = F32(7), *tops = F32(8);
  double total = 0;
  SHARE(rows);
  for (ptrdiff_t i = first; i < last; i++) tops[i] = -INFINITE, sums[i] = 0;
  for (ptrdiff_t from = first; from < last;) {
    const Range mine = block_of(from, block, rows);
    const ptrdiff_t end = last < mine.end ? last : mine.end;
    for (ptrdiff_t j = mine.begin; j < mine.end; j += ROW_BLOCK) {
      const ptrdiff_t columns = mine.end - j < ROW_BLOCK ? mine.end - j : ROW_BLOCK;
      pack(v + j * width, 1, width, (int)width, (int)columns, packed, 0, PANELS(columns));
      for (ptrdiff_t i = from; i < end; i += ROW_BLOCK) {
        const ptrdiff_t some = end - i < ROW_BLOCK ? end - i : ROW_BLOCK;
        const Factor f = {u + i * width, width, 1, packed, (int)width};
        gemm(&f, 1, some, (int)columns, tile, PACKED_ROW_BLOCK, &PLAIN);
        for (ptrdiff_t r = 0; r < some; r++) {
          const ptrdiff_t own = i + r - j;
          float *s = tile + r * PACKED_ROW_BLOCK, top = tops[i + r];
          if (own >= 0 && own < columns) total -= s[own] * inverse;
          // Whole vectors from here on: what lies behind the columns adds nothing.
          for (ptrdiff_t c = columns; c % VL; c++) s[c] = -1e30f;
          vf highest = splat(-1e30f), part = splat(0);
          for (ptrdiff_t c = 0; c < columns; c += VL) highest = vmax(load(s + c), highest);
          for (int q = 0; q < VL; q++) top = highest[q] * inverse <= top ? top : highest[q] * inverse;
          for (ptrdiff_t c = 0; c < columns; c += VL) part += vexp(load(s + c) * inverse - top);
          if (top != tops[i + r]) sums[i + r] *= vexp(splat(tops[i + r] - top))[0];
          sums[i + r] += sum_of(part);
          tops[i + r] = top;
        }
      }
    }
    from = end;
  }
  for (ptrdiff_t i = first; i < last; i += VL) {
    const ptrdiff_t n = last - i < VL ? last - i : VL;
    const vf value = vlog(load_some(sums + i, n, 1.f)) + load_some(tops + i, n, 0);
    store_some(tops + i, value, n);
    total += sum_of(value);
  }
  F64(9)[share] = total;
}

// Gradient in x, the rows before they were brought to length 1, of `slope` · τ times the sum of both directions' terms:
// u, v, rows, width, block, 1/τ, scratch, lse of u's rows, lse of v's rows, slope, lengths of x, out.
OP(info_nce_gradient) {
  const float *u = F32(0), *v = F32(1), inverse = NUM(5), *own_lse = F32(7), *others = F32(8), slope = NUM(9);
  const ptrdiff_t rows = INT(2), width = INT(3), block = INT(4);
  float *tile = F32(6) + share * CONTRASTIVE_SCRATCH(width), *packed = tile + ROW_BLOCK * PACKED_ROW_BLOCK;
  float *back = packed + PACKED(ROW_BLOCK, width), *out = F32(11);
  SHARE(rows);
  for (ptrdiff_t from = first; from < last;) {
    const Range mine = block_of(from, block, rows);
    const ptrdiff_t end = last < mine.end ? last : mine.end;
    for (ptrdiff_t j = mine.begin; j < mine.end; j += ROW_BLOCK) {
      const ptrdiff_t columns = mine.end - j < ROW_BLOCK ? mine.end - j : ROW_BLOCK;
      pack(v + j * width, 1, width, (int)width, (int)columns, packed, 0, PANELS(columns));
      pack(v + j * width, width, 1, (int)columns, (int)width, back, 0, PANELS(width));
      for (ptrdiff_t i = from; i < end; i += ROW_BLOCK) {
        const ptrdiff_t some = end - i < ROW_BLOCK ? end - i : ROW_BLOCK;
        const Factor f = {u + i * width, width, 1, packed, (int)width};
        gemm(&f, 1, some, (int)columns, tile, PACKED_ROW_BLOCK, &PLAIN);
        for (ptrdiff_t r = 0; r < some; r++) {
          const ptrdiff_t own = i + r - j;
          float *s = tile + r * PACKED_ROW_BLOCK;
          const vf lse = splat(own_lse[i + r]);
          for (ptrdiff_t c = 0; c < columns; c += VL) {
            const vf x = load(s + c) * inverse;
            const vf other = c + VL <= columns ? load(others + j + c) : load_some(others + j + c, columns - c, 0);
            store(s + c, vexp(x - lse) + vexp(x - other));
          }
          if (own >= 0 && own < columns) s[own] -= 2;
        }
        const Factor g = {tile, PACKED_ROW_BLOCK, 1, back, (int)columns};
        gemm(&g, 1, some, (int)width, out + i * width, width, j == mine.begin ? &PLAIN : &ADD);
      }
    }
    from = end;
  }
  for (ptrdiff_t i = first; i < last; i++) {
    const float *unit = u + i * width;
    float *g = out + i * width;
    // Rows of length 0 have no direction to be turned in.
    const float length = F32(10)[i], along = length > 1e-12f ? dot(unit, g, width) : 0;
    const float scale = slope / length;
    for (ptrdiff_t f = 0; f < width; f++) g[f] = (g[f] - unit[f] * along) * scale;
  }
}
#endif
