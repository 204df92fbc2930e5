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

// Far below every exponent, and still finite when it is multiplied.
#define BOTTOM -1e30f

// eˣ of each row's own column, a[label]/τ − gap[stride · label], 0 for a label that is no column.
static void own_exponentials(const float *a, const int32_t *labels, float inverse, ptrdiff_t rows, ptrdiff_t width,
                             const float *gap, int stride, float *out) {
  for (ptrdiff_t r = 0; r < rows; r++) {
    const int32_t y = labels[r];
    out[r] = (uint32_t)y < (uint32_t)width ? a[r * width + y] * inverse - gap[stride * y] : BOTTOM;
  }
  exp_in_place(out, rows);
}

// For each column k of a/τ over the share's rows, all of them and those labelled k: largest value (floats, 2 · width a
// share) and the sum of exponentials relative to it (doubles, as many).
// a, labels, 1/τ, rows, width, scratch (ROW_BLOCK × width a share), largest, sums.
OP(column_exponentials) {
  const float *a = F32(0), inverse = NUM(2);
  const int32_t *labels = I32(1);
  const ptrdiff_t width = INT(4);
  float *terms = F32(5) + share * ROW_BLOCK * width, *largest = F32(6) + share * 2 * width, own[ROW_BLOCK];
  double *sums = F64(7) + share * 2 * width;
  SHARE(INT(3));
  for (ptrdiff_t k = 0; k < 2 * width; k++) largest[k] = BOTTOM, sums[k] = 0;
  for (ptrdiff_t i = first; i < last; i++) {
    for (ptrdiff_t k = 0; k < width; k++) {
      const float x = a[i * width + k] * inverse;
      largest[2 * k] = x <= largest[2 * k] ? largest[2 * k] : x;
    }
    const int32_t y = labels[i];
    if ((uint32_t)y >= (uint32_t)width) continue;
    const float x = a[i * width + y] * inverse;
    largest[2 * y + 1] = x <= largest[2 * y + 1] ? largest[2 * y + 1] : x;
  }
  for (ptrdiff_t at = first; at < last; at += ROW_BLOCK) {
    const ptrdiff_t rows = last - at < ROW_BLOCK ? last - at : ROW_BLOCK;
    for (ptrdiff_t r = 0; r < rows; r++) {
      for (ptrdiff_t k = 0; k < width; k++) {
        terms[r * width + k] = a[(at + r) * width + k] * inverse - largest[2 * k];
      }
    }
    exp_in_place(terms, rows * width);
    own_exponentials(a + at * width, labels + at, inverse, rows, width, largest + 1, 2, own);
    for (ptrdiff_t r = 0; r < rows; r++) {
      for (ptrdiff_t k = 0; k < width; k++) sums[2 * k] += terms[r * width + k];
      const int32_t y = labels[at + r];
      if ((uint32_t)y < (uint32_t)width) sums[2 * y + 1] += own[r];
    }
  }
}

// out = weightₖ · (exp(a/τ − allₖ) − [label = k] exp(a/τ − ownₖ)): a, labels, 1/τ, rows, width, constants (all, own and
// weight of each column), out.
OP(column_softmax_gap) {
  const float *a = F32(0), inverse = NUM(2), *constants = F32(5);
  const int32_t *labels = I32(1);
  const ptrdiff_t width = INT(4);
  float own[ROW_BLOCK];
  SHARE(INT(3));
  for (ptrdiff_t at = first; at < last; at += ROW_BLOCK) {
    const ptrdiff_t rows = last - at < ROW_BLOCK ? last - at : ROW_BLOCK;
    float *out = F32(6) + at * width;
    for (ptrdiff_t r = 0; r < rows; r++) {
      for (ptrdiff_t k = 0; k < width; k++) out[r * width + k] = a[(at + r) * width + k] * inverse - constants[3 * k];
    }
    exp_in_place(out, rows * width);
    own_exponentials(a + at * width, labels + at, inverse, rows, width, constants + 1, 3, own);
    for (ptrdiff_t r = 0; r < rows; r++) {
      for (ptrdiff_t k = 0; k < width; k++) out[r * width + k] *= constants[3 * k + 2];
      const int32_t y = labels[at + r];
      if ((uint32_t)y < (uint32_t)width) out[r * width + y] -= own[r] * constants[3 * y + 2];
    }
  }
}
#endif
