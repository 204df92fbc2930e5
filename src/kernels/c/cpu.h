// Which instruction sets this processor and its system offer.
#ifndef WEFT_CPU_H
#define WEFT_CPU_H
#include <stdint.h>

enum { LEVEL_NONE, LEVEL_NEON, LEVEL_AVX2, LEVEL_AVX512 };

#if defined(__x86_64__)
void weft_exec_avx2(int, int, int, const double *);
void weft_exec_avx512(int, int, int, const double *);
int weft_sizes_avx2(int);
int weft_sizes_avx512(int);

static void cpuid(unsigned leaf, unsigned sub, unsigned r[4]) {
  __asm__ volatile("cpuid" : "=a"(r[0]), "=b"(r[1]), "=c"(r[2]), "=d"(r[3]) : "a"(leaf), "c"(sub));
}

static int all_set(unsigned bits, unsigned wanted) { return (bits & wanted) == wanted; }

// x86-64-v3 and -v4; the registers count only if the system saves them (xgetbv).
static int cpu_level(void) {
  enum { FMA = 1u << 12, MOVBE = 1u << 22, OSXSAVE = 1u << 27, AVX = 1u << 28, F16C = 1u << 29 };
  enum { BMI1 = 1u << 3, AVX2 = 1u << 5, BMI2 = 1u << 8 };
  const unsigned avx512 = 1u << 16 | 1u << 17 | 1u << 28 | 1u << 30 | 1u << 31;  // F, DQ, CD, BW, VL
  unsigned r[4], low, high;
  cpuid(0, 0, r);
  if (r[0] < 7) return LEVEL_NONE;
  cpuid(1, 0, r);
  if (!all_set(r[2], FMA | MOVBE | OSXSAVE | AVX | F16C)) return LEVEL_NONE;
  __asm__ volatile("xgetbv" : "=a"(low), "=d"(high) : "c"(0));
  if (!all_set(low, 0x6)) return LEVEL_NONE;
  cpuid(7, 0, r);
  if (!all_set(r[1], BMI1 | AVX2 | BMI2)) return LEVEL_NONE;
  return all_set(r[1], avx512) && all_set(low, 0xe6) ? LEVEL_AVX512 : LEVEL_AVX2;
}
#elif defined(__aarch64__)
void weft_exec_neon(int, int, int, const double *);
int weft_sizes_neon(int);
static int cpu_level(void) { return LEVEL_NEON; }
#endif
#endif
