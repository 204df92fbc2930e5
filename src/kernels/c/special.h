// Elementary and gamma functions of whole vectors, branch-free: relative error near 1e-7, for the gamma functions 1e-6
// of max(1, |value|). Not-a-numbers and infinities go through as mathematics has it, except in the functions `…_inside`.
#ifndef WEFT_SPECIAL_H
#define WEFT_SPECIAL_H
#include "kernel.h"

// Sums below cancel on purpose; under -ffast-math the compiler would reorder them.
#if defined(__clang__)
#define AS_WRITTEN _Pragma("clang fp reassociate(off) contract(fast)")
#else
#define AS_WRITTEN
#endif
#define INFINITE __builtin_inff()
#define NOT_A_NUMBER __builtin_nanf("")
#define LN2_HIGH .693359375f
#define LN2_LOW -2.12194440e-4f
#define HALF_LN_2PI .918938533f

// a · b + c, rounded once where the processor can.
INLINE vf madd(vf a, vf b, vf c) {
  AS_WRITTEN
  FMA(c, a, b);
  return c;
}

// Lane by lane: `yes` where the mask is set, else `no`.
#if defined(__wasm_relaxed_simd__)
INLINE vf pick(vi mask, vf yes, vf no) { return (vf)__builtin_wasm_relaxed_laneselect_i32x4((vi)yes, (vi)no, mask); }
#else
INLINE vf pick(vi mask, vf yes, vf no) { return (vf)(((vi)yes & mask) | ((vi)no & ~mask)); }
#endif
INLINE vf vabs(vf x) { return (vf)((vi)x & 0x7fffffff); }

// The first n < VL lanes from memory, `rest` in the others.
INLINE vf load_some(const float *p, ptrdiff_t n, float rest) {
  float lanes[VL];
  for (int i = 0; i < VL; i++) lanes[i] = i < n ? p[i] : rest;
  return load(lanes);
}
INLINE void store_some(float *p, vf v, ptrdiff_t n) {
  float lanes[VL];
  store(lanes, v);
  for (int i = 0; i < n; i++) p[i] = lanes[i];
}

#define LOWEST_EXPONENT -87.336f

// Whole numbers that an integer holds, as such.
#if defined(__wasm_relaxed_simd__)
INLINE vi whole(vf n) { return (vi)__builtin_wasm_relaxed_trunc_s_i32x4_f32x4(n); }
#else
INLINE vi whole(vf n) { return __builtin_convertvector(n, vi); }
#endif

// eʳ for |r| ≤ ½ ln 2.
INLINE vf exp_polynomial(vf r) {
  AS_WRITTEN
  vf p = madd(splat(1.9875691500e-4f), r, splat(1.3981999507e-3f));
  p = madd(p, r, splat(8.3334519073e-3f));
  p = madd(p, r, splat(4.1665795894e-2f));
  p = madd(p, r, splat(1.6666665459e-1f));
  p = madd(p, r, splat(5.0000001201e-1f));
  return madd(p, r * r, r) + splat(1.f);
}
// x − n ln 2.
INLINE vf without_twos(vf x, vf n) {
  AS_WRITTEN
  return madd(n, splat(-LN2_LOW), madd(n, splat(-LN2_HIGH), x));
}

// eˣ; results below the smallest normal number are 0.
INLINE vf vexp(vf x) {
  AS_WRITTEN
  const vf lowest = splat(LOWEST_EXPONENT), highest = splat(89.f);
  vf c = pick(x < lowest, lowest, pick(x > highest, highest, x));
  vf n = __builtin_elementwise_roundeven(c * splat(1.44269504f));
  vf r = without_twos(c, n);
  vf p = exp_polynomial(r);
  // Two factors, since 2¹²⁸ is no float.
  vi k = whole(n), half = k >> 1;
  p = p * (vf)((half + splat_int(127)) << 23) * (vf)((k - half + splat_int(127)) << 23);
  // Relaxed WebAssembly may lose a not-a-number on its way through the limits.
  return pick(x < lowest, splat(0), pick(x == x, p, x));
}

// eˣ for x ≤ 0; below the smallest normal number it stays that.
INLINE vf exp_below(vf x) {
  AS_WRITTEN
  const vf lowest = splat(LOWEST_EXPONENT);
  vf c = pick(x < lowest, lowest, x);
  vf n = __builtin_elementwise_roundeven(c * splat(1.44269504f));
  vi k = whole(n);
  return pick(x == x, exp_polynomial(without_twos(c, n)) * (vf)((k + splat_int(127)) << 23), x);
}

// A positive number as (1 + m) · 2^e with m in [√½ − 1, √2 − 1].
typedef struct {
  vf m;
  vi e;
} Parts;
INLINE Parts parts_of(vf x) {
  vi b = (vi)x - splat_int(0x3f3504f3);
  return (Parts){(vf)((b & splat_int(0x7fffff)) + splat_int(0x3f3504f3)) - splat(1.f), b >> 23};
}
// (ln(1 + m) − m + ½ m²) / m³ on that interval.
INLINE vf log_polynomial(vf m) {
  AS_WRITTEN
  vf p = madd(splat(7.0376836292e-2f), m, splat(-1.1514610310e-1f));
  p = madd(p, m, splat(1.1676998740e-1f));
  p = madd(p, m, splat(-1.2420140846e-1f));
  p = madd(p, m, splat(1.4249322787e-1f));
  p = madd(p, m, splat(-1.6668057665e-1f));
  p = madd(p, m, splat(2.0000714765e-1f));
  p = madd(p, m, splat(-2.4999993993e-1f));
  return madd(p, m, splat(3.3333331174e-1f));
}
INLINE vf log_of_parts(vf m, vi e) {
  AS_WRITTEN
  vf n = __builtin_convertvector(e, vf), z = m * m;
  vf low = madd(z, splat(-.5f), madd(log_polynomial(m), m * z, n * splat(LN2_LOW)));
  return madd(n, splat(LN2_HIGH), low + m);
}

// ln x of normal positive finite numbers.
INLINE vf log_inside(vf x) {
  Parts q = parts_of(x);
  return log_of_parts(q.m, q.e);
}

// ln x.
INLINE vf vlog(vf x) {
  vi tiny = x < 1.17549435e-38f;
  Parts q = parts_of(pick(tiny, x * 8388608.f, x));
  vf y = log_of_parts(q.m, q.e - (tiny & 23));
  vf outside = pick(x == 0, splat(-INFINITE), splat(NOT_A_NUMBER));
  return pick(x > 0, pick(x < INFINITE, y, x), outside);
}

// ln(1 + x) for finite x > −1: what rounding 1 + x lost is put back.
INLINE vf log1p_inside(vf x) {
  AS_WRITTEN
  vf w = 1.f + x;
  vf lost = pick(x < 1.f, x - (w - 1.f), 1.f - (w - x));
  Parts q = parts_of(w);
  vf back = (vf)((127 - q.e) << 23);
  return log_of_parts(q.m + (vf)((vi)(lost * back) & (q.e < 30)), q.e);
}

// ln(1 + x).
INLINE vf vlog1p(vf x) {
  vf outside = pick(x == -1.f, splat(-INFINITE), splat(NOT_A_NUMBER));
  return pick(x > -1.f, pick(x < INFINITE, log1p_inside(x), x), outside);
}

// 1 / (1 + e⁻ˣ).
INLINE vf vsigmoid(vf x) {
  vf e = vexp(-vabs(x)), inverse = 1.f / (1.f + e);
  return pick(x < 0, e * inverse, inverse);
}

// ln(1 + eˣ).
INLINE vf vsoftplus(vf x) { return pick(x < 0, splat(0), x) + log1p_inside(vexp(-vabs(x))); }

INLINE vf vtanh(vf x) {
  AS_WRITTEN
  vf a = vabs(x), z = x * x;
  vf p = splat(-5.70498872745e-3f);
  p = p * z + 2.06390887954e-2f;
  p = p * z - 5.37397155531e-2f;
  p = p * z + 1.33314422036e-1f;
  p = p * z - 3.33332819422e-1f;
  p = p * z * x + x;
  vf far = 1.f - 2.f / (vexp(a + a) + 1.f);
  return pick(a < .625f, p, (vf)((vi)far | ((vi)x & ~0x7fffffff)));
}

// What Stirling's formula leaves over, for x > 0:
// lnΓ(x) = (x − ½) ln x − x + ½ ln 2π + gamma, digamma ψ(x) = ln x − 1/(2x) − digamma.
// The series holds from 4 upwards; smaller x are moved up by 4 through Γ(x + 1) = x Γ(x).
typedef struct {
  vf gamma, digamma;
} Rest;
INLINE Rest stirling_rest(vf x) {
  AS_WRITTEN
  const vf half = splat(.5f), one = splat(1.f), four = splat(4.f);
  vi small = x < four;
  vf y = pick(small, x + four, x), i = one / y, q = i * i;
  vf g = madd(q, splat(-1.f / 1680), splat(1.f / 1260)), d = madd(q, splat(-1.f / 240), splat(1.f / 252));
  vf gamma = i * madd(q, madd(q, g, splat(-1.f / 360)), splat(1.f / 12));
  vf digamma = q * madd(q, madd(q, d, splat(-1.f / 120)), splat(1.f / 12));
  vf xs = pick(small, x, one), ys = pick(small, y, splat(5.f));
  vf inverse = one / xs, product = one / ((xs + one) * (xs + splat(2.f)) * (xs + splat(3.f)));
  vf ratio = log_inside(ys * inverse);
  vf more = (xs + half) * ratio - four + log_inside(ys * ys * ys * product);
  vf slope = half * i + half * inverse + ((splat(3.f) * xs + splat(12.f)) * xs + splat(11.f)) * product - ratio;
  return (Rest){gamma + (vf)((vi)more & small), digamma + (vf)((vi)slope & small)};
}

// ln Γ(x) for x ≥ 0, else not a number.
INLINE vf vlgamma(vf x) {
  AS_WRITTEN
  vf inside = pick((x > 1e-30f) & (x < INFINITE), x, splat(1.f));
  vf y = (inside - .5f) * log_inside(inside) - inside + HALF_LN_2PI + stirling_rest(inside).gamma;
  y = pick(x > 1e-30f, pick(x < INFINITE, y, x), -vlog(x));
  return y;
}

// ψ(x) = Γ'(x) / Γ(x) for x > 0; −∞ at 0, not a number below.
INLINE vf vdigamma(vf x) {
  AS_WRITTEN
  vf inside = pick((x > 1e-30f) & (x < INFINITE), x, splat(1.f));
  vf y = log_inside(inside) - .5f / inside - stirling_rest(inside).digamma;
  vf outside = pick(x >= 0, -1.f / x, splat(NOT_A_NUMBER));
  return pick(x > 1e-30f, pick(x < INFINITE, y, x), outside);
}

// ψ'(x) for x > 0; ∞ at 0, not a number below.
INLINE vf vtrigamma(vf x) {
  AS_WRITTEN
  vi small = x < 4.f;
  vf y = pick(small, x + 4.f, x), i = 1.f / y, q = i * i;
  vf series = i + .5f * q + i * q * (1.f / 6 - q * (1.f / 30 - q * (1.f / 42 - q * (1.f / 30))));
  vf a = 1.f / x, b = 1.f / (x + 1.f), c = 1.f / (x + 2.f), d = 1.f / (x + 3.f);
  vf steps = a * a + b * b + c * c + d * d;
  return pick(x >= 0, series + (vf)((vi)steps & small), splat(NOT_A_NUMBER));
}

#define MAP(name, function)                                                                    \
  static void name(const float *x, float *out, ptrdiff_t first, ptrdiff_t last) {               \
    ptrdiff_t i = first;                                                                        \
    for (; i + VL <= last; i += VL) store(out + i, function(load(x + i)));                      \
    if (i < last) store_some(out + i, function(load_some(x + i, last - i, 1.f)), last - i);     \
  }
MAP(map_exp, vexp)
MAP(map_log, vlog)
MAP(map_log1p, vlog1p)
MAP(map_sigmoid, vsigmoid)
MAP(map_softplus, vsoftplus)
MAP(map_tanh, vtanh)
MAP(map_lgamma, vlgamma)
MAP(map_digamma, vdigamma)
MAP(map_trigamma, vtrigamma)
typedef void (*MapFn)(const float *, float *, ptrdiff_t, ptrdiff_t);
static const MapFn MAPS[] = {map_exp,  map_log,    map_log1p,   map_sigmoid, map_softplus,
                             map_tanh, map_lgamma, map_digamma, map_trigamma};

// out[i] = f(x[i]), in place if wished: x, out, n, which of MAPS.
OP(special) {
  SHARE_OF(INT(2), 16);
  MAPS[INT(3)](F32(0), F32(1), first, last);
}
#endif
