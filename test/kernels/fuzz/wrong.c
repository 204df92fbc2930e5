// Kernels with one mistake each, to see that the watches see it: which, block, elements.
#include <stddef.h>
#include <stdint.h>

void weft_exec_fuzz(int op, int share, int shares, const double *args);
void weft_exec_fuzz(int op, int share, int shares, const double *args) {
  float *x = (float *)(uintptr_t)(int64_t)args[0];
  const ptrdiff_t n = (ptrdiff_t)args[1];
  volatile float sink = 0;
  volatile int big = 0x7fffffff;
  (void)shares;
  switch (op) {
    case 0:
      if (share == 0) x[0] = 1;
      break;
    case 1:
      if (share == 0) x[0] = 1, sink = x[n];
      break;
    case 2:
      if (share == 0) x[0] = 1, x[n] = 1;
      break;
    case 3:
      if (share == 0) x[0] = 1, x[-1] = 1;
      break;
    case 4:
      if (share == 0) x[0] = 1, sink = (float)(big + 1);
      break;
    case 5:
      x[0] = (float)(1 + share / 1000);
      if (share == 15) x[1] = x[0];

      break;
    default:
      x[0] = 2;
  }
  (void)sink;
}
