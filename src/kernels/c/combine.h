// Sums of arrays, each with its factor.
#ifndef WEFT_COMBINE_H
#define WEFT_COMBINE_H
#include "kernel.h"

// out = a · x + b · y; out may be x or y: x, a, y, b, n, out.
OP(combine) {
  const float *x = F32(0), *y = F32(2), a = NUM(1), b = NUM(3);
  float *out = F32(5);
  SHARE_OF(INT(4), VL);
  ptrdiff_t i = first;
  for (; i + VL <= last; i += VL) store(out + i, splat(a) * load(x + i) + splat(b) * load(y + i));
  for (; i < last; i++) out[i] = a * x[i] + b * y[i];
}

// mean = keep · mean + take · x in place, both products rounded before the sum: mean, x, n, keep, take.
OP(move_towards) {
#pragma clang fp contract(off)
  float *mean = F32(0);
  const float *x = F32(1), keep = NUM(3), take = NUM(4);
  SHARE_OF(INT(2), VL);
  ptrdiff_t i = first;
  for (; i + VL <= last; i += VL) store(mean + i, splat(keep) * load(mean + i) + splat(take) * load(x + i));
  for (; i < last; i++) mean[i] = keep * mean[i] + take * x[i];
}
#endif
