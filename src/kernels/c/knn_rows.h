// Rows laid out for a search of the nearest: their centre and size, and their floats about the centre.
#ifndef WEFT_KNN_ROWS_H
#define WEFT_KNN_ROWS_H
#include "kernel.h"

// Sums of the columns of a share's rows, and behind them the largest of its absolute values: rows (double), rows, width,
// found (double, width + 1 a share).
OP(knn_survey) {
  const ptrdiff_t width = INT(2);
  double *sums = F64(3) + share * (width + 1), largest = 0;
  for (ptrdiff_t c = 0; c < width; c++) sums[c] = 0;
  SHARE(INT(1));
  for (ptrdiff_t i = first; i < last; i++) {
    const double *row = F64(0) + i * width;
    for (ptrdiff_t c = 0; c < width; c++) {
      const double size = __builtin_fabs(row[c]);
      sums[c] += row[c];
      largest = size > largest ? size : largest;
    }
  }
  sums[width] = largest;
}

// Floats (value − centre) · scale of the rows in the order of `order`, or in their own, and −½ of their squared norms: rows
// (double), order or 0, centre (double), scale, rows, width, floats, lowered norms.
OP(knn_floats) {
  const int32_t *order = I32(1);
  const double *center = F64(2), scale = args[3];
  const ptrdiff_t width = INT(5);
  SHARE(INT(4));
  for (ptrdiff_t i = first; i < last; i++) {
    const double *row = F64(0) + (order ? order[i] : i) * width;
    float *to = F32(6) + i * width;
    double square = 0;
    for (ptrdiff_t c = 0; c < width; c++) {
      to[c] = (float)((row[c] - center[c]) * scale);
      square += (double)to[c] * (double)to[c];
    }
    F32(7)[i] = (float)(-.5 * square);
  }
}
#endif
