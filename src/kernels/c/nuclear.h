// The nuclear norm of a tall matrix by its Gram matrix. All of it is in float64: in float32 the rounding of the Gram matrix
// would put null singular values at 3e-4 of the largest.
#ifndef WEFT_NUCLEAR_H
#define WEFT_NUCLEAR_H
#include "kernel.h"

#define HALF (VL / 2)
typedef double vd __attribute__((vector_size(VL * 4), aligned(8)));
INLINE vd load64(const double *p) { return *(const vd *)p; }
INLINE void store64(double *p, vd v) { *(vd *)p = v; }
INLINE vd splat64(double x) { return (vd){} + x; }
INLINE double sum64(vd v) {
  double s = 0;
  for (int i = 0; i < HALF; i++) s += v[i];
  return s;
}

// partial[share] = the upper part of YᵀY, `side` (a multiple of PANEL, not below the width) on a side:
// y, rows, width, side, scratch (ROW_BLOCK × side a share), partial (side × side a share).
OP(gram) {
  const ptrdiff_t width = INT(2), side = INT(3);
  const float *y = F32(0);
  double *block = F64(4) + share * ROW_BLOCK * side, *part = F64(5) + share * side * side;
  for (ptrdiff_t i = 0; i < side * side; i++) part[i] = 0;
  for (ptrdiff_t i = 0; i < ROW_BLOCK * side; i++) block[i] = 0;
  SHARE(INT(1));
  for (ptrdiff_t at = first; at < last; at += ROW_BLOCK) {
    const ptrdiff_t rows = last - at < ROW_BLOCK ? last - at : ROW_BLOCK;
    for (ptrdiff_t r = 0; r < rows; r++) {
      for (ptrdiff_t j = 0; j < width; j++) block[r * side + j] = y[(at + r) * width + j];
    }
    for (ptrdiff_t i = 0; i < width; i += 4) {
      for (ptrdiff_t j = i / VL * VL; j < side; j += VL) {
        vd sum[4][2];
        UNROLL for (int q = 0; q < 4; q++) sum[q][0] = load64(part + (i + q) * side + j), sum[q][1] = load64(part + (i + q) * side + j + HALF);
        KEEP_LOOP for (ptrdiff_t r = 0; r < rows; r++) {
          const double *row = block + r * side;
          const vd a = load64(row + j), b = load64(row + j + HALF);
          UNROLL for (int q = 0; q < 4; q++) {
            const vd x = splat64(row[i + q]);
            sum[q][0] += x * a;
            sum[q][1] += x * b;
          }
        }
        UNROLL for (int q = 0; q < 4; q++) store64(part + (i + q) * side + j, sum[q][0]), store64(part + (i + q) * side + j + HALF, sum[q][1]);
      }
    }
  }
}

#define MOST_SWEEPS 40

INLINE double product64(const double *x, const double *y, ptrdiff_t n) {
  vd s = splat64(0), t = s;
  for (ptrdiff_t j = 0; j < n; j += VL) {
    s += load64(x + j) * load64(y + j);
    t += load64(x + j + HALF) * load64(y + j + HALF);
  }
  return sum64(s + t);
}

// Rotates the rows of the symmetric matrix w until they are orthogonal: rows of lengths λ along the eigenvectors. `squares`
// holds their squared lengths, kept up by the rotations and made anew at every sweep.
static void orthogonal_rows(double *w, ptrdiff_t n, ptrdiff_t side, double *squares) {
  double largest = 0;
  for (ptrdiff_t i = 0; i < n; i++) largest = w[i * side + i] > largest ? w[i * side + i] : largest;
  // Rows below this hold rounding only, and have no directions.
  const double nothing = largest * largest * 1e-28;
  for (int sweep = 0, turned = 1; turned && sweep < MOST_SWEEPS; sweep++) {
    turned = 0;
    for (ptrdiff_t p = 0; p < n; p++) squares[p] = product64(w + p * side, w + p * side, side);
    for (ptrdiff_t p = 0; p < n - 1; p++) {
      for (ptrdiff_t q = p + 1; q < n; q++) {
        double *x = w + p * side, *y = w + q * side;
        const double xx = squares[p], yy = squares[q];
        if (!(xx > nothing && yy > nothing)) continue;
        const double xy = product64(x, y, side);
        if (xy * xy <= 1e-26 * xx * yy) continue;
        turned = 1;
        const double zeta = (yy - xx) / (2 * xy);
        const double t = (zeta < 0 ? -1 : 1) / (__builtin_fabs(zeta) + __builtin_sqrt(1 + zeta * zeta));
        const double c = 1 / __builtin_sqrt(1 + t * t), s = c * t;
        for (ptrdiff_t j = 0; j < side; j += HALF) {
          const vd a = load64(x + j), b = load64(y + j);
          store64(x + j, a * c - b * s);
          store64(y + j, a * s + b * c);
        }
        squares[p] = xx - t * xy;
        squares[q] = yy + t * xy;
      }
    }
  }
}

// From the parts of the Gram matrix: the singular values of Y, and M = Σ v vᵀ / σ over those above `cut` times the
// largest, so that Y · M is the gradient U Vᵀ. One share does it all.
// partial, parts, width, side, cut, w (side × side, scratch), m (side × side), values (side).
OP(nuclear_factor) {
  if (share) return;
  const ptrdiff_t parts = INT(1), n = INT(2), side = INT(3);
  const double *partial = F64(0), cut = args[4];
  double *w = F64(5), *m = F64(6), *values = F64(7), largest = 0;
  for (ptrdiff_t i = 0; i < side * side; i++) m[i] = w[i] = 0;
  for (ptrdiff_t i = 0; i < n; i++) {
    for (ptrdiff_t j = i; j < n; j++) {
      double s = 0;
      for (ptrdiff_t t = 0; t < parts; t++) s += partial[(t * side + i) * side + j];
      w[i * side + j] = w[j * side + i] = s;
    }
  }
  orthogonal_rows(w, n, side, values);
  for (ptrdiff_t k = 0; k < n; k++) {
    // λ = σ² is the row's length.
    values[k] = __builtin_sqrt(__builtin_sqrt(product64(w + k * side, w + k * side, side)));
    if (!(values[k] <= largest)) largest = values[k];
  }
  for (ptrdiff_t k = 0; k < n; k++) {
    const double sigma = values[k];
    if (sigma <= cut * largest) continue;
    const double weight = 1 / (sigma * sigma * sigma * sigma * sigma);
    const double *v = w + k * side;
    for (ptrdiff_t i = 0; i < n; i++) {
      const vd x = splat64(v[i] * weight);
      for (ptrdiff_t j = 0; j < side; j += HALF) store64(m + i * side + j, load64(m + i * side + j) + x * load64(v + j));
    }
  }
}

// out = factor · Y · M: y, rows, width, side, m (side × side), factor, out.
OP(nuclear_gradient) {
  const ptrdiff_t width = INT(2), side = INT(3);
  const float *y = F32(0);
  const double *m = F64(4), factor = args[5];
  float *out = F32(6);
  SHARE(INT(1));
  for (ptrdiff_t at = first; at < last; at += 4) {
    const ptrdiff_t rows = last - at < 4 ? last - at : 4;
    // Rows past the end are the last one again, and are not stored.
    const float *row[4];
    for (ptrdiff_t q = 0; q < 4; q++) row[q] = y + (at + (q < rows ? q : rows - 1)) * width;
    for (ptrdiff_t j = 0; j < width; j += VL) {
      vd sum[4][2];
      UNROLL for (int q = 0; q < 4; q++) sum[q][0] = sum[q][1] = splat64(0);
      KEEP_LOOP for (ptrdiff_t k = 0; k < width; k++) {
        const vd a = load64(m + k * side + j), b = load64(m + k * side + j + HALF);
        UNROLL for (int q = 0; q < 4; q++) {
          const vd x = splat64(row[q][k]);
          sum[q][0] += x * a;
          sum[q][1] += x * b;
        }
      }
      const ptrdiff_t columns = width - j < VL ? width - j : VL;
      for (ptrdiff_t q = 0; q < rows; q++) {
        double wide[VL];
        store64(wide, sum[q][0] * factor);
        store64(wide + HALF, sum[q][1] * factor);
        for (ptrdiff_t c = 0; c < columns; c++) out[(at + q) * width + j + c] = (float)wide[c];
      }
    }
  }
}
#endif
