// Divergence of normal distributions with independent coordinates.
#ifndef WEFT_GAUSSIAN_H
#define WEFT_GAUSSIAN_H
#include "special.h"

// Sum of KL(N(μ, e^lv) ‖ N(μ₀, e^lv₀)) over n elements and `slope` times its gradients; without μ₀ and lv₀ these are 0.
// μ, lv, μ₀ or 0, lv₀ or 0, n, slope, dμ or 0, dlv, dμ₀ or 0, dlv₀, totals.
OP(kl_gaussian) {
  const float *mu = F32(0), *lv = F32(1), *mu0 = F32(2), *lv0 = F32(3), slope = NUM(5);
  float *dmu = F32(6), *dlv = F32(7), *dmu0 = F32(8), *dlv0 = F32(9);
  double total = 0;
  SHARE(INT(4));
  for (ptrdiff_t at = first; at < last; at += 16 * VL) {
    const ptrdiff_t end = last - at < 16 * VL ? last : at + 16 * VL;
    vf sum = splat(0);
    for (ptrdiff_t i = at; i < end; i += VL) {
      const ptrdiff_t n = end - i;
      const int full = n >= VL;
      vf m = full ? load(mu + i) : load_some(mu + i, n, 0), v = full ? load(lv + i) : load_some(lv + i, n, 0);
      vf v0 = splat(0);
      if (mu0) {
        m -= full ? load(mu0 + i) : load_some(mu0 + i, n, 0);
        v0 = full ? load(lv0 + i) : load_some(lv0 + i, n, 0);
      }
      const vf precision = vexp(-v0), ratio = vexp(v - v0), reach = m * m * precision;
      sum += v0 - v + ratio + reach - 1.f;
      if (!dmu) continue;
      const vf gm = slope * m * precision, gv = .5f * slope * (ratio - 1.f);
      const vf g0 = .5f * slope * (1.f - ratio - reach);
      if (full) {
        store(dmu + i, gm), store(dlv + i, gv);
        if (dmu0) store(dmu0 + i, -gm), store(dlv0 + i, g0);
      } else {
        store_some(dmu + i, gm, n), store_some(dlv + i, gv, n);
        if (dmu0) store_some(dmu0 + i, -gm, n), store_some(dlv0 + i, g0, n);
      }
    }
    total += .5 * sum_of(sum);
  }
  F64(10)[share] = total;
}
#endif
