// Losses that go once over their inputs. Every share leaves its part of the sum in float64, to be added in their order.
#ifndef WEFT_LOSSES_H
#define WEFT_LOSSES_H
#include "kernel.h"

// Elements summed in float before they go into a double.
#define RUN (64 * VL)

// Σ x y over n elements, a double for each share: x, y, n, partial.
OP(inner_product) {
  const float *x = F32(0), *y = F32(1);
  double sum = 0;
  SHARE_OF(INT(2), 16);
  for (ptrdiff_t i = first; i < last; i += RUN) sum += dot(x + i, y + i, last - i < RUN ? last - i : RUN);
  F64(3)[share] = sum;
}

// Sum of (x − target)², and its mean's gradient unless that is 0: x, target, gradient or 0, n, totals.
OP(mse) {
  const float *x = F32(0), *target = F32(1);
  float *gradient = F32(2);
  const float slope = 2.f / (float)INT(3);
  double total = 0;
  SHARE(INT(3));
  for (ptrdiff_t i = first; i < last;) {
    const ptrdiff_t end = last - i < RUN ? last : i + RUN;
    vf s0 = splat(0), s1 = s0;
    for (; i + 2 * VL <= end; i += 2 * VL) {
      const vf d0 = load(x + i) - load(target + i), d1 = load(x + i + VL) - load(target + i + VL);
      FMA(s0, d0, d0);
      FMA(s1, d1, d1);
      if (gradient) store(gradient + i, d0 * slope), store(gradient + i + VL, d1 * slope);
    }
    float s = sum_of(s0 + s1);
    for (; i < end; i++) {
      const float d = x[i] - target[i];
      s += d * d;
      if (gradient) gradient[i] = d * slope;
    }
    total += s;
  }
  F64(4)[share] = total;
}

// x *= factor: x, n, factor.
OP(scale) {
  float *x = F32(0);
  const float factor = NUM(2);
  SHARE(INT(1));
  for (ptrdiff_t i = first; i < last; i++) x[i] *= factor;
}

// Added to every coordinate of a difference, as PyTorch's pairwise distance does, so that no distance is 0.
#define TRIPLET_OFFSET 1e-6f

// Sum of max(0, ‖a − p + ε‖ − ‖a − n + ε‖ + margin) over triplets, and what each of the two differences a − p and a − n
// weighs in the gradient of the mean: z, width, triplets, count, margin, coefficients (2 a triplet), totals.
OP(triplet) {
  // Reordered, the offset would be lost where rows coincide.
#if defined(__clang__)
#pragma clang fp reassociate(off)
#endif
  const float *z = F32(0), margin = NUM(4), share_of_mean = 1.f / (float)INT(3);
  const ptrdiff_t width = INT(1);
  const int32_t *rows = I32(2);
  float *coefficients = F32(5);
  const vf offset = splat(TRIPLET_OFFSET);
  double total = 0;
  SHARE(INT(3));
  for (ptrdiff_t t = first; t < last; t++) {
    const float *a = z + rows[3 * t] * width, *p = z + rows[3 * t + 1] * width, *n = z + rows[3 * t + 2] * width;
    vf near2 = splat(0), far2 = near2, near3 = near2, far3 = near2;
    ptrdiff_t f = 0;
    for (; f + 2 * VL <= width; f += 2 * VL) {
      const vf x = load(a + f) + offset, y = load(a + f + VL) + offset;
      const vf u = x - load(p + f), v = x - load(n + f);
      const vf w = y - load(p + f + VL), q = y - load(n + f + VL);
      FMA(near2, u, u);
      FMA(far2, v, v);
      FMA(near3, w, w);
      FMA(far3, q, q);
    }
    near2 += near3;
    far2 += far3;
    for (; f + VL <= width; f += VL) {
      const vf u = load(a + f) - load(p + f) + offset, v = load(a + f) - load(n + f) + offset;
      FMA(near2, u, u);
      FMA(far2, v, v);
    }
    float near = sum_of(near2), far = sum_of(far2);
    for (; f < width; f++) {
      const float u = a[f] - p[f] + TRIPLET_OFFSET, v = a[f] - n[f] + TRIPLET_OFFSET;
      near += u * u;
      far += v * v;
    }
    near = __builtin_sqrtf(near);
    far = __builtin_sqrtf(far);
    const float value = near - far + margin, weight = value <= 0 ? 0 : share_of_mean;
    total += value <= 0 ? 0 : value;
    coefficients[2 * t] = weight / near;
    coefficients[2 * t + 1] = -weight / far;
  }
  F64(6)[share] = total;
}

// Differences that are gathered before the features are gone over.
#define GATHERED 64

// Gradient of the triplet loss, row by row of z: every row lists the differences it takes part in by the other row and
// the coefficient's number e, or −1 − e where it is the one that is subtracted.
// z, width, coefficients, starts, others, differences, rows, factor, out.
OP(triplet_gradient) {
  const float *z = F32(0), *coefficients = F32(2), factor = NUM(7);
  const ptrdiff_t width = INT(1);
  const int32_t *starts = I32(3), *others = I32(4), *differences = I32(5);
  SHARE(INT(6));
  for (ptrdiff_t i = first; i < last; i++) {
    const float *own = z + i * width;
    float *out = F32(8) + i * width;
    int32_t e = starts[i];
    int again = 0;
    do {
      const float *with[GATHERED];
      float weight[GATHERED], lift = 0;
      int n = 0;
      for (; e < starts[i + 1] && n < GATHERED; e++) {
        const int32_t d = differences[e];
        const float c = coefficients[d < 0 ? -1 - d : d] * factor;
        with[n] = z + others[e] * width;
        weight[n] = c;
        lift += d < 0 ? -c : c;
        // Without a branch: which triplets are satisfied cannot be foreseen.
        n += c != 0;
      }
      lift *= TRIPLET_OFFSET;
      ptrdiff_t f = 0;
      for (; f + 4 * VL <= width; f += 4 * VL) {
        vf x[4], s[4];
        UNROLL for (int j = 0; j < 4; j++) {
          x[j] = load(own + f + j * VL);
          s[j] = splat(lift);
          if (again) s[j] += load(out + f + j * VL);
        }
        KEEP_LOOP for (int q = 0; q < n; q++) {
          const vf w = splat(weight[q]);
          const float *other = with[q] + f;
          UNROLL for (int j = 0; j < 4; j++) FMA(s[j], w, x[j] - load(other + j * VL));
        }
        UNROLL for (int j = 0; j < 4; j++) store(out + f + j * VL, s[j]);
      }
      for (; f + VL <= width; f += VL) {
        vf s = splat(lift);
        if (again) s += load(out + f);
        for (int q = 0; q < n; q++) FMA(s, splat(weight[q]), load(own + f) - load(with[q] + f));
        store(out + f, s);
      }
      for (; f < width; f++) {
        float s = again ? out[f] + lift : lift;
        for (int q = 0; q < n; q++) s += weight[q] * (own[f] - with[q][f]);
        out[f] = s;
      }
      again = 1;
    } while (e < starts[i + 1]);
  }
}
#endif
