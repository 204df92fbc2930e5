// Lists of the nearest rows by score, one a row: entries are added as they come, and a full list is cut to the nearest.
// A score is −½|x − y|² as floats give it. No row that is missing from a list has a score above `least`.
#ifndef WEFT_KNN_LISTS_H
#define WEFT_KNN_LISTS_H
#include "gemm.h"

#define UNBOUNDED (__builtin_inff())

typedef struct {
  // `room` halves of squared distances a list, not below zero, and the rows they belong to.
  float *away;
  int32_t *rows;
  float *least;
  int32_t *count;
  // Entries a list has room for, a multiple of the vectors; a cut leaves `keep` to `most` of them.
  int room, keep, most;
} KnnLists;

INLINE int32_t as_bits(float x) {
  union {
    float f;
    int32_t i;
  } u = {x};
  return u.i;
}
INLINE float of_bits(int32_t x) {
  union {
    int32_t i;
    float f;
  } u = {x};
  return u.f;
}

// What a cut leaves: entries nearer than `below`, and the first `ties` of those that are exactly so far.
typedef struct {
  float below;
  int ties;
} KnnCut;

static int count_below(const float *away, int n, float limit) {
  const vf bound = splat(limit);
  int total = 0;
#if VL == 4
  vi count = {0};
  for (int v = 0; v < n; v += VL) count -= load(away + v) < bound;
  for (int i = 0; i < VL; i++) total += count[i];
#else
  for (int v = 0; v < n; v += VL) total += __builtin_popcount(bits_of(load(away + v) < bound));
#endif
  return total;
}

// By halving: floats that are not negative are ordered as their bits. `n` is a multiple of the vectors, and more than
// `most` of the entries are finite.
static KnnCut cut_of(const float *away, int n, int keep, int most) {
  vf nearest = load(away), farthest = nearest;
  for (int v = VL; v < n; v += VL) {
    const vf x = load(away + v);
    nearest = vmin(nearest, x);
    farthest = vmax(farthest, x);
  }
  int32_t low = __builtin_reduce_min((vi)nearest), high = __builtin_reduce_max((vi)farthest) + 1;
  if (high > as_bits(UNBOUNDED)) high = as_bits(UNBOUNDED);
  int below_low = 0;
  while (high - low > 1) {
    const int32_t middle = low + (high - low) / 2;
    const int count = count_below(away, n, of_bits(middle));
    if (count >= keep && count <= most) return (KnnCut){of_bits(middle), 0};
    if (count < keep) {
      low = middle;
      below_low = count;
    } else {
      high = middle;
    }
  }
  return (KnnCut){of_bits(low), keep - below_low};
}

// Fills the vector that the last of a list lies in.
INLINE int pad_list(float *away, int n) {
  while (n % VL != 0) away[n++] = UNBOUNDED;
  return n;
}

// Cuts a list that holds more than `most`.
NOINLINE void cut_list(const KnnLists *lists, ptrdiff_t list) {
  float *away = lists->away + list * lists->room;
  int32_t *rows = lists->rows + list * lists->room;
  const int n = lists->count[list], padded = pad_list(away, n);
  KnnCut cut = cut_of(away, padded, lists->keep, lists->most);
  int kept = 0;
  if (cut.ties == 0) {
    // What stays moves to the left, so nothing is written over before it is read.
    for (int v = 0; v < padded; v += VL) {
      const vf x = load(away + v);
      const vi numbers = *(const vi *)(rows + v);
      const unsigned bits = bits_of(x < splat(cut.below));
      keep_lanes(rows + kept, numbers, bits);
      kept += keep_lanes((word *)(away + kept), (vi)x, bits);
    }
  } else {
    for (int i = 0; i < n; i++) {
      const float x = away[i];
      const int stays = (x < cut.below) | ((x == cut.below) & (cut.ties > 0));
      cut.ties -= x == cut.below;
      away[kept] = x;
      rows[kept] = rows[i];
      kept += stays;
    }
  }
  lists->count[list] = kept;
  lists->least[list] = -cut.below;
}

// Lists lie apart by more than what they hold: those that come soon are asked for.
#define LISTS_AHEAD 4
INLINE void fetch_list(const KnnLists *lists, ptrdiff_t list) {
  const int n = lists->count[list];
  for (int i = 0; i < n; i += LINE) {
    __builtin_prefetch(lists->away + list * lists->room + i);
    __builtin_prefetch(lists->rows + list * lists->room + i);
  }
}

static void cut_lists(const KnnLists *lists, ptrdiff_t first, ptrdiff_t last) {
  for (ptrdiff_t list = first; list < last; list++) {
    if (list + LISTS_AHEAD < last) fetch_list(lists, list + LISTS_AHEAD);
    if (lists->count[list] > lists->most) cut_list(lists, list);
  }
}

INLINE void tell_list(const KnnLists *lists, ptrdiff_t list, float score, int32_t row) {
  const int n = lists->count[list]++;
  lists->away[list * lists->room + n] = score < 0 ? -score : 0;
  lists->rows[list * lists->room + n] = row;
  if (n + 1 == lists->room) cut_list(lists, list);
}

// Tells an empty list of its scores, of which each lacks `lowered`, with `columns` rows from `from` on. The scores are
// written over, up to a whole vector.
static void begin_list(const KnnLists *lists, ptrdiff_t list, float *scores, float lowered, int columns, int32_t from) {
  for (int v = 0; v < columns; v += VL) store(scores + v, vmax(-splat(lowered) - load(scores + v), splat(0)));
  const int padded = pad_list(scores, columns);
  KnnCut cut = {UNBOUNDED, 0};
  if (columns > lists->most) cut = cut_of(scores, padded, lists->keep, lists->most);
  float *away = lists->away + list * lists->room;
  int32_t *rows = lists->rows + list * lists->room;
  int kept = 0;
  for (int v = 0; v < padded; v += VL) {
    for (unsigned bits = bits_of(load(scores + v) <= splat(cut.below)); bits != 0; bits &= bits - 1) {
      const int j = v + __builtin_ctz(bits);
      if (j >= columns || (scores[j] == cut.below && cut.ties-- <= 0)) continue;
      away[kept] = scores[j];
      rows[kept++] = from + j;
    }
  }
  lists->count[list] = kept;
  lists->least[list] = -cut.below;
}
#endif
