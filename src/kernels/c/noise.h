// Randomness: dropout, whose mask is a function of two keys and the element's number, and the sample of a posterior.
#ifndef WEFT_NOISE_H
#define WEFT_NOISE_H
#include "special.h"

typedef uint32_t vu __attribute__((vector_size(VL * 4), aligned(4)));

// A hash of 32 bits; the same in keep_mask.ts.
INLINE vu mixed(vu h) {
  h ^= h >> 16;
  h *= 0x7feb352du;
  h ^= h >> 15;
  h *= 0x846ca68bu;
  return h ^ (h >> 16);
}

// out = x · scale where the element is kept, else 0: x, out, n, first key, second key, threshold, scale.
OP(dropout) {
  const float *x = F32(0);
  float *out = F32(1);
  const uint32_t key = (uint32_t)args[3], other = (uint32_t)args[4], threshold = (uint32_t)args[5];
  const float scale = NUM(6);
  vu lanes;
  for (int k = 0; k < VL; k++) lanes[k] = (uint32_t)k;
  SHARE_OF(INT(2), 16);
  for (ptrdiff_t i = first; i < last; i += VL) {
    const ptrdiff_t n = last - i < VL ? last - i : VL;
    const vu draw = mixed(mixed((lanes + (uint32_t)i) ^ key) ^ other);
    const vi kept = draw >= threshold;
    if (n == VL) {
      store(out + i, (vf)((vi)(load(x + i) * scale) & kept));
    } else {
      store_some(out + i, (vf)((vi)(load_some(x + i, n, 0) * scale) & kept), n);
    }
  }
}

// out = mean + e^(log variance / 2) · noise: mean, log variance, noise, out, n.
OP(sample) {
  const float *mean = F32(0), *log_var = F32(1), *noise = F32(2);
  float *out = F32(3);
  SHARE_OF(INT(4), 16);
  ptrdiff_t i = first;
  for (; i + VL <= last; i += VL) store(out + i, load(mean + i) + vexp(.5f * load(log_var + i)) * load(noise + i));
  if (i < last) {
    const ptrdiff_t n = last - i;
    const vf deviation = vexp(.5f * load_some(log_var + i, n, 0));
    store_some(out + i, load_some(mean + i, n, 0) + deviation * load_some(noise + i, n, 0), n);
  }
}

// Gradient in the log variance: dy, log variance, noise, out, n.
OP(sample_backward) {
  const float *dy = F32(0), *log_var = F32(1), *noise = F32(2);
  float *out = F32(3);
  SHARE_OF(INT(4), 16);
  ptrdiff_t i = first;
  for (; i + VL <= last; i += VL) {
    store(out + i, .5f * vexp(.5f * load(log_var + i)) * (load(noise + i) * load(dy + i)));
  }
  if (i < last) {
    const ptrdiff_t n = last - i;
    const vf deviation = vexp(.5f * load_some(log_var + i, n, 0));
    store_some(out + i, .5f * deviation * (load_some(noise + i, n, 0) * load_some(dy + i, n, 0)), n);
  }
}
#endif
