// Losses on softmaxes of rows, and on softmaxes over all rows of a column.
#ifndef WEFT_SOFTMAX_LOSS_H
#define WEFT_SOFTMAX_LOSS_H
#include "special.h"

// p[i] = eᵖ⁽ⁱ⁾ of n elements.
static void exp_in_place(float *p, ptrdiff_t n) { map_exp(p, p, 0, n); }

// Σ ln p[i]; p holds positive normal numbers.
static double sum_of_logs(const float *p, ptrdiff_t n) {
  vf s = splat(0);
  for (ptrdiff_t i = 0; i < n; i += VL) s += vlog(i + VL <= n ? load(p + i) : load_some(p + i, n - i, 1.f));
  return sum_of(s);
}

// Sum over rows of ln Σⱼ exp(aⱼ/τ) − a_label/τ, and the mean's gradient, which also serves as scratch. A label that is no
// column makes the sum not a number: logits, labels, 1/τ, rows, width, gradient, totals.
OP(softmax_cross_entropy) {
  const float *logits = F32(0), inverse = NUM(2);
  const int32_t *labels = I32(1);
  const ptrdiff_t width = INT(4);
  const float slope = inverse / (float)INT(3);
  double total = 0;
  SHARE(INT(3));
  for (ptrdiff_t at = first; at < last; at += ROW_BLOCK) {
    const ptrdiff_t rows = last - at < ROW_BLOCK ? last - at : ROW_BLOCK;
    float *out = F32(5) + at * width, sums[ROW_BLOCK];
    float labelled = 0;
    for (ptrdiff_t r = 0; r < rows; r++) {
      const float *a = logits + (at + r) * width;
      float top = a[0];
      for (ptrdiff_t j = 1; j < width; j++) top = a[j] > top ? a[j] : top;
      for (ptrdiff_t j = 0; j < width; j++) out[r * width + j] = (a[j] - top) * inverse;
      const int32_t y = labels[at + r];
      labelled += (uint32_t)y < (uint32_t)width ? out[r * width + y] : NOT_A_NUMBER;
    }
    exp_in_place(out, rows * width);
    for (ptrdiff_t r = 0; r < rows; r++) {
      float *p = out + r * width, s = 0;
      for (ptrdiff_t j = 0; j < width; j++) s += p[j];
      sums[r] = s;
      const float scale = slope / s;
      for (ptrdiff_t j = 0; j < width; j++) p[j] *= scale;
      const int32_t y = labels[at + r];
      if ((uint32_t)y < (uint32_t)width) p[y] -= slope;
    }
    total += sum_of_logs(sums, rows) - labelled;
  }
  F64(6)[share] = total;
}

// labels[i] = the column k of largest aₖ − hₖ, the first of several: a, h, rows, width, labels.
OP(nearest_prototype) {
  const float *h = F32(1);
  const ptrdiff_t width = INT(3);
  int32_t *labels = I32(4);
  SHARE(INT(2));
  for (ptrdiff_t i = first; i < last; i++) {
    const float *a = F32(0) + i * width;
    float top = a[0] - h[0];
    int32_t label = 0;
    for (ptrdiff_t k = 1; k < width; k++) {
      const float score = a[k] - h[k];
      if (score > top) top = score, label = (int32_t)k;
    }
    labels[i] = label;
  }
}

// VL rows of one column, `rest` behind the end.
INLINE vf load_column(const float *p, ptrdiff_t width, ptrdiff_t n, float rest) {
  float lanes[VL];
  for (int i = 0; i < VL; i++) lanes[i] = i < n ? p[i * width] : rest;
  return load(lanes);
}
// Which of VL rows carry a label.
INLINE vi labelled(const int32_t *labels, ptrdiff_t n, int32_t label) {
  int32_t lanes[VL];
  for (int i = 0; i < VL; i++) lanes[i] = i < n ? labels[i] : -1;
  return *(const vi *)lanes == label;
}

// Far below every exponent, and still finite when it is multiplied.
#define BOTTOM -1e30f

// For each column k of a/τ over the share's rows, all of them and those labelled k: largest value (floats, 2 · width a
// share) and the sum of exponentials relative to it (doubles, as many): a, labels, 1/τ, rows, width, largest, sums.
OP(column_exponentials) {
  const float *a = F32(0), inverse = NUM(2);
  const int32_t *labels = I32(1);
  const ptrdiff_t width = INT(4);
  float *largest = F32(5) + share * 2 * width;
  double *sums = F64(6) + share * 2 * width;
  SHARE(INT(3));
  for (ptrdiff_t k = 0; k < width; k++) {
    float top[2] = {BOTTOM, BOTTOM};
    for (ptrdiff_t i = first; i < last; i++) {
      const float x = a[i * width + k] * inverse;
      if (!(x <= top[0])) top[0] = x;
      if (labels[i] == k && !(x <= top[1])) top[1] = x;
    }
    double all = 0, own = 0;
    for (ptrdiff_t i = first; i < last; i += VL) {
      const vf x = load_column(a + i * width + k, width, last - i, BOTTOM) * inverse;
      const vi mine = labelled(labels + i, last - i, (int32_t)k);
      all += sum_of(vexp(x - top[0]));
      own += sum_of((vf)((vi)vexp(x - top[1]) & mine));
    }
    largest[2 * k] = top[0];
    largest[2 * k + 1] = top[1];
    sums[2 * k] = all;
    sums[2 * k + 1] = own;
  }
}

// out = weightₖ · (exp(a/τ − allₖ) − [label = k] exp(a/τ − ownₖ)): a, labels, 1/τ, rows, width, constants (all, own and
// weight of each column), out.
OP(column_softmax_gap) {
  const float *a = F32(0), inverse = NUM(2), *constants = F32(5);
  const int32_t *labels = I32(1);
  const ptrdiff_t width = INT(4);
  float *out = F32(6);
  SHARE(INT(3));
  for (ptrdiff_t k = 0; k < width; k++) {
    const float all = constants[3 * k], own = constants[3 * k + 1], weight = constants[3 * k + 2];
    for (ptrdiff_t i = first; i < last; i += VL) {
      const ptrdiff_t n = last - i < VL ? last - i : VL;
      const vf x = load_column(a + i * width + k, width, n, BOTTOM) * inverse;
      const vi mine = labelled(labels + i, n, (int32_t)k);
      float lanes[VL];
      store(lanes, weight * (vexp(x - all) - (vf)((vi)vexp(x - own) & mine)));
      for (ptrdiff_t q = 0; q < n; q++) out[(i + q) * width + k] = lanes[q];
    }
  }
}
#endif
