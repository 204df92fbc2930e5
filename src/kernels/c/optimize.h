// Optimisers over all parameters at once. What a step moves is listed in a table of doubles, a row each:
// address of the parameter, address of its gradient, first element in the moments, elements, and two factors.
#ifndef WEFT_OPTIMIZE_H
#define WEFT_OPTIMIZE_H
#include "special.h"

#define ROW_DOUBLES 6
#define SQUARES_RUN 1024

// The part of a row's elements that belongs to a share of all rows one behind the other.
typedef struct {
  float *parameter;
  const float *gradient;
  ptrdiff_t moment, from, until;
  float step, root;
} Row;
INLINE Row row_of(const double *table, ptrdiff_t row, ptrdiff_t start, ptrdiff_t first, ptrdiff_t last) {
  const double *at = table + row * ROW_DOUBLES;
  const ptrdiff_t n = (ptrdiff_t)at[3];
  return (Row){
      .parameter = (float *)(uintptr_t)(int64_t)at[0],
      .gradient = (const float *)(uintptr_t)(int64_t)at[1],
      .moment = (ptrdiff_t)at[2],
      .from = first > start ? first - start : 0,
      .until = last - start < n ? last - start : n,
      .step = (float)at[4],
      .root = (float)at[5],
  };
}
#define EACH_ROW(row, table, rows, first, last)                                                           \
  for (ptrdiff_t index_ = 0, start_ = 0; index_ < (rows);                                                 \
       start_ += (ptrdiff_t)(table)[index_ * ROW_DOUBLES + 3], index_++)                                   \
    for (Row row = row_of(table, index_, start_, first, last); row.from < row.until; row.from = row.until)

typedef struct {
  float keep1, take1, keep2, take2, epsilon, decay, scale;
} AdamRule;

INLINE vf adam_move(const AdamRule *rule, const Row *row, vf p, vf g, vf *m, vf *v) {
  g = g * rule->scale + p * rule->decay;
  *m = *m * rule->keep1 + g * rule->take1;
  *v = *v * rule->keep2 + g * g * rule->take2;
  return p - *m * row->step / (__builtin_elementwise_sqrt(*v) * row->root + rule->epsilon);
}

// One Adam step in place; a row's factors are lr / (1 − β₁ᵗ) and 1 / √(1 − β₂ᵗ).
// table, rows, first moments, second moments, elements of all rows, β₁, β₂, epsilon, weight decay, factor on gradients.
OP(adam) {
  const AdamRule rule = {NUM(5), (float)(1 - args[5]), NUM(6), (float)(1 - args[6]), NUM(7), NUM(8), NUM(9)};
  SHARE_OF(INT(4), 16);
  EACH_ROW(row, F64(0), INT(1), first, last) {
    float *p = row.parameter, *m = F32(2) + row.moment, *v = F32(3) + row.moment;
    const float *g = row.gradient;
    ptrdiff_t i = row.from;
    for (; i + VL <= row.until; i += VL) {
      vf mi = load(m + i), vi_ = load(v + i);
      store(p + i, adam_move(&rule, &row, load(p + i), load(g + i), &mi, &vi_));
      store(m + i, mi);
      store(v + i, vi_);
    }
    if (i < row.until) {
      const ptrdiff_t n = row.until - i;
      vf mi = load_some(m + i, n, 0), vi_ = load_some(v + i, n, 0);
      store_some(p + i, adam_move(&rule, &row, load_some(p + i, n, 0), load_some(g + i, n, 0), &mi, &vi_), n);
      store_some(m + i, mi, n);
      store_some(v + i, vi_, n);
    }
  }
}

// One step of gradient descent with momentum in place; a row's first factor is the step size.
// table, rows, velocities, elements of all rows, momentum, weight decay, factor on gradients.
OP(sgd) {
  const float momentum = NUM(4), decay = NUM(5), scale = NUM(6);
  SHARE_OF(INT(3), 16);
  EACH_ROW(row, F64(0), INT(1), first, last) {
    float *p = row.parameter, *v = F32(2) + row.moment;
    for (ptrdiff_t i = row.from; i < row.until; i++) {
      v[i] = momentum * v[i] + (scale * row.gradient[i] + decay * p[i]);
      p[i] -= row.step * v[i];
    }
  }
}

// partial[share] = Σ of the squares of all gradients in the share, in doubles: table, rows, elements of all rows, partial.
OP(sum_of_squares) {
  double sum = 0;
  SHARE_OF(INT(2), 16);
  EACH_ROW(row, F64(0), INT(1), first, last) {
    for (ptrdiff_t i = row.from; i < row.until; i += SQUARES_RUN) {
      const ptrdiff_t n = row.until - i < SQUARES_RUN ? row.until - i : SQUARES_RUN;
      sum += dot(row.gradient + i, row.gradient + i, n);
    }
  }
  F64(3)[share] = sum;
}
#endif
