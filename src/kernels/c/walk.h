// Walks over two strided operands of one shape, a stretch of the last axis at a time.
#ifndef WEFT_WALK_H
#define WEFT_WALK_H
#include "kernel.h"

// Axes before the last one that a call can name.
#define MOST_OUTER 5

typedef struct {
  const double *axes;  // (length, stride of a, stride of b) of every axis but the last, the outermost first
  int outer;
  ptrdiff_t inner, last;
  ptrdiff_t at[MOST_OUTER];
  ptrdiff_t a, b;  // where the present row of the last axis begins in both operands
  // The present stretch: its first element of all, its first column, and its length, which is 0 at the end.
  ptrdiff_t element, column, count;
} Walk;

INLINE ptrdiff_t walk_count(const Walk *w) {
  const ptrdiff_t row = w->inner - w->column, all = w->last - w->element;
  return row < all ? row : all;
}

// The elements [first, last); `axes` are the number of outer axes and then three numbers for each.
static Walk walk(const double *axes, ptrdiff_t inner, ptrdiff_t first, ptrdiff_t last) {
  Walk w = {.axes = axes + 1, .outer = (int)axes[0], .inner = inner, .last = last, .element = first};
  if (first >= last) return w;
  ptrdiff_t row = first / inner;
  w.column = first % inner;
  for (int d = w.outer - 1; d >= 0; d--) {
    const double *axis = w.axes + 3 * d;
    const ptrdiff_t length = (ptrdiff_t)axis[0];
    w.at[d] = row % length;
    row /= length;
    w.a += w.at[d] * (ptrdiff_t)axis[1];
    w.b += w.at[d] * (ptrdiff_t)axis[2];
  }
  w.count = walk_count(&w);
  return w;
}

static void walk_on(Walk *w) {
  w->element += w->count;
  w->column = 0;
  w->count = walk_count(w);
  for (int d = w->outer - 1; d >= 0; d--) {
    const double *axis = w->axes + 3 * d;
    const ptrdiff_t length = (ptrdiff_t)axis[0], a = (ptrdiff_t)axis[1], b = (ptrdiff_t)axis[2];
    w->a += a;
    w->b += b;
    if (++w->at[d] < length) return;
    w->at[d] = 0;
    w->a -= length * a;
    w->b -= length * b;
  }
}
#endif
