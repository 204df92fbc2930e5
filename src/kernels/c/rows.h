// Kernels that treat every row of a matrix alike.
#ifndef WEFT_ROWS_H
#define WEFT_ROWS_H
#include "activation.h"
#include "kernel.h"

// Shorter rows are divided by this.
#define SHORTEST 1e-12f

// out = x / max(‖x‖, SHORTEST) by rows, and what each was divided by; out may be x.
static void unit_rows(const float *x, float *out, float *lengths, ptrdiff_t rows, ptrdiff_t width) {
  for (ptrdiff_t i = 0; i < rows; i++, x += width, out += width) {
    const float length = __builtin_sqrtf(dot(x, x, width)), by = length > SHORTEST ? length : SHORTEST, scale = 1 / by;
    lengths[i] = by;
    ptrdiff_t f = 0;
    UNROLL_4 for (; f + VL <= width; f += VL) store(out + f, load(x + f) * splat(scale));
    for (; f < width; f++) out[f] = x[f] * scale;
  }
}

INLINE void unit_rows_slope_as(const int relu, const float *dy, const float *y, const float *lengths, float *out,
                               ptrdiff_t rows, ptrdiff_t width) {
  for (ptrdiff_t i = 0; i < rows; i++, dy += width, y += width, out += width) {
    const float along = lengths[i] > SHORTEST ? dot(dy, y, width) : 0, scale = 1 / lengths[i];
    ptrdiff_t f = 0;
    UNROLL_4 for (; f + VL <= width; f += VL) {
      const vf at = load(y + f), slope = (load(dy + f) - at * splat(along)) * splat(scale);
      store(out + f, relu ? pick(at > splat(0), slope, splat(0)) : slope);
    }
    for (; f < width; f++) out[f] = relu && y[f] <= 0 ? 0 : (dy[f] - y[f] * along) * scale;
  }
}

// The gradient in front of `unit_rows`, and in front of `max(0, ·)` before that if wanted; through the divisor of a row too
// short nothing flows. `out` may be dy.
static void unit_rows_slope(const float *dy, const float *y, const float *lengths, float *out, ptrdiff_t rows,
                            ptrdiff_t width, int relu) {
  if (relu) unit_rows_slope_as(1, dy, y, lengths, out, rows, width);
  else unit_rows_slope_as(0, dy, y, lengths, out, rows, width);
}

// Adds columns [first, last) of all rows up into `out`, or onto it.
static void add_columns(const float *x, ptrdiff_t rows, ptrdiff_t width, ptrdiff_t first, ptrdiff_t last, float *out,
                        int accumulate) {
  for (ptrdiff_t f = first; f < last; f += VL) {
    const ptrdiff_t wide = last - f < VL ? last - f : VL;
    vf s = accumulate ? load_some(out + f, wide, 0) : splat(0);
    vf run = splat(0);
    if (f + VL <= width) {
      for (ptrdiff_t i = 0; i < rows; i++) {
        run += load(x + i * width + f);
        if (i % ROW_BLOCK == ROW_BLOCK - 1) s += run, run = splat(0);
      }
    } else {
      for (ptrdiff_t i = 0; i < rows; i++) {
        run += load_some(x + i * width + f, wide, 0);
        if (i % ROW_BLOCK == ROW_BLOCK - 1) s += run, run = splat(0);
      }
    }
    store_some(out + f, s + run, wide);
  }
}

// x, out, lengths, rows, width.
OP(unit_rows) {
  const ptrdiff_t width = INT(4);
  SHARE(INT(3));
  unit_rows(F32(0) + first * width, F32(1) + first * width, F32(2) + first, last - first, width);
}

// dy, y, lengths, out, rows, width.
OP(unit_rows_backward) {
  const ptrdiff_t at = INT(5), rows = INT(4);
  SHARE(rows);
  unit_rows_slope(F32(0) + first * at, F32(1) + first * at, F32(2) + first, F32(3) + first * at, last - first, at,
                  0);
}

// out = act(x + bias) for every row: x, bias or 0, out, rows, width, activation, slope.
OP(bias_rows) {
  const float *bias = F32(1);
  const ptrdiff_t width = INT(4);
  const int activation = (int)INT(5);
  SHARE(INT(3));
  for (ptrdiff_t i = first; i < last; i++) {
    const float *x = F32(0) + i * width;
    float *out = F32(2) + i * width;
    ptrdiff_t f = 0;
    for (; f + VL <= width; f += VL) {
      const vf v = load(x + f) + (bias ? load(bias + f) : splat(0));
      store(out + f, activation == RELU ? vmax(v, splat(0)) : v);
    }
    for (; f < width; f++) {
      const float v = x[f] + (bias ? bias[f] : 0);
      out[f] = activation == RELU && v < 0 ? 0 : v;
    }
    activate(out, 1, width, width, activation, NUM(6));
  }
}

// Sums of columns, each share its own columns: x, rows, width, out. In doubles, since such sums are often small beside what
// they are sums of.
OP(column_sums) {
  const float *x = F32(0);
  float *out = F32(3);
  const ptrdiff_t rows = INT(1), width = INT(2);
  // A line of the cache at once, however many vectors that is.
  SHARE_OF(width, 16);
  for (ptrdiff_t f = first; f < last; f += 16) {
    const ptrdiff_t wide = last - f < 16 ? last - f : 16;
    double sums[16] = {0};
    if (wide == 16) {
      for (ptrdiff_t i = 0; i < rows; i++) {
        const float *row = x + i * width + f;
        UNROLL for (int l = 0; l < 16; l++) sums[l] += row[l];
      }
    } else {
      for (ptrdiff_t i = 0; i < rows; i++) {
        const float *row = x + i * width + f;
        for (ptrdiff_t l = 0; l < wide; l++) sums[l] += row[l];
      }
    }
    for (ptrdiff_t l = 0; l < wide; l++) out[f + l] = (float)sums[l];
  }
}
#endif
