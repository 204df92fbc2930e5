// Exact nearest rows. Products in float give every pair a score, the best scores pick candidates, and distances in
// double decide among them. A bound on what rounding does to a score tells whether a row that was not picked could
// belong to the answer; if so, every row whose score leaves that open is looked at.
#ifndef WEFT_KNN_H
#define WEFT_KNN_H
#include "gemm.h"

// Rounding of a float, relative; of a distance summed in double; and what numbers below the least float may hide.
#define FLOAT_ROUNDING 0x1p-24
#define DOUBLE_SLACK 1e-9
#define LEAST_TOLD 1e-37
#define UNBOUNDED (__builtin_inff())

// What a query may not find: nothing, the row of its own number, or every row equal to it.
enum { SKIP_NONE, SKIP_SELF, SKIP_EQUAL };

typedef struct {
  const double *base, *center;
  const float *panels, *halves;
  ptrdiff_t rows;
  int width, k, wide, skip, columns;
  double scale;
} KnnSearch;

// The best of one query: squared distances in double with their rows, nearest first; equal ones by rising row.
typedef struct {
  const double *query;
  ptrdiff_t self;
  double *squared;
  int32_t *rows;
} KnnAnswer;

// Summed in four strands, whatever the vectors of the machine: the same digits everywhere.
typedef double vd4 __attribute__((vector_size(32), aligned(8)));

static double squared_distance(const double *x, const double *y, ptrdiff_t width) {
#pragma clang fp reassociate(off) contract(off)
  vd4 sum = {0, 0, 0, 0};
  ptrdiff_t c = 0;
  for (; c + 4 <= width; c += 4) {
    const vd4 e = *(const vd4 *)(x + c) - *(const vd4 *)(y + c);
    sum += e * e;
  }
  double s = (sum[0] + sum[1]) + (sum[2] + sum[3]);
  for (; c < width; c++) s += (x[c] - y[c]) * (x[c] - y[c]);
  return s;
}

static void offer_row(const KnnSearch *s, const KnnAnswer *to, int32_t row) {
  const int last = s->k - 1;
  const double squared = squared_distance(to->query, s->base + (ptrdiff_t)row * s->width, s->width);
  if ((s->skip == SKIP_SELF && row == to->self) || (s->skip == SKIP_EQUAL && squared == 0)) return;
  if (squared > to->squared[last]) return;
  if (squared == to->squared[last] && to->rows[last] >= 0 && row > to->rows[last]) return;
  int p = last;
  for (; p > 0; p--) {
    const double before = to->squared[p - 1];
    if (before < squared || (before == squared && to->rows[p - 1] >= 0 && to->rows[p - 1] < row)) break;
    to->squared[p] = before;
    to->rows[p] = to->rows[p - 1];
  }
  to->squared[p] = squared;
  to->rows[p] = row;
}

// Candidates lie anywhere: rows are asked for so many ahead of their use.
#define CANDIDATES_AHEAD 4
INLINE void fetch_candidate(const double *row, ptrdiff_t width) {
  for (ptrdiff_t c = 0; c < width && c < 64; c += 8) __builtin_prefetch(row + c);
}

static void clear_answer(const KnnSearch *s, const KnnAnswer *to) {
  for (int p = 0; p < s->k; p++) to->squared[p] = (double)UNBOUNDED, to->rows[p] = -1;
}

// Half of |x|² − 2 q·x for rows of queries and a chunk of the base: by it near rows come before far ones.
static void scores_of(const KnnSearch *s, const float *queries, ptrdiff_t count, ptrdiff_t from, int columns,
                      float *out) {
  const Factor f = {queries, s->width, 1, s->panels + from * s->width, s->width};
  const Finish finish = {0, s->halves + from, 0};
  gemm(&f, 1, count, columns, out, s->columns, &finish);
}

INLINE vi load_rows(const int32_t *p) { return *(const vi *)p; }
INLINE vi choose_lanes(vi mask, vi yes, vi no) { return (yes & mask) | (no & ~mask); }

// Enters a score into a list sorted by score, behind equal ones; the last falls out. In front of the list stands −∞.
INLINE void insert_candidate(float score, int32_t row, float *best, int32_t *rows, int wide) {
  const vf x = splat(score);
  const vi number = (vi){} + row;
  for (int v = wide - VL; v >= 0; v -= VL) {
    const vf before = load(best + v - 1), at = load(best + v);
    const vi moves = before > x, stays = at <= x;
    const vi rows_before = load_rows(rows + v - 1), rows_at = load_rows(rows + v);
    const int reached = best[v] <= score;
    store(best + v, (vf)choose_lanes(stays, (vi)at, choose_lanes(moves, (vi)before, (vi)x)));
    *(vi *)(rows + v) = choose_lanes(stays, rows_at, choose_lanes(moves, rows_before, number));
    if (reached) return;
  }
}

// Enters the scores of a chunk into a query's list of the best. Behind the chunk up to a group may be read.
static void pick_candidates(const float *scores, int columns, int32_t from, float *best, int32_t *rows, int wide) {
  for (int j = 0; j < columns; j += 4 * VL) {
    const float *group = scores + j;
    const vf worst = splat(best[wide - 1]);
    const vi either = (load(group) < worst) | (load(group + VL) < worst);
    const vi other = (load(group + 2 * VL) < worst) | (load(group + 3 * VL) < worst);
    if (__builtin_reduce_or(either | other) == 0) continue;
    for (int v = 0; v < 4 * VL; v += VL) {
      const vi below = load(group + v) < splat(best[wide - 1]);
      if (__builtin_reduce_or(below) == 0) continue;
      for (unsigned bits = bits_of(below); bits != 0; bits &= bits - 1) {
        const int u = v + __builtin_ctz(bits);
        if (j + u < columns && group[u] < best[wide - 1]) insert_candidate(group[u], from + j + u, best, rows, wide);
      }
    }
  }
}

// What is known of the scores of one query, in the units of the floats.
typedef struct {
  // Least distance of a row that was not picked.
  double beyond;
  // Distance of the last of the answer; no row of the answer has a score above `limit`.
  double last;
  float limit;
} KnnBound;

static KnnBound bound_of(const KnnSearch *s, const float *query, const KnnAnswer *to, float worst) {
  double square = 0;
  for (int c = 0; c < s->width; c++) square += (double)query[c] * (double)query[c];
  const double norm = __builtin_sqrt(square), depth = (s->width + 4) * FLOAT_ROUNDING;
  const double last = __builtin_sqrt(to->squared[s->k - 1]) * s->scale * (1 + DOUBLE_SLACK);
  // Rows of a larger norm than `reach` are farther away than `last` in any case.
  const double reach = (norm + last) * (1 + 0x1p-20) + LEAST_TOLD;
  const double wrong = depth < 0.5 ? depth / (1 - depth) * (norm + reach) * reach + LEAST_TOLD : (double)UNBOUNDED;
  const double moved = 2.02 * FLOAT_ROUNDING * (norm + reach) + LEAST_TOLD;
  const double least = square + 2 * ((double)worst - wrong);
  const double most = ((last + moved) * (last + moved) - square) / 2 + wrong;
  const KnnBound bound = {
      least > 0 ? __builtin_sqrt(least) * (1 - 0x1p-40) - moved : -1,
      last,
      (float)(most + 0x1p-22 * __builtin_fabs(most)),
  };
  return bound;
}

// Looks at every row whose score does not rule it out; queries lie one after the other.
static void look_again(const KnnSearch *s, const float *queries, const KnnAnswer *answers, const float *limits,
                       int count, float *scores) {
  for (int q = 0; q < count; q++) clear_answer(s, answers + q);
  for (ptrdiff_t from = 0; from < s->rows; from += s->columns) {
    const int columns = s->rows - from < s->columns ? (int)(s->rows - from) : s->columns;
    scores_of(s, queries, count, from, columns, scores);
    for (int q = 0; q < count; q++) {
      const float *row = scores + (ptrdiff_t)q * s->columns;
      for (int j = 0; j < columns; j++) {
        // Rows come by rising number: behind a full list of equal rows none can enter.
        if (answers[q].squared[s->k - 1] == 0) break;
        if (!(row[j] > limits[q])) offer_row(s, answers + q, (int32_t)(from + j));
      }
    }
  }
}

// The k nearest of `base` for every query: base, queries (double), packed base, half squared norms, centre (double),
// scale (what the floats are: (value − centre) · scale), rows, queries, width, k, candidates, skip, number of the first
// query, columns a chunk, rows found, squared distances (double), scratch, floats of scratch a share.
OP(knn) {
  const KnnSearch s = {
      F64(0),       F64(4),       F32(2),        F32(3),        INT(6),  (int)INT(8),
      (int)INT(9), (int)INT(10), (int)INT(11), (int)INT(13), args[5],
  };
  const ptrdiff_t width = s.width;
  float *scores = F32(16) + share * INT(17);
  float *queries = scores + (ptrdiff_t)ROW_BLOCK * s.columns;
  // Every list has a guard in front, which nothing comes before.
  const ptrdiff_t list = s.wide + VL;
  float *best = queries + ROW_BLOCK * width + VL;
  int32_t *picked = (int32_t *)(best + ROW_BLOCK * list) + VL;
  SHARE_OF(INT(7), TILE);
  for (ptrdiff_t i = first; i < last; i += ROW_BLOCK) {
    const int count = last - i < ROW_BLOCK ? (int)(last - i) : ROW_BLOCK;
    const double *given = F64(1) + i * width;
    for (int q = 0; q < count; q++) {
      for (ptrdiff_t c = 0; c < width; c++) {
        queries[q * width + c] = (float)((s.center[c] - given[q * width + c]) * s.scale);
      }
    }
    for (ptrdiff_t p = -VL; p < count * list; p++) {
      best[p] = (p + VL) % list < VL ? -UNBOUNDED : UNBOUNDED;
      picked[p] = -1;
    }
    for (ptrdiff_t from = 0; from < s.rows; from += s.columns) {
      const int columns = s.rows - from < s.columns ? (int)(s.rows - from) : s.columns;
      scores_of(&s, queries, count, from, columns, scores);
      for (int q = 0; q < count; q++) {
        const float *row = scores + (ptrdiff_t)q * s.columns;
        pick_candidates(row, columns, (int32_t)from, best + q * list, picked + q * list, s.wide);
      }
    }
    KnnAnswer open[ROW_BLOCK];
    float limits[ROW_BLOCK];
    int left = 0;
    for (int q = 0; q < count; q++) {
      const KnnAnswer to = {given + q * width, INT(12) + i + q, F64(15) + (i + q) * s.k, I32(14) + (i + q) * s.k};
      const int32_t *rows = picked + q * list;
      clear_answer(&s, &to);
      int n = 0;
      for (; n < s.wide && rows[n] >= 0; n++) {
        const int32_t soon = n + CANDIDATES_AHEAD < s.wide ? rows[n + CANDIDATES_AHEAD] : -1;
        if (soon >= 0) fetch_candidate(s.base + soon * width, width);
        offer_row(&s, &to, rows[n]);
      }
      if (n == s.rows) continue;
      const float worst = n < s.wide ? -UNBOUNDED : best[q * list + s.wide - 1];
      const KnnBound bound = bound_of(&s, queries + q * width, &to, worst);
      if (bound.beyond > bound.last) continue;
      limits[left] = bound.limit;
      open[left] = to;
      // Only queries that have been dealt with are written over.
      for (ptrdiff_t c = 0; c < width; c++) queries[left * width + c] = queries[q * width + c];
      left++;
    }
    if (left > 0) look_again(&s, queries, open, limits, left, scores);
  }
}
#endif
