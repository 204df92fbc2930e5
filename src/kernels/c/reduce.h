// Sums and the like along the middle axis of x, `outer × n × inner`; everything long is collected in doubles.
#ifndef WEFT_REDUCE_H
#define WEFT_REDUCE_H
#include "elementwise.h"

// Vectors that a run of a row takes in before its lanes go into a double, and columns that are worked off at a time.
#define RUN_VECTORS 32
#define COLUMN_BLOCK 128

// How two partial results become one (name_two) and how a row becomes one number (name_row).
#define COLLECT(name, start, of_two, of_vectors)                                                         \
  INLINE double name##_two(double a, double b) { return of_two; }                                        \
  INLINE vf name##_vectors(vf a, vf b) { return of_vectors; }                                            \
  static double name##_row(const float *x, ptrdiff_t n) {                                                \
    double all = start;                                                                                  \
    ptrdiff_t i = 0;                                                                                     \
    while (i + 2 * VL <= n) {                                                                            \
      vf s0 = load(x + i), s1 = load(x + i + VL);                                                        \
      const ptrdiff_t end = i + RUN_VECTORS * VL < n ? i + RUN_VECTORS * VL : n;                         \
      for (i += 2 * VL; i + 2 * VL <= end; i += 2 * VL) {                                                \
        s0 = name##_vectors(s0, load(x + i));                                                            \
        s1 = name##_vectors(s1, load(x + i + VL));                                                       \
      }                                                                                                  \
      s0 = name##_vectors(s0, s1);                                                                       \
      for (int j = 0; j < VL; j++) all = name##_two(all, (double)s0[j]);                                 \
    }                                                                                                    \
    for (; i < n; i++) all = name##_two(all, (double)x[i]);                                              \
    return all;                                                                                          \
  }

COLLECT(sum, 0., a + b, a + b)
COLLECT(max, -(double)__builtin_inff(), b > a || b != b ? b : a, pick((b > a) | (b != b), b, a))
COLLECT(min, (double)__builtin_inff(), b < a || b != b ? b : a, pick((b < a) | (b != b), b, a))

// A product of floats could overflow on the way to a number that fits.
INLINE double prod_two(double a, double b) { return a * b; }
static double prod_row(const float *x, ptrdiff_t n) {
  double all = 1;
  for (ptrdiff_t i = 0; i < n; i++) all *= (double)x[i];
  return all;
}

// reduce_name: out[o, i] = factor · the whole column: x, outer, n, inner, out, factor.
// The same in parts, to be put together in the order of the shares: x, outer, n, inner, 0, 0, and
// partial (doubles, shares × outer × inner), where each share leaves what it found in its part of the middle axis.
#define REDUCE(name, start)                                                                              \
  static void name##_columns(const float *x, ptrdiff_t n, ptrdiff_t inner, ptrdiff_t width, double *out) { \
    for (ptrdiff_t j = 0; j < width; j++) out[j] = start;                                                \
    for (ptrdiff_t i = 0; i < n; i++) {                                                                  \
      const float *row = x + i * inner;                                                                  \
      for (ptrdiff_t j = 0; j < width; j++) out[j] = name##_two(out[j], (double)row[j]);                 \
    }                                                                                                    \
  }                                                                                                      \
  OP(reduce_##name) {                                                                                    \
    const float *x = F32(0);                                                                             \
    const ptrdiff_t outer = INT(1), n = INT(2), inner = INT(3);                                          \
    float *out = F32(4);                                                                                 \
    const double factor = args[5];                                                                       \
    if (!out) {                                                                                          \
      double *partial = F64(6) + share * outer * inner;                                                  \
      SHARE(n);                                                                                          \
      for (ptrdiff_t o = 0; o < outer; o++) {                                                            \
        const float *from = x + (o * n + first) * inner;                                                 \
        if (inner == 1) partial[o] = name##_row(from, last - first);                                     \
        else name##_columns(from, last - first, inner, inner, partial + o * inner);                      \
      }                                                                                                  \
      return;                                                                                            \
    }                                                                                                    \
    SHARE(outer *inner);                                                                                 \
    for (ptrdiff_t at = first; at < last;) {                                                             \
      const ptrdiff_t o = at / inner, i = at % inner;                                                    \
      double found[COLUMN_BLOCK];                                                                        \
      ptrdiff_t width = inner - i < last - at ? inner - i : last - at;                                   \
      if (width > COLUMN_BLOCK) width = COLUMN_BLOCK;                                                    \
      if (inner == 1) found[0] = name##_row(x + o * n, n);                                               \
      else name##_columns(x + o * n * inner + i, n, inner, width, found);                                \
      for (ptrdiff_t j = 0; j < width; j++) out[at + j] = (float)(factor * found[j]);                    \
      at += width;                                                                                       \
    }                                                                                                    \
  }

REDUCE(sum, 0.)
REDUCE(max, -(double)__builtin_inff())
REDUCE(min, (double)__builtin_inff())
REDUCE(prod, 1.)

// Position of the first element that no later one beats: x, outer, n, inner, out (integers).
#define POSITION(name, better)                                                                           \
  OP(position_##name) {                                                                                  \
    const float *x = F32(0);                                                                             \
    const ptrdiff_t n = INT(2), inner = INT(3);                                                          \
    int32_t *out = I32(4);                                                                               \
    SHARE(INT(1) * inner);                                                                               \
    for (ptrdiff_t at = first; at < last; at++) {                                                        \
      const float *from = x + at / inner * n * inner + at % inner;                                       \
      float best = *from;                                                                                \
      int32_t where = 0;                                                                                 \
      for (ptrdiff_t i = 1; i < n; i++) {                                                                \
        const float value = from[i * inner];                                                             \
        if (value better best) best = value, where = (int32_t)i;                                         \
      }                                                                                                  \
      out[at] = where;                                                                                   \
    }                                                                                                    \
  }
POSITION(max, >)
POSITION(min, <)

// Running sums along the middle axis: x, outer, n, inner, out, whether an element leaves itself out, whether from the end.
OP(cumulate) {
  const float *x = F32(0);
  const ptrdiff_t n = INT(2), inner = INT(3), exclusive = INT(5), reverse = INT(6);
  float *out = F32(4);
  SHARE(INT(1) * inner);
  for (ptrdiff_t at = first; at < last; at++) {
    const ptrdiff_t from = at / inner * n * inner + at % inner;
    double sum = 0;
    for (ptrdiff_t i = 0; i < n; i++) {
      const ptrdiff_t place = from + (reverse ? n - 1 - i : i) * inner;
      const double value = (double)x[place];
      out[place] = (float)(exclusive ? sum : sum + value);
      sum += value;
    }
  }
}

// exp(x − max) / Σ along rows: x, out, rows, n. May work in place.
OP(softmax) {
  const ptrdiff_t n = INT(3);
  SHARE(INT(2));
  for (ptrdiff_t r = first; r < last; r++) {
    const float *x = F32(0) + r * n;
    float *out = F32(1) + r * n;
    const vf most = splat((float)max_row(x, n));
    ptrdiff_t i = 0;
    for (; i + VL <= n; i += VL) store(out + i, vexp(load(x + i) - most));
    if (i < n) store_some(out + i, vexp(load_some(x + i, n - i, 0) - most), n - i);
    const vf scale = splat((float)(1 / sum_row(out, n)));
    for (i = 0; i + VL <= n; i += VL) store(out + i, load(out + i) * scale);
    for (; i < n; i++) out[i] *= scale[0];
  }
}

// The gradient in front of a softmax, y (dy − ⟨dy, y⟩) along rows: dy, y, out, rows, n. May work in place on dy.
OP(softmax_backward) {
  const ptrdiff_t n = INT(4);
  SHARE(INT(3));
  for (ptrdiff_t r = first; r < last; r++) {
    const float *dy = F32(0) + r * n, *y = F32(1) + r * n;
    float *out = F32(2) + r * n;
    double along = 0;
    for (ptrdiff_t i = 0; i < n; i += RUN_VECTORS * VL) {
      along += dot(dy + i, y + i, n - i < RUN_VECTORS * VL ? n - i : RUN_VECTORS * VL);
    }
    ptrdiff_t i = 0;
    for (; i + VL <= n; i += VL) store(out + i, load(y + i) * (load(dy + i) - splat((float)along)));
    for (; i < n; i++) out[i] = y[i] * (dy[i] - (float)along);
  }
}

// The k largest of every row, the largest first and the earlier of two equals first: x, rows, n, k, values, places.
OP(top_k) {
  const ptrdiff_t n = INT(2), k = INT(3);
  SHARE(INT(1));
  for (ptrdiff_t r = first; r < last; r++) {
    const float *x = F32(0) + r * n;
    float *values = F32(4) + r * k;
    int32_t *places = I32(5) + r * k;
    ptrdiff_t held = 0;
    for (ptrdiff_t i = 0; i < n; i++) {
      if (held == k && !(x[i] > values[k - 1])) continue;
      ptrdiff_t at = held < k ? held++ : k - 1;
      for (; at > 0 && values[at - 1] < x[i]; at--) values[at] = values[at - 1], places[at] = places[at - 1];
      values[at] = x[i];
      places[at] = (int32_t)i;
    }
  }
}
#endif
