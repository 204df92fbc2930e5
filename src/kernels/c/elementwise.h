// Kernels that treat every element alike. A family macro makes a kernel of one expression: UNARY(relu, …) makes
// unary_relu, and so on. NaN goes through wherever it goes through JavaScript's own operators.
#ifndef WEFT_ELEMENTWISE_H
#define WEFT_ELEMENTWISE_H
#include "special.h"
#include "walk.h"

// Division by zero gives infinity only where no reciprocal is estimated.
#define STRICT _Pragma("clang fp reassociate(off) reciprocal(off)")

// What is left of a row, as a vector, and back; rolled up, since it stands in every kernel.
INLINE vf load_rest(const float *p, ptrdiff_t step, ptrdiff_t n) {
  float lanes[VL] = {0};
  KEEP_LOOP for (ptrdiff_t i = 0; i < n; i++) lanes[i] = p[step * i];
  return load(lanes);
}
INLINE void store_rest(float *p, vf v, ptrdiff_t n) {
  float lanes[VL];
  store(lanes, v);
  KEEP_LOOP for (ptrdiff_t i = 0; i < n; i++) p[i] = lanes[i];
}

// out = f(x; alpha, beta): x, out, n, alpha, beta. May work in place.
#define UNARY(name, expression)                                                                         \
  INLINE vf unary_##name(vf x, vf alpha, vf beta) {                                                     \
    STRICT;                                                                                             \
    (void)alpha, (void)beta;                                                                            \
    return expression;                                                                                  \
  }                                                                                                     \
  OP(unary_##name) {                                                                                    \
    const float *x = F32(0);                                                                            \
    float *out = F32(1);                                                                                \
    const vf alpha = splat(NUM(3)), beta = splat(NUM(4));                                               \
    SHARE_OF(INT(2), VL);                                                                               \
    ptrdiff_t i = first;                                                                                \
    for (; i + VL <= last; i += VL) store(out + i, unary_##name(load(x + i), alpha, beta));             \
    if (i < last) store_rest(out + i, unary_##name(load_rest(x + i, 1, last - i), alpha, beta), last - i); \
  }

// eˣ − 1: near 0 by its series, which keeps the digits that the difference would lose.
INLINE vf expm1_of(vf x) {
  STRICT;
  vf p = splat(1.f / 5040);
  p = p * x + splat(1.f / 720);
  p = p * x + splat(1.f / 120);
  p = p * x + splat(1.f / 24);
  p = p * x + splat(1.f / 6);
  p = p * x + splat(.5f);
  p = p * (x * x) + x;
  return pick(vabs(x) < splat(.5f), p, vexp(x) - splat(1));
}

UNARY(relu, pick(x < splat(0), splat(0), x))
// Relaxed WebAssembly may turn two picks in a row into a minimum of a maximum, which loses a not-a-number.
UNARY(relu6, pick(x == x, pick(x < splat(0), splat(0), pick(x > splat(6), splat(6), x)), x))
UNARY(leaky_relu, pick(x < splat(0), alpha * x, x))
UNARY(step, pick(x > splat(0), splat(1), pick(x != x, x, alpha)))
UNARY(sign, pick(x > splat(0), splat(1), pick(x < splat(0), splat(-1), splat(0))))
UNARY(abs, vabs(x))
UNARY(neg, -x)
UNARY(square, x * x)
UNARY(cube, x * x * x)
UNARY(reciprocal, splat(1) / x)
UNARY(sqrt, __builtin_elementwise_sqrt(x))
UNARY(rsqrt, splat(1) / __builtin_elementwise_sqrt(x))
UNARY(floor, __builtin_elementwise_floor(x))
UNARY(ceil, __builtin_elementwise_ceil(x))
UNARY(round, __builtin_elementwise_roundeven(x))
UNARY(clip_by_value, pick(x == x, pick(x > beta, beta, pick(x < alpha, alpha, x)), x))
UNARY(exp, vexp(x))
UNARY(expm1, expm1_of(x))
UNARY(log, vlog(x))
UNARY(log1p, vlog1p(x))
UNARY(sigmoid, vsigmoid(x))
UNARY(softplus, vsoftplus(x))
UNARY(tanh, vtanh(x))
UNARY(elu, pick(x >= splat(0), x, expm1_of(x)))

// out = f(a, b): a, b, out, n, length of the last axis, strides of a and b on it (0 or 1, not both 0), the axes before
// it (walk.h). May work in place on an operand that is not broadcast.
#define BINARY(name, expression)                                                                           \
  INLINE vf binary_##name(vf a, vf b) {                                                                    \
    STRICT;                                                                                                \
    return expression;                                                                                     \
  }                                                                                                        \
  INLINE ptrdiff_t stretch_##name(const float *a, const int sa, const float *b, const int sb, float *out, ptrdiff_t n) { \
    const vf a0 = splat(*a), b0 = splat(*b);                                                               \
    ptrdiff_t j = 0;                                                                                       \
    KEEP_LOOP for (; j + VL <= n; j += VL) {                                                               \
      store(out + j, binary_##name(sa ? load(a + j) : a0, sb ? load(b + j) : b0));                         \
    }                                                                                                      \
    return j;                                                                                              \
  }                                                                                                        \
  OP(binary_##name) {                                                                                      \
    const ptrdiff_t sa = INT(5), sb = INT(6);                                                              \
    SHARE(INT(3));                                                                                         \
    for (Walk w = walk(args + 7, INT(4), first, last); w.count > 0; walk_on(&w)) {                         \
      const float *a = F32(0) + w.a + sa * w.column, *b = F32(1) + w.b + sb * w.column;                    \
      float *out = F32(2) + w.element;                                                                     \
      const ptrdiff_t done = sa && sb ? stretch_##name(a, 1, b, 1, out, w.count)                           \
                             : sa     ? stretch_##name(a, 1, b, 0, out, w.count)                           \
                                      : stretch_##name(a, 0, b, 1, out, w.count);                          \
      const ptrdiff_t rest = w.count - done;                                                               \
      if (rest == 0) continue;                                                                             \
      const vf x = load_rest(a + sa * done, sa, rest), y = load_rest(b + sb * done, sb, rest);             \
      store_rest(out + done, binary_##name(x, y), rest);                                                   \
    }                                                                                                      \
  }

BINARY(add, a + b)
BINARY(sub, a - b)
BINARY(multiply, a * b)
BINARY(divide, a / b)
BINARY(maximum, pick((a > b) | (a != a), a, b))
BINARY(minimum, pick((a < b) | (a != a), a, b))
BINARY(squared_difference, (a - b) * (a - b))
BINARY(elu_gradient, pick(b >= splat(0), a, a * (b + splat(1))))

// A flag of one byte for every element; arguments as BINARY.
#define FLAGS(family, name, type, expression)                                                             \
  INLINE void stretch_##family##_##name(const type *pa, const int sa, const type *pb, const int sb, uint8_t *out, \
                                        ptrdiff_t n) {                                                     \
    KEEP_LOOP for (ptrdiff_t j = 0; j < n; j++) {                                                          \
      const type a = pa[sa * j], b = pb[sb * j];                                                           \
      out[j] = (expression) ? 1 : 0;                                                                       \
    }                                                                                                      \
  }                                                                                                        \
  OP(family##_##name) {                                                                                    \
    const int sa = (int)INT(5), sb = (int)INT(6);                                                          \
    uint8_t *out = (uint8_t *)ADDRESS(2);                                                                  \
    SHARE(INT(3));                                                                                         \
    for (Walk w = walk(args + 7, INT(4), first, last); w.count > 0; walk_on(&w)) {                         \
      const type *a = (const type *)ADDRESS(0) + w.a + sa * w.column;                                      \
      const type *b = (const type *)ADDRESS(1) + w.b + sb * w.column;                                      \
      if (sa && sb) stretch_##family##_##name(a, 1, b, 1, out + w.element, w.count);                       \
      else if (sa) stretch_##family##_##name(a, 1, b, 0, out + w.element, w.count);                        \
      else stretch_##family##_##name(a, 0, b, 1, out + w.element, w.count);                                \
    }                                                                                                      \
  }
#define COMPARE(name, expression) FLAGS(compare, name, float, expression)
#define LOGICAL(name, expression) FLAGS(logical, name, uint8_t, expression)

COMPARE(equal, a == b)
COMPARE(not_equal, a != b)
COMPARE(greater, a > b)
COMPARE(greater_equal, a >= b)
COMPARE(less, a < b)
COMPARE(less_equal, a <= b)
LOGICAL(and, a && b)
LOGICAL(or, a || b)

// out = 1 − flag: flags, out, n.
OP(logical_not) {
  const uint8_t *x = (const uint8_t *)ADDRESS(0);
  uint8_t *out = (uint8_t *)ADDRESS(1);
  SHARE(INT(2));
  for (ptrdiff_t i = first; i < last; i++) out[i] = x[i] ? 0 : 1;
}

// out = flag as a float: flags, out, n.
OP(flags_to_floats) {
  const uint8_t *x = (const uint8_t *)ADDRESS(0);
  float *out = F32(1);
  SHARE(INT(2));
  for (ptrdiff_t i = first; i < last; i++) out[i] = (float)x[i];
}

// out = flag ? yes : no, of any 32-bit type: flags, yes, no, out, n.
OP(select) {
  const uint8_t *flag = (const uint8_t *)ADDRESS(0);
  const int32_t *yes = I32(1), *no = I32(2);
  int32_t *out = I32(3);
  SHARE(INT(4));
  for (ptrdiff_t i = first; i < last; i++) {
    const int32_t mask = -(int32_t)(flag[i] != 0);
    out[i] = (yes[i] & mask) | (no[i] & ~mask);
  }
}
#endif
