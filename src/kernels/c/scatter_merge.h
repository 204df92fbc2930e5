// What uniting clusters would make of their scatter matrices, as a model-based agglomeration asks for one cluster and
// many others. In double, without fused steps: the same digits on every machine. Clusters go side by side, eight at a
// time whatever the vectors are: that many chains of sums are under way at once.
#ifndef WEFT_SCATTER_MERGE_H
#define WEFT_SCATTER_MERGE_H
#include "kernel.h"

#define ABREAST 8
typedef double abreast __attribute__((vector_size(ABREAST * 8), aligned(8)));
typedef int64_t abreast_mask __attribute__((vector_size(ABREAST * 8), aligned(8)));
#define AS_IN_SCRIPT _Pragma("clang fp reassociate(off) contract(off) reciprocal(off)")

typedef struct {
  const double *means, *scatters, *traces, *sizes, *base;
  double pivots, alpha, *out;
  ptrdiff_t one, from;
  int p;
  abreast *difference, *factor;
} Union;

// How |W/n| of a union is found: not at all, from the factor of the one cluster and a row more, or by a factor anew.
enum { SPHERICAL, ROW_MORE, ANEW, KINDS };

// One number of each cluster, `stride` apart from slot to slot.
INLINE abreast gather_slots(const double *of, const ptrdiff_t *slots, ptrdiff_t stride) {
  double lanes[ABREAST];
  UNROLL for (int i = 0; i < ABREAST; i++) lanes[i] = of[slots[i] * stride];
  return *(const abreast *)lanes;
}

INLINE abreast determinant_of_row_more(const Union *u, abreast weight) {
  AS_IN_SCRIPT
  const int p = u->p;
  abreast *y = u->factor, square = {};
  for (int a = 0; a < p; a++) {
    abreast sum = u->difference[a];
    for (int k = 0; k < a; k++) sum -= u->base[a * p + k] * y[k];
    sum *= u->base[a * (p + 1)];
    y[a] = sum;
    square += sum * sum;
  }
  return u->pivots * (1 + weight * square);
}

// By Cholesky, row by row, the diagonal as reciprocals; 0 where a pivot is not positive.
INLINE abreast determinant_anew(const Union *u, const ptrdiff_t *slots, abreast weight, abreast n) {
  AS_IN_SCRIPT
  const int p = u->p;
  const ptrdiff_t packed = (ptrdiff_t)p * (p + 1) / 2;
  const double *first = u->scatters + u->one * packed;
  abreast *l = u->factor, determinant = {};
  determinant += 1;
  abreast_mask alive = determinant > 0;
  for (ptrdiff_t a = 0, at = 0; a < p; a++) {
    const abreast da = weight * u->difference[a];
    for (ptrdiff_t b = 0; b <= a; b++, at++) {
      const abreast other = gather_slots(u->scatters + at, slots, packed);
      abreast sum = first[at] + other + da * u->difference[b];
      for (ptrdiff_t k = 0; k < b; k++) sum -= l[a * p + k] * l[b * p + k];
      if (b < a) {
        l[a * p + b] = sum * l[b * p + b];
      } else {
        alive &= sum > 0;
        determinant *= sum / n;
        l[a * p + a] = 1 / __builtin_elementwise_sqrt(sum);
      }
    }
  }
  return (abreast)((abreast_mask)determinant & alive);
}

static void unite(const Union *u, const ptrdiff_t *slots, int count, int kind) {
  AS_IN_SCRIPT
  const int p = u->p;
  const abreast size = gather_slots(u->sizes, slots, 1), trace = gather_slots(u->traces, slots, 1);
  abreast square = {};
  const abreast n = u->sizes[u->one] + size, weight = u->sizes[u->one] * size / n;
  for (int a = 0; a < p; a++) {
    const abreast value = u->means[u->one * p + a] - gather_slots(u->means + a, slots, p);
    u->difference[a] = value;
    square += value * value;
  }
  abreast inside = (u->traces[u->one] + trace + weight * square + u->alpha) / n;
  if (kind == ROW_MORE) inside = determinant_of_row_more(u, weight) + inside;
  if (kind == ANEW) inside = determinant_anew(u, slots, weight, n) + inside;
  double lanes[ABREAST];
  *(abreast *)lanes = inside;
  for (int i = 0; i < count; i++) u->out[slots[i] - u->from] = lanes[i];
}

// |W/n| + (tr W + alpha) / n of the union of one cluster with each from `from` to `until`, the first only where the union
// has more rows than columns: means, packed lower triangles, traces, sizes, factor of the one with its diagonal as
// reciprocals (or 0), its determinant by the size of a union with one row, alpha, the one, columns, from, until, out,
// scratch.
OP(scatter_merge) {
  if (share > 0) return;
  const int p = (int)INT(8);
  abreast *scratch = (abreast *)F64(12);
  const Union u = {F64(0), F64(1), F64(2), F64(3), F64(4),  args[5],    args[6],
                   F64(11), INT(7), INT(9), p,      scratch, scratch + p};
  ptrdiff_t waiting[KINDS][ABREAST];
  int count[KINDS] = {0};
  for (ptrdiff_t slot = INT(9); slot < INT(10); slot++) {
    const int large = u.sizes[u.one] + u.sizes[slot] > p;
    const int kind = !large ? SPHERICAL : u.base && u.sizes[slot] == 1 ? ROW_MORE : ANEW;
    waiting[kind][count[kind]++] = slot;
    if (count[kind] < ABREAST) continue;
    unite(&u, waiting[kind], ABREAST, kind);
    count[kind] = 0;
  }
  for (int kind = 0; kind < KINDS; kind++) {
    if (count[kind] == 0) continue;
    for (int i = count[kind]; i < ABREAST; i++) waiting[kind][i] = waiting[kind][0];
    unite(&u, waiting[kind], count[kind], kind);
  }
}
#endif
