// Products whose left-hand side is mostly zeros: what is not zero is listed first, and only that is multiplied. Such a sum is
// to the byte what `gemm` gives, since its order stays and 0 · w adds nothing; only one whose every product underflows may
// be −0 instead of 0.
#ifndef WEFT_NONZEROS_H
#define WEFT_NONZEROS_H
#include "gemm.h"

// Columns that are summed at once: as many vectors as there are registers for.
#define STRIP_VECTORS 8
#define STRIP (STRIP_VECTORS * VL)

// Lists VL elements of a row, of which the first is the k-th; returns how many are not zero.
INLINE int list_vector(vf x, ptrdiff_t k, int32_t *places, float *values) {
  vi at;
  UNROLL for (int j = 0; j < VL; j++) at[j] = j * STRIP;
  const unsigned bits = bits_of(x != splat(0));
  keep_lanes(places, at + splat_int((int32_t)k * STRIP), bits);
  return keep_lanes((word *)values, (vi)x, bits);
}

// Lists one element, which stays if it is not zero: nothing branches on what no processor could foresee.
INLINE int list_element(float x, ptrdiff_t k, int32_t *places, float *values) {
  *places = (int32_t)k * STRIP;
  *values = x;
  return x != 0;
}

// Lists a row, `step` floats from one element to the next; returns how many are not zero.
static int list_row(const float *a, ptrdiff_t step, ptrdiff_t depth, int32_t *places, float *values) {
  int found = 0;
  ptrdiff_t k = 0;
  if (step == 1) {
    KEEP_LOOP for (; k + VL <= depth; k += VL) found += list_vector(load(a + k), k, places + found, values + found);
  }
  KEEP_LOOP for (; k < depth; k++) found += list_element(a[k * step], k, places + found, values + found);
  return found;
}

// Rows that lie side by side and are listed together.
#define BESIDE 4

// Lists BESIDE rows, `step` floats from one element to the next, and `ld` from one list to the next.
static void list_beside(const float *a, ptrdiff_t step, ptrdiff_t depth, int32_t *places, float *values, ptrdiff_t ld,
                        int *found) {
  int count[BESIDE] = {};
  ptrdiff_t k = 0;
#if VL == BESIDE
  KEEP_LOOP for (; k + VL <= depth; k += VL) {
    quad x[VL];
    UNROLL for (int i = 0; i < VL; i++) x[i] = load(a + (k + i) * step);
    turn_quads(x);
    UNROLL for (int r = 0; r < BESIDE; r++) {
      const ptrdiff_t at = r * ld + count[r];
      count[r] += list_vector(x[r], k, places + at, values + at);
    }
  }
#endif
  KEEP_LOOP for (; k < depth; k++) {
    UNROLL for (int r = 0; r < BESIDE; r++) {
      const ptrdiff_t at = r * ld + count[r];
      count[r] += list_element(a[r + k * step], k, places + at, values + at);
    }
  }
  UNROLL for (int r = 0; r < BESIDE; r++) found[r] = count[r];
}

// What is not zero in the rows of A, those of a piece of DEPTH_BLOCK columns from where the piece starts in its row: a, row
// stride, column stride, rows, depth, how many in every piece, where in a packed strip each belongs, values.
OP(nonzeros) {
  const ptrdiff_t row = INT(1), step = INT(2), depth = INT(4), pieces = (depth + DEPTH_BLOCK - 1) / DEPTH_BLOCK;
  SHARE_OF(INT(3), BESIDE);
  for (ptrdiff_t i = first, rows; i < last; i += rows) {
    rows = row == 1 && i + BESIDE <= last ? BESIDE : 1;
    for (ptrdiff_t piece = 0; piece < pieces; piece++) {
      const ptrdiff_t k = piece * DEPTH_BLOCK, deep = depth - k < DEPTH_BLOCK ? depth - k : DEPTH_BLOCK;
      const float *a = F32(0) + i * row + k * step;
      int32_t *places = I32(6) + i * depth + k;
      float *values = F32(7) + i * depth + k;
      int found[BESIDE];
      if (rows == 1) found[0] = list_row(a, step, deep, places, values);
      else list_beside(a, step, deep, places, values, depth, found);
      for (int r = 0; r < rows; r++) I32(5)[(i + r) * pieces + piece] = found[r];
    }
  }
}

// Packs `wide` columns of B, `depth` deep; returns whether all are finite.
static int pack_strip(const float *b, ptrdiff_t ldb, ptrdiff_t depth, int wide, float *to) {
  const vi exponent = splat_int(0x7f800000);
  vi odd = {};
  for (ptrdiff_t k = 0; k < depth; k++, b += ldb, to += STRIP) {
    if (wide == STRIP) {
      UNROLL for (int v = 0; v < STRIP_VECTORS; v++) store(to + v * VL, load(b + v * VL));
    } else {
      for (int j = 0; j < STRIP; j++) to[j] = j < wide ? b[j] : 0;
    }
    UNROLL for (int v = 0; v < STRIP_VECTORS; v++) odd |= ((vi)load(to + v * VL) & exponent) == exponent;
  }
  return bits_of(odd) == 0;
}

INLINE void finish_strip(const vf *sum, float *to, int wide, const Finish *finish) {
  UNROLL for (int v = 0; v < STRIP_VECTORS; v++) {
    const int left = wide - v * VL;
    const float *bias = finish->bias ? finish->bias + v * VL : 0;
    if (left >= VL) finish_vector(sum[v], to + v * VL, bias ? load(bias) : splat(0), finish);
    else if (left > 0) finish_edge(sum[v], to + v * VL, bias, left, finish);
  }
}

// A row of C from the list of a row of A.
NOINLINE void list_times_strip(const int32_t *places, const float *values, int32_t count, const float *packed, float *to,
                               int wide, const Finish *finish) {
  vf sum[STRIP_VECTORS] = {};
  KEEP_LOOP for (int32_t e = 0; e < count; e++) {
    const float *right = packed + places[e];
    const vf x = splat(values[e]);
    UNROLL for (int v = 0; v < STRIP_VECTORS; v++) FMA(sum[v], x, load(right + v * VL));
  }
  finish_strip(sum, to, wide, finish);
}

// The same from all of a row of A, `step` floats from one element to the next.
NOINLINE void row_times_strip(const float *a, ptrdiff_t step, ptrdiff_t depth, const float *packed, float *to, int wide,
                              const Finish *finish) {
  vf sum[STRIP_VECTORS] = {};
  KEEP_LOOP for (ptrdiff_t k = 0; k < depth; k++) {
    const vf x = splat(a[k * step]);
    UNROLL for (int v = 0; v < STRIP_VECTORS; v++) FMA(sum[v], x, load(packed + k * STRIP + v * VL));
  }
  finish_strip(sum, to, wide, finish);
}

// C (+)= act(A · B + bias) by strips of columns, and by parts of the rows if strips are few, from what `nonzeros` lists: how
// many, places, values, a, row stride, column stride, b, row stride, c, rows, columns, depth, accumulate, bias or 0,
// activation, slope, scratch (STRIP × DEPTH_BLOCK a share). Where B is not finite zeros of A count: 0 · ∞ is no number.
OP(gemm_nonzeros) {
  const ptrdiff_t row = INT(4), step = INT(5), ldb = INT(7), rows = INT(9), columns = INT(10), depth = INT(11);
  const ptrdiff_t pieces = (depth + DEPTH_BLOCK - 1) / DEPTH_BLOCK, strips = (columns + STRIP - 1) / STRIP;
  // A strip is packed once for every part.
  const ptrdiff_t parts = strips > 0 && strips < shares / 2 ? (shares + strips - 1) / strips : 1;
  const int activation = (int)INT(14);
  float *packed = F32(16) + (ptrdiff_t)share * STRIP * DEPTH_BLOCK;
  SHARE(strips * parts);
  for (ptrdiff_t u = first; u < last; u++) {
    const ptrdiff_t from = u / parts * STRIP, top = rows * (u % parts) / parts, end = rows * (u % parts + 1) / parts;
    const int wide = columns - from < STRIP ? (int)(columns - from) : STRIP;
    float *c = F32(8) + from;
    for (ptrdiff_t piece = 0; piece == 0 || piece < pieces; piece++) {
      const ptrdiff_t k = piece * DEPTH_BLOCK, left = depth - k, deep = left < DEPTH_BLOCK ? left : DEPTH_BLOCK;
      const int ends = left <= DEPTH_BLOCK, finite = pack_strip(F32(6) + k * ldb + from, ldb, deep, wide, packed);
      const Finish finish = {k > 0 || INT(12), ends && F32(13) ? F32(13) + from : 0, ends && activation == RELU, 0};
      for (ptrdiff_t i = top; i < end; i++) {
        float *to = c + i * columns;
        const ptrdiff_t at = i * depth + k;
        const int32_t count = deep > 0 ? I32(0)[i * pieces + piece] : 0;
        if (finite) list_times_strip(I32(1) + at, F32(2) + at, count, packed, to, wide, &finish);
        else row_times_strip(F32(3) + i * row + k * step, step, deep, packed, to, wide, &finish);
      }
    }
    activate(c + top * columns, end - top, wide, columns, activation, NUM(15));
  }
}
#endif
