// Batch norm by columns: variances in two passes, from what a float mean leaves over, so that a column far from 0 keeps
// its digits. Saved for the way back, three rows: a float mean, what it lacks, and one over the standard deviation.
#ifndef WEFT_BATCH_NORM_H
#define WEFT_BATCH_NORM_H
#include "activation.h"

// Rows that are summed up in floats before they go to doubles.
#define ROW_RUN 128

INLINE vf some(const float *p, ptrdiff_t n) { return n == VL ? load(p) : load_some(p, n, 0); }
INLINE void put(float *p, vf v, ptrdiff_t n) {
  if (n == VL) {
    store(p, v);
  } else {
    store_some(p, v, n);
  }
}

// Sums of VL columns, one lane a column.
typedef struct {
  double lane[VL];
} Sums;
INLINE void add_run(Sums *sums, vf run) {
  for (int k = 0; k < VL; k++) sums->lane[k] += run[k];
}
INLINE vf per_row(const Sums *sums, ptrdiff_t rows) {
  float lanes[VL];
  for (int k = 0; k < VL; k++) lanes[k] = (float)(sums->lane[k] / (double)rows);
  return load(lanes);
}

INLINE vf activated(vf v, int activation, float slope) {
  return activation == RELU ? vmax(v, splat(0)) : active(v, activation, slope);
}

// y = act((x − mean) / √(variance + ε) · gamma + beta); in training with the batch's own moments, which the running ones
// then follow. 0 x, 1 gamma, 2 beta, 3 y, 4 saved, 5 running means, 6 running variances, 7 rows, 8 columns, 9 epsilon,
// 10 momentum, 11 training, 12 activation, 13 slope.
OP(batch_norm) {
  AS_WRITTEN
  const ptrdiff_t rows = INT(7), columns = INT(8);
  const float epsilon = NUM(9), momentum = NUM(10), slope = NUM(13);
  const int training = (int)INT(11), activation = (int)INT(12);
  float *saved = F32(4), *means = F32(5), *variances = F32(6);
  SHARE_OF(columns, 16);
  for (ptrdiff_t j = first; j < last; j += VL) {
    const ptrdiff_t n = last - j < VL ? last - j : VL;
    const float *x = F32(0) + j;
    vf mean = some(means + j, n), rest = splat(0), variance = some(variances + j, n);
    if (training && rows > 0) {
      Sums of_x = {{0}}, of_off = {{0}}, of_square = {{0}};
      for (ptrdiff_t i = 0; i < rows; i += ROW_RUN) {
        const ptrdiff_t end = rows - i < ROW_RUN ? rows : i + ROW_RUN;
        vf run = splat(0);
        for (ptrdiff_t q = i; q < end; q++) run += some(x + q * columns, n);
        add_run(&of_x, run);
      }
      mean = per_row(&of_x, rows);
      for (ptrdiff_t i = 0; i < rows; i += ROW_RUN) {
        const ptrdiff_t end = rows - i < ROW_RUN ? rows : i + ROW_RUN;
        vf run = splat(0), squares = splat(0);
        for (ptrdiff_t q = i; q < end; q++) {
          const vf off = some(x + q * columns, n) - mean;
          run += off;
          squares += off * off;
        }
        add_run(&of_off, run);
        add_run(&of_square, squares);
      }
      rest = per_row(&of_off, rows);
      variance = per_row(&of_square, rows) - rest * rest;
      variance = pick(variance < 0, splat(0), variance);
      const float unbiased = rows > 1 ? (float)rows / (float)(rows - 1) : 1;
      put(means + j, (1 - momentum) * some(means + j, n) + momentum * (mean + rest), n);
      put(variances + j, (1 - momentum) * some(variances + j, n) + momentum * unbiased * variance, n);
    }
    const vf inverse = 1.f / __builtin_elementwise_sqrt(variance + epsilon);
    put(saved + j, mean, n);
    put(saved + columns + j, rest, n);
    put(saved + 2 * columns + j, inverse, n);
    const vf factor = inverse * some(F32(1) + j, n), beta = some(F32(2) + j, n);
    for (ptrdiff_t q = 0; q < rows; q++) {
      const vf off = (some(x + q * columns, n) - mean) - rest;
      put(F32(3) + q * columns + j, activated(off * factor + beta, activation, slope), n);
    }
  }
}

// Gradients: 0 dy, 1 y, 2 x, 3 gamma, 4 saved, 5 dx, 6 d gamma, 7 d beta, 8 rows, 9 columns, 10 training, 11 activation,
// 12 slope.
OP(batch_norm_backward) {
  AS_WRITTEN
  const ptrdiff_t rows = INT(8), columns = INT(9);
  const int training = (int)INT(10), activation = (int)INT(11);
  const float slope = NUM(12);
  SHARE_OF(columns, 16);
  for (ptrdiff_t j = first; j < last; j += VL) {
    const ptrdiff_t n = last - j < VL ? last - j : VL;
    const float *dy = F32(0) + j, *y = F32(1) + j, *x = F32(2) + j, *saved = F32(4) + j;
    const vf mean = some(saved, n), rest = some(saved + columns, n), inverse = some(saved + 2 * columns, n);
    Sums of_g = {{0}}, of_product = {{0}};
    for (ptrdiff_t i = 0; i < rows; i += ROW_RUN) {
      const ptrdiff_t end = rows - i < ROW_RUN ? rows : i + ROW_RUN;
      vf run = splat(0), products = splat(0);
      for (ptrdiff_t q = i; q < end; q++) {
        const vf g = slope_at(some(dy + q * columns, n), some(y + q * columns, n), activation, slope);
        run += g;
        products += g * ((some(x + q * columns, n) - mean) - rest);
      }
      add_run(&of_g, run);
      add_run(&of_product, products);
    }
    const vf g_mean = per_row(&of_g, rows > 0 ? rows : 1), product_mean = per_row(&of_product, rows > 0 ? rows : 1);
    put(F32(7) + j, g_mean * (float)rows, n);
    put(F32(6) + j, product_mean * inverse * (float)rows, n);
    const vf factor = some(F32(3) + j, n) * inverse, along = product_mean * inverse * inverse;
    for (ptrdiff_t q = 0; q < rows; q++) {
      vf g = slope_at(some(dy + q * columns, n), some(y + q * columns, n), activation, slope);
      if (training) g = g - g_mean - ((some(x + q * columns, n) - mean) - rest) * along;
      put(F32(5) + q * columns + j, g * factor, n);
    }
  }
}
#endif
