// Attention over a few inputs of each node: scores tanh(E w) u, and the sum of the inputs by their weights.
#ifndef WEFT_ATTENTION_H
#define WEFT_ATTENTION_H
#include "kernel.h"
#include "special.h"

// hidden = tanh x, score = hidden · u + 1e-6: x, u, score (every `step`-th is written), step, rows, width, hidden.
OP(attention_score) {
  float *hidden = F32(6), *score = F32(2);
  const ptrdiff_t step = INT(3), width = INT(5);
  SHARE(INT(4));
  map_tanh(F32(0), hidden, first * width, last * width);
  for (ptrdiff_t i = first; i < last; i++) score[i * step] = dot(hidden + i * width, F32(1), width) + 1e-6f;
}

// From the slope of the score: out = slope · u · (1 − hidden²), and the share's part of the gradient in u, as doubles:
// hidden, u, slope (every `step`-th is read), step, out, rows, width, scratch (shares × width), partial.
OP(attention_score_backward) {
  const float *hidden = F32(0), *u = F32(1), *slope = F32(2);
  const ptrdiff_t step = INT(3), width = INT(6);
  float *out = F32(4), *run = F32(7) + share * width;
  double *partial = F64(8) + share * width;
  SHARE(INT(5));
  for (ptrdiff_t f = 0; f < width; f++) partial[f] = 0;
  for (ptrdiff_t from = first; from < last; from += ROW_BLOCK) {
    const ptrdiff_t until = last - from < ROW_BLOCK ? last : from + ROW_BLOCK;
    zero(run, width);
    for (ptrdiff_t i = from; i < until; i++) {
      const float s = slope[i * step], *h = hidden + i * width;
      float *to = out + i * width;
      for (ptrdiff_t f = 0; f < width; f++) {
        run[f] += s * h[f];
        to[f] = s * u[f] * (1 - h[f] * h[f]);
      }
    }
    for (ptrdiff_t f = 0; f < width; f++) partial[f] += run[f];
  }
}

// out_i = Σ_m weight_im x_m,i: weights (rows × count), out, rows, width, count, then the inputs.
OP(weighted_sum) {
  const float *weights = F32(0);
  const ptrdiff_t width = INT(3), count = INT(4);
  SHARE(INT(2));
  for (ptrdiff_t i = first; i < last; i++) {
    float *to = F32(1) + i * width;
    ptrdiff_t f = 0;
    for (; f + VL <= width; f += VL) {
      vf sum = splat(0);
      for (ptrdiff_t m = 0; m < count; m++) FMA(sum, splat(weights[i * count + m]), load(F32(5 + m) + i * width + f));
      store(to + f, sum);
    }
    for (; f < width; f++) {
      float sum = 0;
      for (ptrdiff_t m = 0; m < count; m++) sum += weights[i * count + m] * F32(5 + m)[i * width + f];
      to[f] = sum;
    }
  }
}

// Gradients of weighted_sum: dy, weights, gradient of the weights, rows, width, count, then the inputs and the gradient of
// each.
OP(weighted_sum_backward) {
  const float *dy = F32(0), *weights = F32(1);
  const ptrdiff_t width = INT(4), count = INT(5);
  SHARE(INT(3));
  for (ptrdiff_t i = first; i < last; i++) {
    for (ptrdiff_t m = 0; m < count; m++) {
      const float w = weights[i * count + m];
      float *to = F32(6 + count + m) + i * width;
      F32(2)[i * count + m] = dot(dy + i * width, F32(6 + m) + i * width, width);
      for (ptrdiff_t f = 0; f < width; f++) to[f] = w * dy[i * width + f];
    }
  }
}
#endif
