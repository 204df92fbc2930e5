// Activations of a layer, and their slopes told from the result.
#ifndef WEFT_ACTIVATION_H
#define WEFT_ACTIVATION_H
#include "kernel.h"
#include "special.h"

// In the order of ACTIVATIONS in ops/activation.ts.
enum { NONE, RELU, LEAKY_RELU, ELU, SIGMOID, TANH };

// eˣ − 1 for x ≤ 0, exact to rounding near 0 as well.
INLINE vf expm1_below(vf x) {
  const vf t = vtanh(x * .5f);
  return 2.f * t / (1.f - t);
}

INLINE vf active(vf x, int activation, float slope) {
  switch (activation) {
    case LEAKY_RELU: return pick(x > splat(0), x, x * splat(slope));
    case ELU: return pick(x > splat(0), x, expm1_below(pick(x > splat(0), splat(0), x)));
    case SIGMOID: return vsigmoid(x);
    case TANH: return vtanh(x);
    default: return x;
  }
}

// dy times the slope of the activation where its result is y.
INLINE vf slope_at(vf dy, vf y, int activation, float slope) {
  switch (activation) {
    case RELU: return pick(y > splat(0), dy, splat(0));
    case LEAKY_RELU: return pick(y > splat(0), dy, dy * splat(slope));
    case ELU: return pick(y > splat(0), dy, dy * (y + splat(1)));
    case SIGMOID: return dy * y * (splat(1) - y);
    case TANH: return dy * (splat(1) - y * y);
    default: return dy;
  }
}

INLINE void activate_as(float *c, ptrdiff_t rows, ptrdiff_t columns, ptrdiff_t ldc, const int activation, float slope) {
  for (ptrdiff_t i = 0; i < rows; i++) {
    float *row = c + i * ldc;
    ptrdiff_t f = 0;
    for (; f + VL <= columns; f += VL) store(row + f, active(load(row + f), activation, slope));
    if (f < columns) store_some(row + f, active(load_some(row + f, columns - f, 0), activation, slope), columns - f);
  }
}

// Applies an activation in place; `max(0, ·)` has been applied where the product was stored.
static void activate(float *c, ptrdiff_t rows, ptrdiff_t columns, ptrdiff_t ldc, int activation, float slope) {
  switch (activation) {
    case LEAKY_RELU: activate_as(c, rows, columns, ldc, LEAKY_RELU, slope); break;
    case ELU: activate_as(c, rows, columns, ldc, ELU, slope); break;
    case SIGMOID: activate_as(c, rows, columns, ldc, SIGMOID, slope); break;
    case TANH: activate_as(c, rows, columns, ldc, TANH, slope); break;
  }
}

INLINE void deactivate_as(const float *dy, const float *y, float *out, ptrdiff_t n, const int activation, float slope) {
  ptrdiff_t f = 0;
  UNROLL_4 for (; f + VL <= n; f += VL) store(out + f, slope_at(load(dy + f), load(y + f), activation, slope));
  if (f == n) return;
  const vf some = slope_at(load_some(dy + f, n - f, 0), load_some(y + f, n - f, 0), activation, slope);
  store_some(out + f, some, n - f);
}

// The gradient in front of an activation, `n` numbers; `out` may be dy.
static void deactivate(const float *dy, const float *y, float *out, ptrdiff_t n, int activation, float slope) {
  switch (activation) {
    case NONE: deactivate_as(dy, y, out, n, NONE, slope); break;
    case RELU: deactivate_as(dy, y, out, n, RELU, slope); break;
    case LEAKY_RELU: deactivate_as(dy, y, out, n, LEAKY_RELU, slope); break;
    case ELU: deactivate_as(dy, y, out, n, ELU, slope); break;
    case SIGMOID: deactivate_as(dy, y, out, n, SIGMOID, slope); break;
    case TANH: deactivate_as(dy, y, out, n, TANH, slope); break;
  }
}

// out = dy · act'(·) told from y = act(·): dy, y, out, n, activation, slope.
OP(activation_backward) {
  SHARE(INT(3));
  deactivate(F32(0) + first, F32(1) + first, F32(2) + first, last - first, (int)INT(4), NUM(5));
}
#endif
