// Kernels that move 32-bit elements of any type and compute nothing, and the sum that undoes a gather.
#ifndef WEFT_LAYOUT_H
#define WEFT_LAYOUT_H
#include "kernel.h"
#include "walk.h"

#define TRANSPOSE_BLOCK 16

// out = x, both strided: x, out, n, length of the last axis, strides of x and out on it, the axes before it (walk.h).
OP(copy) {
  const ptrdiff_t sx = INT(4), so = INT(5);
  SHARE(INT(2));
  for (Walk w = walk(args + 6, INT(3), first, last); w.count > 0; walk_on(&w)) {
    const int32_t *x = I32(0) + w.a + sx * w.column;
    int32_t *out = I32(1) + w.b + so * w.column;
    if (sx == 1 && so == 1) {
      for (ptrdiff_t j = 0; j < w.count; j++) out[j] = x[j];
    } else {
      for (ptrdiff_t j = 0; j < w.count; j++) out[so * j] = x[sx * j];
    }
  }
}

// Every matrix of a batch transposed, in blocks that stay in the cache: x, out, batch, rows, columns.
OP(transpose) {
  const ptrdiff_t rows = INT(3), columns = INT(4);
  const ptrdiff_t bands = (rows + TRANSPOSE_BLOCK - 1) / TRANSPOSE_BLOCK;
  SHARE(INT(2) * bands);
  for (ptrdiff_t at = first; at < last; at++) {
    const int32_t *x = I32(0) + at / bands * rows * columns;
    int32_t *out = I32(1) + at / bands * rows * columns;
    const ptrdiff_t top = at % bands * TRANSPOSE_BLOCK;
    const ptrdiff_t bottom = top + TRANSPOSE_BLOCK < rows ? top + TRANSPOSE_BLOCK : rows;
    for (ptrdiff_t left = 0; left < columns; left += TRANSPOSE_BLOCK) {
      const ptrdiff_t right = left + TRANSPOSE_BLOCK < columns ? left + TRANSPOSE_BLOCK : columns;
      for (ptrdiff_t j = left; j < right; j++) {
        for (ptrdiff_t i = top; i < bottom; i++) out[j * rows + i] = x[i * columns + j];
      }
    }
  }
}

// out[b, o, i] = x[b, o, places[b, i]], slices of `slice` elements: x, places, out, batch, outer, length, count, slice.
OP(gather) {
  const ptrdiff_t outer = INT(4), length = INT(5), count = INT(6), slice = INT(7);
  SHARE(INT(3) * outer * count);
  for (ptrdiff_t at = first; at < last; at++) {
    const ptrdiff_t o = at / count, b = o / outer;
    const int32_t *x = I32(0) + (o * length + I32(1)[b * count + at % count]) * slice;
    int32_t *out = I32(2) + at * slice;
    for (ptrdiff_t f = 0; f < slice; f++) out[f] = x[f];
  }
}

// out[s] = Σ of the rows whose segment is s, in their order: x, segments, out, rows, number of segments, width,
// sums (doubles, as many as out). Every share looks at all rows and takes those of its own segments.
OP(segment_sum) {
  const float *x = F32(0);
  const int32_t *segments = I32(1);
  const ptrdiff_t rows = INT(3), width = INT(5);
  SHARE(INT(4));
  double *sums = F64(6);
  for (ptrdiff_t i = first * width; i < last * width; i++) sums[i] = 0;
  for (ptrdiff_t r = 0; r < rows; r++) {
    const ptrdiff_t s = segments[r];
    if (s < first || s >= last) continue;
    for (ptrdiff_t f = 0; f < width; f++) sums[s * width + f] += (double)x[r * width + f];
  }
  for (ptrdiff_t i = first * width; i < last * width; i++) F32(2)[i] = (float)sums[i];
}
#endif
