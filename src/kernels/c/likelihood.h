// Sums of negative log-likelihoods over a matrix with their gradients. Zeros, which are most of what there is and cheap,
// are done where they lie; counts are collected until there is a run of them.
#ifndef WEFT_LIKELIHOOD_H
#define WEFT_LIKELIHOOD_H
#include "count_losses.h"

// What a call reads and writes; pointers that are not wanted are 0.
typedef struct {
  const float *x, *mean, *theta, *dropout, *size, *weight;
  const int32_t *theta_at, *weight_at;
  float *d_mean, *d_theta, *d_dropout, *values;
  ptrdiff_t columns;
  float scale;
  Form form;
  CountRests counts;
} Job;

INLINE ptrdiff_t place(const int32_t *at, ptrdiff_t row, ptrdiff_t columns) { return (at ? at[row] : row) * columns; }
INLINE vf read(const float *p, ptrdiff_t n) { return n == VL ? load(p) : load_some(p, n, .5f); }
INLINE void write(float *p, vf v, ptrdiff_t n) {
  if (n == VL) {
    store(p, v);
  } else {
    store_some(p, v, n);
  }
}
// Goes through columns [0, width) by vectors, of which `n` lanes are there.
#define EACH_VECTOR(j, n, width) \
  for (ptrdiff_t j = 0, n; n = (width) - j < VL ? (width) - j : VL, j < (width); j += VL)

// Columns [first, first + width), no more than a run, and their inverse dispersions in one row of theta; if there is only
// one row, also what Stirling's formula leaves of them.
typedef struct {
  ptrdiff_t first, width;
  int only_row;
  float theta[ENTRY_RUN], theta_slope[ENTRY_RUN];
  Rests rests;
} Strip;

static void read_theta(const Job *job, ptrdiff_t row, Strip *strip) {
  const float *theta = job->theta + row + strip->first;
  EACH_VECTOR(j, n, strip->width) {
    const Held held = held_theta(&job->form, read(theta + j, n));
    store(strip->theta + j, held.value);
    store(strip->theta_slope + j, held.slope);
    if (!strip->only_row) continue;
    const Rest rest = stirling_rest(held.value);
    store(strip->rests.gamma + j, rest.gamma);
    store(strip->rests.digamma + j, rest.digamma);
  }
}

// Counts that wait for a run to become full: in which row, and in which column of the strip.
typedef struct {
  int32_t row[ENTRY_RUN + VL], column[ENTRY_RUN + VL];
  int n;
} Queue;

INLINE void gather_run(const float *from, const int32_t *at, ptrdiff_t n, float *to) {
  for (ptrdiff_t k = 0; k < n; k++) to[k] = from[at[k]];
}

// The losses of the first n counts of the queue, summed with their weights.
NOINLINE double queued_counts(const Job *job, const Strip *strip, Queue *queue, int n) {
  float x[ENTRY_RUN], mu[ENTRY_RUN], mu_slope[ENTRY_RUN], theta[ENTRY_RUN], theta_slope[ENTRY_RUN];
  float dropout[ENTRY_RUN], size[ENTRY_RUN], weight[ENTRY_RUN];
  const Entries e = {mu, mu_slope, theta, theta_slope, dropout};
  Losses out;
  Rests rests;
  int32_t at[ENTRY_RUN], theta_at[ENTRY_RUN];
  const int32_t columns = (int32_t)job->columns, first = (int32_t)strip->first;
  int all = n;
  // Vectors are full: the first count stands in for what lacks.
  for (; all % VL; all++) queue->row[all] = queue->row[0], queue->column[all] = queue->column[0];
  for (int k = 0; k < all; k++) {
    at[k] = queue->row[k] * columns + first + queue->column[k];
    theta_at[k] = first + queue->column[k];
    size[k] = 1;
    weight[k] = job->scale;
  }
  if (!strip->only_row && job->theta) {
    for (int k = 0; k < all; k++) theta_at[k] += (int32_t)place(job->theta_at, queue->row[k], columns);
  }
  if (job->weight) {
    for (int k = 0; k < all; k++) {
      weight[k] *= job->weight[place(job->weight_at, queue->row[k], columns) + first + queue->column[k]];
    }
  }
  if (job->size) gather_run(job->size, queue->row, all, size);
  gather_run(job->x, at, all, x);
  gather_run(job->mean, at, all, mu);
  if (job->dropout) gather_run(job->dropout, at, all, dropout);
  for (int k = 0; k < all; k += VL) {
    const Held held = held_mean(&job->form, load(mu + k), load(size + k));
    store(mu + k, held.value);
    store(mu_slope + k, held.slope);
  }
  if (strip->only_row) {
    gather_run(strip->theta, queue->column, all, theta);
    gather_run(strip->theta_slope, queue->column, all, theta_slope);
    gather_run(strip->rests.gamma, queue->column, all, rests.gamma);
    gather_run(strip->rests.digamma, queue->column, all, rests.digamma);
  } else if (job->theta) {
    gather_run(job->theta, theta_at, all, theta);
    for (int k = 0; k < all; k += VL) {
      const Held held = held_theta(&job->form, load(theta + k));
      store(theta + k, held.value);
      store(theta_slope + k, held.slope);
    }
  }
  losses_of_counts(&job->form, x, &job->counts, &e, strip->only_row ? &rests : 0, all, &out);
  double sum = 0;
  for (int k = 0; k < n; k++) {
    sum += (double)out.value[k] * weight[k];
    if (job->values) job->values[at[k]] = out.value[k];
    if (job->d_mean) job->d_mean[at[k]] = out.mean[k] * weight[k];
    if (job->d_theta) job->d_theta[theta_at[k]] += out.theta[k] * weight[k];
    if (job->d_dropout) job->d_dropout[at[k]] = out.dropout[k] * weight[k];
  }
  return sum;
}

// Puts the counts of a row into the queue, and works off what makes a run; returns the sum of its losses.
static double queue_counts(const Job *job, const Strip *strip, Queue *queue, ptrdiff_t row) {
  const float *x = job->x + row * job->columns + strip->first;
  vi lane;
  UNROLL for (int k = 0; k < VL; k++) lane[k] = k;
  double sum = 0;
  EACH_VECTOR(j, n, strip->width) {
    const unsigned counts = ~bits_of(read(x + j, n) <= MIXTURE_EPSILON) & ((1u << n) - 1);
    *(vi *)(queue->row + queue->n) = (vi){} + (int32_t)row;
    queue->n += keep_lanes(queue->column + queue->n, lane + (int32_t)j, counts);
    if (queue->n < ENTRY_RUN) continue;
    sum += queued_counts(job, strip, queue, ENTRY_RUN);
    queue->n -= ENTRY_RUN;
    for (int k = 0; k < queue->n; k++) {
      queue->row[k] = queue->row[ENTRY_RUN + k];
      queue->column[k] = queue->column[ENTRY_RUN + k];
    }
  }
  return sum;
}

// What the next row takes and gives, which a processor does not foresee behind the end of this one.
static void fetch_entries(const Job *job, ptrdiff_t at, ptrdiff_t width) {
  for (ptrdiff_t j = 0; j < width; j += 16) {
    __builtin_prefetch(job->x + at + j);
    __builtin_prefetch(job->mean + at + j);
    if (job->dropout) __builtin_prefetch(job->dropout + at + j);
    if (job->d_mean) __builtin_prefetch(job->d_mean + at + j, 1);
    if (job->d_dropout) __builtin_prefetch(job->d_dropout + at + j, 1);
  }
}

// The zeros of a row, and numbers where counts lie that are written over later; returns the sum of the zeros' losses.
static double zeros_of_row(const Job *job, const Strip *strip, ptrdiff_t row) {
  const ptrdiff_t at = row * job->columns + strip->first;
  const ptrdiff_t theta_at = place(job->theta_at, row, job->columns) + strip->first;
  const ptrdiff_t weight_at = place(job->weight_at, row, job->columns) + strip->first;
  const vf size = splat(job->size ? job->size[row] : 1);
  fetch_entries(job, at + job->columns, strip->width);
  float mu[ENTRY_RUN], mu_slope[ENTRY_RUN], dropout[ENTRY_RUN];
  Losses out;
  EACH_VECTOR(j, n, strip->width) {
    const Held held = held_mean(&job->form, read(job->mean + at + j, n), size);
    store(mu + j, held.value);
    store(mu_slope + j, held.slope);
    if (job->dropout) store(dropout + j, read(job->dropout + at + j, n));
  }
  const Entries e = {mu, mu_slope, strip->theta, strip->theta_slope, dropout};
  losses_of_zeros(&job->form, &e, strip->width, &out);
  vf sum = splat(0);
  EACH_VECTOR(j, n, strip->width) {
    const vi zeros = read(job->x + at + j, n) <= MIXTURE_EPSILON;
    const vf w = (vf)((vi)(job->scale * (job->weight ? read(job->weight + weight_at + j, n) : splat(1))) & zeros);
    if (job->values) write(job->values + at + j, load(out.value + j), n);
    if (job->d_mean) write(job->d_mean + at + j, load(out.mean + j) * w, n);
    if (job->d_dropout) write(job->d_dropout + at + j, load(out.dropout + j) * w, n);
    if (job->d_theta) {
      float *to = job->d_theta + theta_at + j;
      write(to, read(to, n) + load(out.theta + j) * w, n);
    }
    sum += load(out.value + j) * w;
  }
  return sum_of(sum);
}

// A strip of all rows.
static double count_strip(const Job *job, ptrdiff_t rows, Strip *strip) {
  Queue queue = {.n = 0};
  double sum = 0;
  ptrdiff_t held = -1;
  for (ptrdiff_t i = 0; i < rows; i++) {
    const ptrdiff_t at = place(job->theta_at, i, job->columns);
    if (job->theta && at != held) read_theta(job, held = at, strip);
    sum += zeros_of_row(job, strip, i);
    sum += queue_counts(job, strip, &queue, i);
  }
  return queue.n > 0 ? sum + queued_counts(job, strip, &queue, queue.n) : sum;
}

static double gaussian_row(const Job *job, ptrdiff_t i, ptrdiff_t first, ptrdiff_t last) {
  const ptrdiff_t row = i * job->columns, weight_row = place(job->weight_at, i, job->columns);
  double sum = 0;
  for (ptrdiff_t j = first; j < last; j += VL) {
    const ptrdiff_t n = last - j < VL ? last - j : VL;
    const vf w = job->scale * (job->weight ? read(job->weight + weight_row + j, n) : splat(1));
    const vf off = read(job->mean + row + j, n) - read(job->x + row + j, n), square = off * off;
    if (job->values) write(job->values + row + j, square, n);
    if (job->d_mean) write(job->d_mean + row + j, 2 * off * w, n);
    sum += sum_of(square * w);
  }
  return sum;
}

// partial[share] = Σ weight · scale · loss over its columns, in doubles, and the gradients of that sum.
// 0 x, 1 mean, 2 theta, 3 row of theta for each row, 4 dropout, 5 size of each row, 6 weights, 7 row of the weights for
// each row, 8 d mean, 9 d theta, 10 d dropout, 11 losses of single entries, 12 partial, 13 rows, 14 columns, 15 rows of
// theta, 16 family, 17 log mean, 18 log theta, 19 logit, 20 scale; 2 to 11 may be 0.
OP(likelihood) {
  const ptrdiff_t rows = INT(13), columns = INT(14);
  Job job = {
      .x = F32(0),
      .mean = F32(1),
      .theta = F32(2),
      .theta_at = I32(3),
      .dropout = F32(4),
      .size = F32(5),
      .weight = F32(6),
      .weight_at = I32(7),
      .d_mean = F32(8),
      .d_theta = F32(9),
      .d_dropout = F32(10),
      .values = F32(11),
      .columns = columns,
      .scale = NUM(20),
      .form = {(int)INT(16), (int)INT(17), (int)INT(18), (int)INT(19)},
  };
  double sum = 0;
  SHARE_OF(columns, 16);
  if (job.d_theta) {
    for (ptrdiff_t i = 0; i < INT(15); i++) zero(job.d_theta + i * columns + first, last - first);
  }
  // No gradient goes to what a family does not have.
  if (job.form.family == POISSON) job.d_theta = 0;
  if (job.form.family != ZERO_INFLATED && job.d_dropout) {
    for (ptrdiff_t i = 0; i < rows; i++) zero(job.d_dropout + i * columns + first, last - first);
    job.d_dropout = 0;
  }
  if (job.form.family == GAUSSIAN) {
    for (ptrdiff_t i = 0; i < rows; i++) sum += gaussian_row(&job, i, first, last);
  } else {
    count_rests(&job.counts);
    for (ptrdiff_t j = first; j < last; j += ENTRY_RUN) {
      Strip strip = {.first = j, .width = last - j < ENTRY_RUN ? last - j : ENTRY_RUN, .only_row = INT(15) == 1};
      sum += count_strip(&job, rows, &strip);
    }
  }
  F64(12)[share] = sum;
}
#endif
