// The largest products of every row of one matrix with the rows of another: the entries that a sparse attention keeps.
#ifndef WEFT_TOP_PRODUCTS_H
#define WEFT_TOP_PRODUCTS_H
#include "knn_scan.h"

// The k nearest found so far, nearest first; of equals the smaller row.
typedef struct {
  float *away;
  int32_t *rows;
  int k, count;
} Best;

INLINE int comes_before(float away, int32_t row, float other, int32_t other_row) {
  return away < other || (away == other && row < other_row);
}

static void offer_best(Best *best, float away, int32_t row) {
  int at = best->count;
  if (at == best->k) {
    if (!comes_before(away, row, best->away[at - 1], best->rows[at - 1])) return;
    at--;
  } else {
    best->count++;
  }
  for (; at > 0 && comes_before(away, row, best->away[at - 1], best->rows[at - 1]); at--) {
    best->away[at] = best->away[at - 1];
    best->rows[at] = best->rows[at - 1];
  }
  best->away[at] = away;
  best->rows[at] = row;
}

// Writes the rows in rising order.
static void write_rising(const Best *best, int32_t *out) {
  for (int n = 0; n < best->count; n++) {
    int at = n;
    for (; at > 0 && out[at - 1] > best->rows[n]; at--) out[at] = out[at - 1];
    out[at] = best->rows[n];
  }
}

// Columns of the k largest products of each row of a with all rows of b, rows no longer than 1: a, packed b, zeros for
// its rows and −∞ behind the last, rows of a, rows of b, width, k, out (k a row), room, keep, most of a list, columns of a
// chunk, scratch, floats of it a share.
OP(top_products) {
  const ptrdiff_t width = INT(5);
  const int k = (int)INT(6), room = (int)INT(8), chunk = (int)INT(11);
  float *at = F32(12) + share * INT(13);
  float *queries = at, *lowered = queries + ROW_BLOCK * width, *scores = lowered + ROW_BLOCK;
  float *least = scores + ROW_BLOCK * chunk, *away = least + ROW_BLOCK;
  int32_t *rows = (int32_t *)(away + ROW_BLOCK * room), *count = rows + ROW_BLOCK * room;
  Best best = {(float *)(count + ROW_BLOCK), count + ROW_BLOCK + k, k, 0};
  const KnnLists lists = {away, rows, least, count, room, (int)INT(9), (int)INT(10)};
  const KnnRows b = {F32(1), F32(2), INT(4), (int)width};
  for (int i = 0; i < ROW_BLOCK; i++) lowered[i] = -1;
  SHARE(INT(3));
  for (ptrdiff_t block = first; block < last; block += ROW_BLOCK) {
    const ptrdiff_t n = last - block < ROW_BLOCK ? last - block : ROW_BLOCK;
    const float *from = F32(0) + block * width;
    for (ptrdiff_t i = 0; i < ROW_BLOCK * width; i++) queries[i] = i < n * width ? from[i] : 0;
    const KnnRows a = {queries, lowered, n, (int)width};
    begin_lists(&a, &b, &lists, 0, n, 0, PANELS(b.rows), scores, chunk);
    for (ptrdiff_t i = 0; i < n; i++) {
      best.count = 0;
      for (int e = 0; e < count[i]; e++) offer_best(&best, away[i * room + e], rows[i * room + e]);
      int32_t *out = I32(7) + (block + i) * k;
      write_rising(&best, out);
      // Numbers that are none leave a list short; what is written stays a row of b.
      for (int n = best.count; n < k; n++) out[n] = 0;
    }
  }
}

// The same among the entries of a pattern, of which there may be fewer than k in a row: indptr, indices, a, b, rows of a,
// width, k, starts of the rows of out, out, scratch (2 k a share).
OP(top_candidates) {
  const int32_t *indptr = I32(0), *indices = I32(1);
  const ptrdiff_t width = INT(5), k = INT(6);
  float *scratch = F32(9) + share * 2 * k;
  Best best = {scratch, (int32_t *)(scratch + k), (int)k, 0};
  SHARE(INT(4));
  for (ptrdiff_t i = first; i < last; i++) {
    best.count = 0;
    for (int32_t e = indptr[i]; e < indptr[i + 1]; e++) {
      offer_best(&best, -dot(F32(2) + i * width, F32(3) + indices[e] * width, width), indices[e]);
    }
    write_rising(&best, I32(8) + I32(7)[i]);
  }
}
#endif
