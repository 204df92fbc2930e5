// Rows laid out for a search of the nearest: their centre and size, and their floats about the centre.
#ifndef WEFT_KNN_ROWS_H
#define WEFT_KNN_ROWS_H
#include "kernel.h"

// Rows one after the other, in float or in double.
typedef struct {
  const void *values;
  ptrdiff_t width;
  int single;
} KnnValues;

INLINE const void *row_at(const KnnValues *v, ptrdiff_t row) {
  return (const char *)v->values + row * v->width * (v->single ? 4 : 8);
}
// A value of a row.
INLINE double value_of(const void *row, ptrdiff_t column, const int single) {
  return single ? ((const float *)row)[column] : ((const double *)row)[column];
}

INLINE void survey_rows(const KnnValues *v, ptrdiff_t first, ptrdiff_t last, double *sums, const int single) {
  double largest = 0;
  for (ptrdiff_t i = first; i < last; i++) {
    const void *row = row_at(v, i);
    for (ptrdiff_t c = 0; c < v->width; c++) {
      const double value = value_of(row, c, single), size = __builtin_fabs(value);
      sums[c] += value;
      largest = size > largest ? size : largest;
    }
  }
  sums[v->width] = largest;
}

// Sums of the columns of a share's rows, and behind them the largest of its absolute values: rows, whether they are
// floats, rows, width, found (double, width + 1 a share). What is not a number tells only in a sum.
OP(knn_survey) {
  const KnnValues v = {F64(0), INT(3), (int)INT(1)};
  double *sums = F64(4) + share * (v.width + 1);
  for (ptrdiff_t c = 0; c < v.width; c++) sums[c] = 0;
  SHARE(INT(2));
  if (v.single) {
    survey_rows(&v, first, last, sums, 1);
  } else {
    survey_rows(&v, first, last, sums, 0);
  }
}

// Floats (value − centre) · scale of a row; returns the square of their norm.
INLINE double float_row(const void *row, ptrdiff_t width, const double *center, double scale, float *to,
                        const int single) {
  double square = 0;
  for (ptrdiff_t c = 0; c < width; c++) {
    to[c] = (float)((value_of(row, c, single) - center[c]) * scale);
    square += (double)to[c] * (double)to[c];
  }
  return square;
}

// The row that each one of a search is, in an order of its own: those that follow each other lie `step` apart.
INLINE ptrdiff_t mixed_row(ptrdiff_t i, ptrdiff_t step, ptrdiff_t rows) { return (ptrdiff_t)((int64_t)i * step % rows); }

// Floats (value − centre) · scale of the rows, and −½ of their squared norms; in an order of their own if it is asked
// for, which is written: rows, whether they are floats, rows, width, order or 0, step, centre (double), scale, floats,
// lowered norms.
OP(knn_floats) {
  const KnnValues v = {F64(0), INT(3), (int)INT(1)};
  int32_t *order = I32(4);
  const double *center = F64(6), scale = args[7];
  SHARE(INT(2));
  for (ptrdiff_t i = first; i < last; i++) {
    const ptrdiff_t from = order ? mixed_row(i, INT(5), INT(2)) : i;
    const void *row = row_at(&v, from);
    float *to = F32(8) + i * v.width;
    const double square = v.single ? float_row(row, v.width, center, scale, to, 1)
                                   : float_row(row, v.width, center, scale, to, 0);
    if (order) order[i] = (int32_t)from;
    F32(9)[i] = (float)(-.5 * square);
  }
}
#endif
