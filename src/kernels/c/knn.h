// Exact nearest rows from lists of candidates: distances in double decide among them. A bound on what rounding does to a
// score tells whether a row that is in no list could belong to the answer; if so, every row whose score leaves that open
// is looked at.
#ifndef WEFT_KNN_H
#define WEFT_KNN_H
#include "knn_rows.h"
#include "knn_scan.h"

// Rounding of a float, relative; of a distance summed in double; and what numbers below the least float may hide.
#define FLOAT_ROUNDING 0x1p-24
#define DOUBLE_SLACK 1e-9
#define LEAST_TOLD 1e-37

// What a query may not find: nothing, the row of its own number, or every row equal to it.
enum { SKIP_NONE, SKIP_SELF, SKIP_EQUAL };

typedef struct {
  KnnValues base;
  const double *center;
  double scale;
  KnnRows packed;
  // Row of the base that each packed row is.
  const int32_t *order;
  int width, k, skip, chunk;
} KnnSearch;

// The best of one query: squared distances in double with their rows, nearest first; equal ones by rising row.
typedef struct {
  // A row as those of the base are.
  const void *query;
  ptrdiff_t self;
  double *squared;
  int32_t *rows;
} KnnAnswer;

// Summed in four strands, whatever the vectors of the machine: the same digits everywhere.
typedef double vd4 __attribute__((vector_size(32), aligned(8)));

// Distances are measured so many at a time, each behind the others' waiting.
#define TOGETHER 4

INLINE vd4 four_of(const void *row, ptrdiff_t column, const int single) {
  if (single) return __builtin_convertvector(*(const quad *)((const float *)row + column), vd4);
  return *(const vd4 *)((const double *)row + column);
}

INLINE void measure(const KnnValues *base, const void *x, const int32_t *rows, double *squared, const int single) {
#pragma clang fp reassociate(off) contract(off)
  const ptrdiff_t width = base->width;
  const void *y[TOGETHER];
  vd4 sum[TOGETHER];
  UNROLL for (int r = 0; r < TOGETHER; r++) {
    y[r] = row_at(base, rows[r]);
    sum[r] = (vd4){0, 0, 0, 0};
  }
  ptrdiff_t c = 0;
  for (; c + 4 <= width; c += 4) {
    const vd4 own = four_of(x, c, single);
    UNROLL for (int r = 0; r < TOGETHER; r++) {
      const vd4 e = own - four_of(y[r], c, single);
      sum[r] += e * e;
    }
  }
  UNROLL for (int r = 0; r < TOGETHER; r++) {
    squared[r] = (sum[r][0] + sum[r][1]) + (sum[r][2] + sum[r][3]);
    for (ptrdiff_t d = c; d < width; d++) {
      const double e = value_of(x, d, single) - value_of(y[r], d, single);
      squared[r] += e * e;
    }
  }
}

static void squared_distances(const KnnSearch *s, const void *x, const int32_t *rows, double *squared) {
  if (s->base.single) {
    measure(&s->base, x, rows, squared, 1);
  } else {
    measure(&s->base, x, rows, squared, 0);
  }
}

static void offer_row(const KnnSearch *s, const KnnAnswer *to, int32_t row, double squared) {
  const int last = s->k - 1;
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

// Rows that wait to be measured; they lie anywhere, and are asked for well before.
#define WAITING (4 * TOGETHER)
// So many lines of a waiting row are asked for.
#define MOST_LINES 8
typedef struct {
  int32_t rows[WAITING];
  int count;
} KnnQueue;

// Measures the first rows that wait, as many as are measured together.
static void offer_first(const KnnSearch *s, const KnnAnswer *to, KnnQueue *queue) {
  double squared[TOGETHER];
  const int n = queue->count < TOGETHER ? queue->count : TOGETHER;
  for (int r = n; r < TOGETHER; r++) queue->rows[r] = queue->rows[0];
  squared_distances(s, to->query, queue->rows, squared);
  for (int r = 0; r < n; r++) offer_row(s, to, queue->rows[r], squared[r]);
  queue->count -= n;
  for (int r = 0; r < queue->count; r++) queue->rows[r] = queue->rows[r + n];
}

INLINE void await_row(const KnnSearch *s, const KnnAnswer *to, KnnQueue *queue, int32_t row) {
  const char *values = row_at(&s->base, row), *end = row_at(&s->base, row + 1);
  for (int line = 0; line < MOST_LINES && values < end; line++, values += 64) __builtin_prefetch(values);
  queue->rows[queue->count++] = row;
  if (queue->count == WAITING) offer_first(s, to, queue);
}

static void offer_rest(const KnnSearch *s, const KnnAnswer *to, KnnQueue *queue) {
  while (queue->count > 0) offer_first(s, to, queue);
}

static void clear_answer(const KnnSearch *s, const KnnAnswer *to) {
  for (int p = 0; p < s->k; p++) to->squared[p] = (double)UNBOUNDED, to->rows[p] = -1;
}

// Half of the squared distance, in the units of the floats and as they give it, that no row of a full answer exceeds.
static double farthest_of(const KnnSearch *s, const KnnAnswer *to, float lowered) {
  const double norm = __builtin_sqrt(-2 * (double)lowered) * (1 + 0x1p-20) + LEAST_TOLD;
  const double depth = (s->width + 8) * FLOAT_ROUNDING;
  const double last = __builtin_sqrt(to->squared[s->k - 1]) * s->scale * (1 + DOUBLE_SLACK);
  // Rows of a larger norm than `reach` are farther away than `last` in any case.
  const double reach = (norm + last) * (1 + 0x1p-20) + LEAST_TOLD;
  const double wrong = depth < 0.5 ? depth / (1 - depth) * (norm + reach) * reach + LEAST_TOLD : (double)UNBOUNDED;
  const double moved = 2.02 * FLOAT_ROUNDING * (norm + reach) + LEAST_TOLD;
  return ((last + moved) * (last + moved) / 2 + wrong) * (1 + 0x1p-20);
}

// Products with the query, less half the squared norm, that a row of the answer has at least.
INLINE float limit_of(double farthest, float lowered) {
  const double limit = -farthest - (double)lowered;
  return (float)(limit - 0x1p-22 * __builtin_fabs(limit));
}

// The rows of a list that are nearer than `to`, and not nearer than `from`.
static void offer_between(const KnnSearch *s, const KnnLists *lists, ptrdiff_t list, const KnnAnswer *to, double from,
                          double below) {
  const float *away = lists->away + list * lists->room;
  const int32_t *rows = lists->rows + list * lists->room;
  const int n = lists->count[list];
  KnnQueue queue;
  queue.count = 0;
  for (int v = 0; v < n; v += VL) {
    int32_t between[VL];
    const vf x = load(away + v);
    const unsigned there = n - v < VL ? (1u << (n - v)) - 1 : ~0u;
    const vi inside = (x >= splat((float)from)) & (x < splat((float)below));
    const int count = keep_lanes(between, *(const vi *)(rows + v), bits_of(inside) & there);
    for (int c = 0; c < count; c++) await_row(s, to, &queue, s->order[between[c]]);
  }
  offer_rest(s, to, &queue);
}

// Answers by a list: by the nearest, then by those that rounding may have put behind them. False when rows that are in
// no list may be as near.
static int offer_list(const KnnSearch *s, const KnnLists *lists, ptrdiff_t list, const KnnAnswer *to, float lowered) {
  float *away = lists->away + list * lists->room;
  const int n = lists->count[list], enough = s->k + 1;
  double nearest = UNBOUNDED;
  if (n > enough + enough / 4) nearest = cut_of(away, pad_list(away, n), enough, enough + enough / 4).below;
  offer_between(s, lists, list, to, 0, nearest);
  const double farthest = farthest_of(s, to, lowered);
  if (farthest >= nearest) offer_between(s, lists, list, to, nearest, farthest * (1 + 0x1p-20));
  return n == s->packed.rows || farthest < -(double)lists->least[list];
}

// Queries that their lists leave open, with their floats one after the other, and lists of their own.
typedef struct {
  KnnAnswer answers[ROW_BLOCK];
  float lowered[ROW_BLOCK], least[ROW_BLOCK];
  int32_t count[ROW_BLOCK];
  float *queries;
  int left;
} KnnOpen;

static void set_aside(const KnnSearch *s, KnnOpen *open, const KnnAnswer *to, float lowered) {
  float *floats = open->queries + (ptrdiff_t)open->left * s->width;
  float_row(to->query, s->width, s->center, s->scale, floats, s->base.single);
  open->lowered[open->left] = lowered;
  open->answers[open->left++] = *to;
}

// Looks at every row whose score does not rule it out.
static void look_again(const KnnSearch *s, KnnOpen *open, float *scores) {
  const KnnRows *b = &s->packed;
  const int last = s->k - 1, count = open->left;
  float limits[ROW_BLOCK];
  for (int q = 0; q < count; q++) {
    limits[q] = limit_of(farthest_of(s, open->answers + q, open->lowered[q]), open->lowered[q]);
    clear_answer(s, open->answers + q);
  }
  for (ptrdiff_t from = 0; count > 0 && from < b->rows; from += s->chunk) {
    const int columns = b->rows - from < s->chunk ? (int)(b->rows - from) : s->chunk;
    const Factor f = {open->queries, s->width, 1, b->values + from * s->width, s->width};
    const Finish finish = {0, b->lowered + from, 0};
    gemm(&f, 1, count, columns, scores, s->chunk, &finish);
    for (int q = 0; q < count; q++) {
      const float *row = scores + (ptrdiff_t)q * s->chunk;
      const KnnAnswer *to = open->answers + q;
      KnnQueue queue;
      queue.count = 0;
      for (int j = 0; j < columns; j++) {
        if (row[j] < limits[q]) continue;
        const int32_t number = s->order[from + j];
        // Behind a full list of equal rows of smaller numbers none can enter.
        if (!(to->squared[last] == 0 && number > to->rows[last])) await_row(s, to, &queue, number);
      }
      offer_rest(s, to, &queue);
    }
  }
  open->left = 0;
}

// Lists of all rows for queries whose lists were too short; those that even they leave open go to `again`.
static void list_again(const KnnSearch *s, const KnnLists *lists, KnnOpen *open, KnnOpen *again, float *away,
                       float *scores) {
  const KnnRows a = {open->queries, open->lowered, open->left, s->width};
  const KnnLists own = {away,        (int32_t *)(away + ROW_BLOCK * lists->room), open->least, open->count, lists->room,
                        lists->keep, lists->most};
  begin_lists(&a, &s->packed, &own, 0, open->left, 0, PANELS(s->packed.rows), scores, s->chunk);
  for (int q = 0; q < open->left; q++) {
    const KnnAnswer *to = open->answers + q;
    clear_answer(s, to);
    if (offer_list(s, &own, q, to, open->lowered[q])) continue;
    set_aside(s, again, to, open->lowered[q]);
    if (again->left == ROW_BLOCK) look_again(s, again, scores);
  }
  open->left = 0;
}

// The k nearest rows of the base for every query that has a list: base, queries, whether both are floats or doubles,
// centre (double), scale (what the floats of a search are: (value − centre) · scale), packed base, lowered norms, base
// rows of the packed ones, rows, width, k, skip, numbers of the queries or 0, number of the first, queries, lists (away,
// rows, least, count, room, keep, most), rows found, squared distances (double), scratch, floats of scratch a share,
// columns of a chunk, lowered norms of the queries.
OP(knn_settle) {
  const int single = (int)INT(2);
  const KnnValues queries = {F64(1), INT(9), single};
  const KnnSearch s = {
      {F64(0), INT(9), single}, F64(3), args[4], {F32(5), F32(6), INT(8), (int)INT(9)}, I32(7), (int)INT(9),
      (int)INT(10), (int)INT(11), (int)INT(26),
  };
  const ptrdiff_t width = s.width;
  const KnnLists lists = LISTS_AT(15);
  const int32_t *numbers = I32(12);
  const float *lowered = F32(27);
  float *scores = F32(24) + share * INT(25), *away = scores + (ptrdiff_t)ROW_BLOCK * s.chunk;
  KnnOpen open, again;
  open.queries = away + (ptrdiff_t)ROW_BLOCK * 2 * lists.room;
  again.queries = open.queries + ROW_BLOCK * width;
  open.left = again.left = 0;
  SHARE(INT(14));
  for (ptrdiff_t list = first; list < last; list++) {
    if (list + LISTS_AHEAD < last) fetch_list(&lists, list + LISTS_AHEAD);
    const ptrdiff_t at = numbers ? numbers[list] : list, self = INT(13) + at;
    const KnnAnswer to = {row_at(&queries, at), self, F64(23) + at * s.k, I32(22) + at * s.k};
    clear_answer(&s, &to);
    if (offer_list(&s, &lists, list, &to, lowered[list])) continue;
    // A full answer tells how far to look.
    if (to.squared[s.k - 1] < (double)UNBOUNDED) {
      set_aside(&s, &again, &to, lowered[list]);
      if (again.left == ROW_BLOCK) look_again(&s, &again, scores);
    } else {
      set_aside(&s, &open, &to, lowered[list]);
      if (open.left == ROW_BLOCK) list_again(&s, &lists, &open, &again, away, scores);
    }
  }
  list_again(&s, &lists, &open, &again, away, scores);
  look_again(&s, &again, scores);
}

// Squared distances made into distances, their roots or their halves: squared (double), how many, whether halves.
OP(knn_distances) {
  double *squared = F64(0);
  SHARE(INT(1));
  if (INT(2)) {
    for (ptrdiff_t p = first; p < last; p++) squared[p] *= .5;
  } else {
    for (ptrdiff_t p = first; p < last; p++) squared[p] = __builtin_sqrt(squared[p]);
  }
}
#endif
