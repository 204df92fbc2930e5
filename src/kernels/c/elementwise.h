// Kernels that treat every element alike.
#ifndef WEFT_ELEMENTWISE_H
#define WEFT_ELEMENTWISE_H
#include "kernel.h"

// out = dy where y > 0, else 0: dy, y, out, n.
OP(relu_backward) {
  const float *dy = F32(0), *y = F32(1);
  float *out = F32(2);
  SHARE(INT(3));
  for (ptrdiff_t i = first; i < last; i++) out[i] = y[i] > 0 ? dy[i] : 0;
}
#endif
