// Products in float give every pair of rows a score; the best enter the lists of their rows straight from registers.
#ifndef WEFT_KNN_SCAN_H
#define WEFT_KNN_SCAN_H
#include "gemm.h"
#include "knn_lists.h"

// Rows in float: one after the other or packed, with −½ of their squared norms, which is −∞ behind the last up to a
// whole panel.
typedef struct {
  const float *values, *lowered;
  ptrdiff_t rows;
  int width;
} KnnRows;

// By rows of a tile, a bit for each of its scores that a list does not know to be too low, and a bit for each row with such
// bits.
typedef struct {
  uint32_t bits[TILE], left;
} KnnHits;

// Scores of a tile, and which of them the lists of its rows and those of its columns are told.
typedef struct {
  float scores[TILE * PANEL];
  KnnHits rows, columns;
} KnnTile;

INLINE void score_tile(const KnnRows *a, const float *least_a, const KnnRows *b, const float *least_b, ptrdiff_t from,
                       ptrdiff_t panel, const int both, KnnTile *tile) {
  const ptrdiff_t width = a->width;
  const float *x = a->values + from * width, *y = b->values + panel * PANEL * width;
  vf sum[TILE][VECTORS];
  UNROLL for (int j = 0; j < VECTORS; j++) {
    const vf lowered = load(b->lowered + panel * PANEL + j * VL);
    UNROLL for (int i = 0; i < TILE; i++) sum[i][j] = lowered + splat(a->lowered[from + i]);
  }
  KEEP_LOOP for (int k = 0; k < width; k++) {
    vf right[VECTORS];
    UNROLL for (int j = 0; j < VECTORS; j++) right[j] = load(y + j * VL);
    UNROLL for (int i = 0; i < TILE; i++) {
      const vf left = splat(x[i * width]);
      UNROLL for (int j = 0; j < VECTORS; j++) FMA(sum[i][j], left, right[j]);
      PIN(sum[i]);
    }
    x++;
    y += PANEL;
  }
  uint32_t in_rows = 0, in_columns = 0;
  UNROLL for (int i = 0; i < TILE; i++) {
    uint32_t rows = 0, columns = 0;
    UNROLL for (int j = 0; j < VECTORS; j++) {
      store(tile->scores + i * PANEL + j * VL, sum[i][j]);
      rows |= (uint32_t)bits_of(sum[i][j] > splat(least_a[from + i])) << j * VL;
      if (both) columns |= (uint32_t)bits_of(sum[i][j] > load(least_b + panel * PANEL + j * VL)) << j * VL;
    }
    tile->rows.bits[i] = rows;
    tile->columns.bits[i] = columns;
    in_rows |= (uint32_t)(rows != 0) << i;
    in_columns |= (uint32_t)(columns != 0) << i;
  }
  tile->rows.left = in_rows;
  tile->columns.left = in_columns;
}

NOINLINE void score_rows(const KnnRows *a, const float *least_a, const KnnRows *b, ptrdiff_t from, ptrdiff_t panel,
                         KnnTile *tile) {
  score_tile(a, least_a, b, 0, from, panel, 0, tile);
}
NOINLINE void score_both(const KnnRows *a, const float *least, const KnnRows *b, ptrdiff_t from, ptrdiff_t panel,
                         KnnTile *tile) {
  score_tile(a, least, b, least, from, panel, 1, tile);
}

// Takes the next hit of a tile; false when there is none. How many there are in a row is nothing a
// processor could foresee, so nothing branches on it.
INLINE int next_hit(KnnHits *hits, int *row, int *column) {
  if (hits->left == 0) return 0;
  const int r = __builtin_ctz(hits->left);
  const uint32_t bits = hits->bits[r], rest = bits & (bits - 1);
  hits->bits[r] = rest;
  hits->left &= ~((uint32_t)(rest == 0) << r);
  *row = r;
  *column = __builtin_ctz(bits);
  return 1;
}

// Scores rows [first, last) of a with panels [from, to) of b and tells the lists of a; with `both`, a and b are the
// same rows, and the lists of the columns are told too. Rows of a tile behind the last are read, and left alone.
static void scan_panels(const KnnRows *a, const KnnRows *b, const KnnLists *lists, ptrdiff_t first, ptrdiff_t last,
                        ptrdiff_t from, ptrdiff_t to, const int both) {
  KnnTile tile;
  for (ptrdiff_t block = first; block < last; block += ROW_BLOCK) {
    const ptrdiff_t end = last - block < ROW_BLOCK ? last : block + ROW_BLOCK;
    for (ptrdiff_t panel = from; panel < to; panel++) {
      for (ptrdiff_t i = block; i < end; i += TILE) {
        if (both) {
          score_both(a, lists->least, b, i, panel, &tile);
        } else {
          score_rows(a, lists->least, b, i, panel, &tile);
        }
        const uint32_t there = end - i < TILE ? (1u << (end - i)) - 1 : ~0u;
        tile.rows.left &= there;
        tile.columns.left &= there;
        int r, j;
        while (next_hit(&tile.rows, &r, &j)) {
          tell_list(lists, i + r, tile.scores[r * PANEL + j], (int32_t)(panel * PANEL + j));
        }
        while (both && next_hit(&tile.columns, &r, &j)) {
          tell_list(lists, panel * PANEL + j, tile.scores[r * PANEL + j], (int32_t)(i + r));
        }
      }
    }
  }
}

// Begins the lists of rows [first, last) of a with panels [from, to) of b: a first chunk of them is scored as a whole.
static void begin_lists(const KnnRows *a, const KnnRows *b, const KnnLists *lists, ptrdiff_t first, ptrdiff_t last,
                        ptrdiff_t from, ptrdiff_t to, float *scores, int chunk) {
  const ptrdiff_t behind = b->rows - from * PANEL;
  const ptrdiff_t whole = to - from < chunk / PANEL ? to - from : chunk / PANEL;
  const int columns = behind < whole * PANEL ? (int)behind : (int)(whole * PANEL);
  const Finish finish = {0, b->lowered + from * PANEL, 0};
  for (ptrdiff_t block = first; block < last; block += ROW_BLOCK) {
    const ptrdiff_t rows = last - block < ROW_BLOCK ? last - block : ROW_BLOCK;
    const Factor f = {a->values + block * a->width, a->width, 1, b->values + from * PANEL * b->width, b->width};
    gemm(&f, 1, rows, columns, scores, chunk, &finish);
    for (ptrdiff_t i = 0; i < rows; i++) {
      begin_list(lists, block + i, scores + i * chunk, a->lowered[block + i], columns, (int32_t)(from * PANEL));
    }
  }
  scan_panels(a, b, lists, first, last, from + whole, to, 0);
}

// Row blocks of a search among the rows themselves: whole blocks of rows, about as many in each.
INLINE ptrdiff_t block_at(ptrdiff_t rows, ptrdiff_t blocks, ptrdiff_t block) {
  const ptrdiff_t at = (rows + ROW_BLOCK - 1) / ROW_BLOCK * block / blocks * ROW_BLOCK;
  return at < rows ? at : rows;
}

#define LISTS_AT(i) {F32(i), I32(i + 1), F32(i + 2), I32(i + 3), (int)INT(i + 4), (int)INT(i + 5), (int)INT(i + 6)}

// Begins the lists of queries with all rows they are looked for among; of blocks of the same rows, with their own block:
// queries, lowered norms, queries, packed rows, lowered norms, rows, width, blocks or 0, lists (away, rows, least, count,
// room, keep, most), scratch, columns of a chunk.
OP(knn_begin) {
  const KnnRows a = {F32(0), F32(1), INT(2), (int)INT(6)}, b = {F32(3), F32(4), INT(5), (int)INT(6)};
  const KnnLists lists = LISTS_AT(8);
  const ptrdiff_t blocks = INT(7);
  const int chunk = (int)INT(16);
  float *scores = F32(15) + (ptrdiff_t)share * ROW_BLOCK * chunk;
  if (blocks == 0) {
    SHARE_OF(a.rows, TILE);
    begin_lists(&a, &b, &lists, first, last, 0, PANELS(b.rows), scores, chunk);
    return;
  }
  SHARE(blocks);
  for (ptrdiff_t block = first; block < last; block++) {
    const ptrdiff_t from = block_at(a.rows, blocks, block), to = block_at(a.rows, blocks, block + 1);
    begin_lists(&a, &b, &lists, from, to, from / PANEL, PANELS(to), scores, chunk);
  }
}

// One round of a tournament of blocks: every block meets one other, so that no two shares tell the same list. Rows,
// lowered norms, rows, packed rows, width, blocks (even), round, lists, whether they are cut first.
OP(knn_meet) {
  const KnnRows a = {F32(0), F32(1), INT(2), (int)INT(4)}, b = {F32(3), F32(1), INT(2), (int)INT(4)};
  const KnnLists lists = LISTS_AT(7);
  const ptrdiff_t blocks = INT(5), round = INT(6), others = blocks - 1;
  SHARE(blocks / 2);
  for (ptrdiff_t pair = first; pair < last; pair++) {
    const ptrdiff_t one = pair == 0 ? others : (round + pair) % others, other = (round + others - pair) % others;
    const ptrdiff_t from = block_at(a.rows, blocks, one), to = block_at(a.rows, blocks, one + 1);
    const ptrdiff_t start = block_at(a.rows, blocks, other), end = block_at(a.rows, blocks, other + 1);
    if (INT(14)) {
      cut_lists(&lists, from, to);
      cut_lists(&lists, start, end);
    }
    scan_panels(&a, &b, &lists, from, to, start / PANEL, PANELS(end), 1);
  }
}
#endif
