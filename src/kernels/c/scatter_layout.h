// Stochastic gradient descent of a layout of points: one force after the other, as the method asks for, so one share
// does all the work. In double and without fused steps: the same digits on every machine.
#ifndef WEFT_SCATTER_LAYOUT_H
#define WEFT_SCATTER_LAYOUT_H
#include "kernel.h"

// A function of the squared distance, tabulated by the leading bits of a float between two borders.
typedef struct {
  const double *values;
  int32_t lowest, highest;
  int shift;
} ForceTable;

typedef struct {
  double *points;
  ptrdiff_t n;
  ForceTable pull, push;
  double farthest;
  uint32_t *state;
} Layout;

INLINE double force_at(const ForceTable *table, double squared) {
#pragma clang fp reassociate(off) contract(off)
  union {
    float number;
    int32_t bits;
  } u = {(float)squared};
  int32_t bits = u.bits < table->lowest ? table->lowest : u.bits > table->highest ? table->highest : u.bits;
  bits -= table->lowest;
  const double *cell = table->values + (bits >> table->shift);
  const double within = (double)(bits & ((1 << table->shift) - 1)) * (1. / (double)(1 << table->shift));
  return cell[0] + (cell[1] - cell[0]) * within;
}

// xoshiro128**.
INLINE uint32_t next_bits(uint32_t *s) {
  const uint32_t second = s[1], product = second * 5, result = ((product << 7) | (product >> 25)) * 9;
  s[2] ^= s[0];
  s[3] ^= second;
  s[1] ^= s[2];
  s[0] ^= s[3];
  s[2] ^= second << 9;
  s[3] = (s[3] << 11) | (s[3] >> 21);
  return result;
}

// Moves point i, and j against it when it pulls, by a force along their difference.
INLINE void move_pair(const Layout *l, const ForceTable *table, ptrdiff_t i, ptrdiff_t j, int dims, double step,
                      int both) {
#pragma clang fp reassociate(off) contract(off)
  double *x = l->points + i * dims, *y = l->points + j * dims, squared = 0;
  for (int c = 0; c < dims; c++) squared += (x[c] - y[c]) * (x[c] - y[c]);
  if (squared == 0) return;
  const double force = force_at(table, squared);
  for (int c = 0; c < dims; c++) {
    double move = force * (x[c] - y[c]);
    move = (move > l->farthest ? l->farthest : move < -l->farthest ? -l->farthest : move) * step;
    x[c] += move;
    if (both) y[c] -= move;
  }
}

typedef struct {
  const int32_t *sources, *targets;
  const double *every;
  double *next_pull, *next_push;
  ptrdiff_t count;
  double pushes_a_pull;
} Edges;

INLINE void layout_epoch(const Layout *l, const Edges *e, int dims, double epoch, double step) {
#pragma clang fp reassociate(off) contract(off) reciprocal(off)
  for (ptrdiff_t k = 0; k < e->count; k++) {
    if (e->next_pull[k] > epoch) continue;
    const ptrdiff_t i = e->sources[k];
    move_pair(l, &l->pull, i, e->targets[k], dims, step, 1);
    e->next_pull[k] += e->every[k];
    const double between = e->every[k] / e->pushes_a_pull;
    const double due = (epoch - e->next_push[k]) / between;
    const double pushes = due == due ? (double)(int64_t)due : 0;
    for (double p = 0; p < pushes; p++) {
      const ptrdiff_t j = (ptrdiff_t)((double)next_bits(l->state) * 0x1p-32 * (double)l->n);
      if (i != j) move_pair(l, &l->push, i, j, dims, step, 0);
    }
    e->next_push[k] += pushes * between;
  }
}

// Passes [first, until) of all: points, n, dims, edges, sources, targets, every (passes between pulls), next pull, next
// push, pushes a pull, table of pulls, table of pushes, lowest and highest bits of the tables, bits below a cell,
// farthest move, generator, first, until, passes in all, step of the first pass.
OP(scatter_layout) {
  if (share > 0) return;
  const int32_t lowest = (int32_t)INT(12), highest = (int32_t)INT(13), shift = (int32_t)INT(14);
  const Layout l = {F64(0), INT(1), {F64(10), lowest, highest, shift}, {F64(11), lowest, highest, shift},
                    args[15], (uint32_t *)I32(16)};
  const Edges e = {I32(4), I32(5), F64(6), F64(7), F64(8), INT(3), args[9]};
  const int dims = (int)INT(2);
  for (ptrdiff_t epoch = INT(17); epoch < INT(18); epoch++) {
#pragma clang fp reassociate(off) contract(off) reciprocal(off)
    const double step = args[20] * (1 - (double)epoch / args[19]);
    if (dims == 2) layout_epoch(&l, &e, 2, (double)epoch, step);
    else layout_epoch(&l, &e, dims, (double)epoch, step);
  }
}
#endif
