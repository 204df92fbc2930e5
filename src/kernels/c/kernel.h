// What every kernel stands on. Compiled once per instruction set: -DISA=avx2 -DVL=8 and so on; no libc, no globals.
//
// OP(name) { … } defines a kernel. It is called once per share, with all shares of one call running at the same time in
// any order: it writes only what belongs to its share, and the cut into shares never depends on the number of threads.
// Arguments come as doubles: addresses and counts are below 2^53, scalars are rounded to float by NUM.
#ifndef WEFT_KERNEL_H
#define WEFT_KERNEL_H
#include <stddef.h>
#include <stdint.h>

#define JOIN_(a, b) a##_##b
#define JOIN(a, b) JOIN_(a, b)
#define INLINE static inline __attribute__((always_inline))
#define NOINLINE static __attribute__((noinline))

#define OP(name) static void JOIN(JOIN(op, name), ISA)(const double *args, int share, int shares)
#define ADDRESS(i) ((uintptr_t)(int64_t)args[i])
#define F32(i) ((float *)ADDRESS(i))
#define I32(i) ((int32_t *)ADDRESS(i))
#define F64(i) ((double *)ADDRESS(i))
#define INT(i) ((ptrdiff_t)args[i])
#define NUM(i) ((float)args[i])

// The part [first, last) of n that belongs to this share; OF a multiple of `step` except at the end.
#define SHARE_OF(n, step)                                                                   \
  ptrdiff_t first = (ptrdiff_t)((int64_t)(n) * share / shares) / (step) * (step);           \
  ptrdiff_t last = share == shares - 1 ? (ptrdiff_t)(n)                                     \
                                       : (ptrdiff_t)((int64_t)(n) * (share + 1) / shares) / (step) * (step)
#define SHARE(n) SHARE_OF(n, 1)

typedef float vf __attribute__((vector_size(VL * 4), aligned(4)));
typedef int32_t vi __attribute__((vector_size(VL * 4), aligned(4)));

#ifdef __wasm__
// Keeps a constant in a variable: V8 makes one anew wherever it stands, in three instructions, also in loops.
#define HOLD(x, v) \
  if (__builtin_constant_p(x) && (x) != 0) __asm__("" : "+r"(v))
#else
#define HOLD(x, v)
#endif

INLINE vf load(const float *p) { return *(const vf *)p; }
INLINE void store(float *p, vf v) { *(vf *)p = v; }
INLINE vf splat(float x) {
  vf v = (vf){} + x;
  HOLD(x, v);
  return v;
}
INLINE vi splat_int(int32_t x) {
  vi v = (vi){} + x;
  HOLD(x, v);
  return v;
}
INLINE vf vmax(vf a, vf b) {
  vi m = a > b;
  return (vf)(((vi)a & m) | ((vi)b & ~m));
}
INLINE vf vmin(vf a, vf b) {
  vi m = a < b;
  return (vf)(((vi)a & m) | ((vi)b & ~m));
}
INLINE float sum_of(vf v) {
  float s = 0;
  for (int i = 0; i < VL; i++) s += v[i];
  return s;
}
// One bit for every element of a mask.
#if defined(__wasm__)
INLINE unsigned bits_of(vi mask) { return (unsigned)__builtin_wasm_bitmask_i32x4(mask); }
#elif defined(__x86_64__) && VL == 8
INLINE unsigned bits_of(vi mask) {
  typedef float v8 __attribute__((vector_size(32)));
  return (unsigned)__builtin_ia32_movmskps256((v8)mask);
}
#else
typedef _Bool lane_flags __attribute__((ext_vector_type(VL)));
#if VL == 16
typedef uint16_t lane_bits;
#else
typedef uint8_t lane_bits;
#endif
INLINE unsigned bits_of(vi mask) {
  union {
    lane_flags lanes;
    lane_bits bits;
  } u = {__builtin_convertvector(mask, lane_flags)};
  return u.bits & ((1u << VL) - 1);
}
#endif
#if defined(__wasm_relaxed_simd__)
#define FMA(c, x, y) (c) = __builtin_wasm_relaxed_madd_f32x4((x), (y), (c))
#else
#define FMA(c, x, y) (c) += (x) * (y)
#endif

#if defined(__clang__)
#define UNROLL _Pragma("clang loop unroll(full)")
#define UNROLL_4 _Pragma("clang loop unroll_count(4)")
#define KEEP_LOOP _Pragma("clang loop unroll(disable)")
#else
#define UNROLL _Pragma("GCC unroll 16")
#define UNROLL_4 _Pragma("GCC unroll 4")
#define KEEP_LOOP _Pragma("GCC unroll 1")
#endif

// A word of memory that holds a number of either type.
typedef int32_t __attribute__((may_alias)) word;

#ifdef __wasm__
// For every set of lanes, the bytes that move them to the front.
#define LANE(k) 4 * k, 4 * k + 1, 4 * k + 2, 4 * k + 3
#define LANES(i, j, k, l) {LANE(i), LANE(j), LANE(k), LANE(l)}
static const uint8_t FRONT[16][16] = {
    LANES(0, 1, 2, 3), LANES(0, 1, 2, 3), LANES(1, 1, 2, 3), LANES(0, 1, 2, 3), LANES(2, 1, 2, 3), LANES(0, 2, 2, 3),
    LANES(1, 2, 2, 3), LANES(0, 1, 2, 3), LANES(3, 1, 2, 3), LANES(0, 3, 2, 3), LANES(1, 3, 2, 3), LANES(0, 1, 3, 3),
    LANES(2, 3, 2, 3), LANES(0, 2, 3, 3), LANES(1, 2, 3, 3), LANES(0, 1, 2, 3)};
#undef LANES
#undef LANE
#endif

// Writes the lanes whose bits are set one behind the other, and something into the rest of a vector behind them; returns
// how many are set. Which ones they are is nothing a processor could foresee, so nothing branches on it.
INLINE int keep_lanes(word *to, vi lanes, unsigned bits) {
#if VL == 16 && defined(__AVX512F__)
  *(vi *)to = (vi)__builtin_ia32_compresssi512_mask(lanes, (vi){}, (lane_bits)bits);
  return __builtin_popcount(bits);
#elif defined(__wasm__)
  typedef int8_t bytes __attribute__((vector_size(16)));
  *(vi *)to = (vi)__builtin_wasm_swizzle_i8x16((bytes)lanes, *(const bytes *)FRONT[bits]);
  return __builtin_popcount(bits);
#else
  int n = 0;
  UNROLL for (int k = 0; k < VL; k++) {
    to[n] = lanes[k];
    n += (int)(bits >> k & 1);
  }
  return n;
#endif
}

INLINE void zero(float *p, ptrdiff_t n) {
  for (ptrdiff_t i = 0; i < n; i++) p[i] = 0;
}

// Rows are worked off in blocks that stay in the first-level cache.
#define ROW_BLOCK 96

INLINE float dot(const float *x, const float *y, ptrdiff_t n) {
  vf s0 = splat(0), s1 = s0, s2 = s0, s3 = s0;
  ptrdiff_t f = 0;
  for (; f + 4 * VL <= n; f += 4 * VL) {
    FMA(s0, load(x + f), load(y + f));
    FMA(s1, load(x + f + VL), load(y + f + VL));
    FMA(s2, load(x + f + 2 * VL), load(y + f + 2 * VL));
    FMA(s3, load(x + f + 3 * VL), load(y + f + 3 * VL));
  }
  for (; f + VL <= n; f += VL) FMA(s0, load(x + f), load(y + f));
  float s = sum_of((s0 + s1) + (s2 + s3));
  for (; f < n; f++) s += x[f] * y[f];
  return s;
}
#endif
