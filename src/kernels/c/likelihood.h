// Negative log-likelihoods of counts with their gradients, exact to float32 where the textbook formulae cancel: lnΓ
// differences at large θ become deviances (Loader 2000), whose terms are all positive.
#ifndef WEFT_LIKELIHOOD_H
#define WEFT_LIKELIHOOD_H
#include "special.h"

// Means and θ stay between these; nothing flows through what is held.
#define LEAST 1e-10f
#define MOST 1e10f
// Added to both mixture probabilities before their logarithm.
#define MIXTURE_EPSILON 1e-10f
#define TWO_PI 6.28318531f

enum { POISSON, NEGATIVE_BINOMIAL, ZERO_INFLATED, GAUSSIAN };

// How parameters are given: through their logarithm, the dropout as a logit.
typedef struct {
  int family, log_mean, log_theta, logit;
} Form;

// Parameters of some entries and how fast they move with what was given.
typedef struct {
  vf x, mu, theta, pi, rest;
  vf mu_slope, theta_slope, pi_slope;
} Entries;

// Negative log-likelihoods and their gradients in what was given.
typedef struct {
  vf value, mean, theta, dropout;
} Losses;

INLINE vf held(vf v, vf *slope) {
  vi inside = (v >= LEAST) & (v <= MOST);
  *slope = (vf)((vi)*slope & inside);
  return pick(v < LEAST, splat(LEAST), pick(v > MOST, splat(MOST), v));
}

INLINE Entries entries_of(const Form *form, vf x, vf mean, vf theta, vf dropout, vf size) {
  Entries e = {.x = x};
  e.mu = (form->log_mean ? vexp(mean) : mean) * size;
  e.mu_slope = form->log_mean ? e.mu : size;
  e.mu = held(e.mu, &e.mu_slope);
  if (form->family == POISSON) return e;
  e.theta = form->log_theta ? vexp(theta) : theta;
  e.theta_slope = form->log_theta ? e.theta : splat(1);
  e.theta = held(e.theta, &e.theta_slope);
  if (form->family == NEGATIVE_BINOMIAL) return e;
  if (form->logit) {
    vf small = vexp(-vabs(dropout)), inverse = 1.f / (1.f + small), other = small * inverse;
    e.pi = pick(dropout < 0, other, inverse);
    e.rest = pick(dropout < 0, inverse, other);
    e.pi_slope = other * inverse;
  } else {
    e.pi = dropout;
    e.rest = 1.f - dropout;
    e.pi_slope = splat(1);
  }
  return e;
}

// −ln(1 − u) − u ≥ 0 for u < 1, given also v = 1 − u; without cancellation near 0.
INLINE vf log_excess(vf u, vf v) {
  AS_WRITTEN
  Parts q = parts_of(v);
  vi near = q.e == 0;
  vf m = pick(near, -u, q.m), z = m * m;
  vf p = log_polynomial(m);
  vf n = __builtin_convertvector(q.e, vf);
  vf far = -(p * (m * z) + n * LN2_LOW - .5f * z + m + n * LN2_HIGH) - u;
  return pick(near, z * (.5f - m * p), far);
}

// 1 − e⁻ˢ for s ≥ 0, given also e⁻ˢ.
INLINE vf one_minus_exp(vf s, vf exp) {
  AS_WRITTEN
  vf p = 1.f - s * (1.f / 2) * (1.f - s * (1.f / 3) * (1.f - s * (1.f / 4) * (1.f - s * (1.f / 5) * (1.f - s * (1.f / 6)))));
  return pick(s < .25f, s * p, 1.f - exp);
}

// Counts of zero.
INLINE Losses losses_of_zeros(const Form *form, const Entries *e) {
  AS_WRITTEN
  if (form->family == POISSON) return (Losses){.value = e->mu, .mean = e->mu_slope};
  vf inverse = 1.f / (e->theta + e->mu);
  vf u = e->mu * inverse, v = e->theta * inverse;
  vf excess = log_excess(u, v), s = e->theta * (excess + u);
  if (form->family == NEGATIVE_BINOMIAL) {
    return (Losses){.value = s, .mean = v * e->mu_slope, .theta = excess * e->theta_slope};
  }
  vf exp = vexp(-s), missing = e->rest * one_minus_exp(s, exp) - MIXTURE_EPSILON;
  vf sum = e->pi + e->rest * exp + MIXTURE_EPSILON;
  // The logarithm of a probability near 1 is taken from what it lacks.
  vf w = 1.f - missing, lost = (1.f - w) - missing;
  vi likely = sum > .5f;
  Parts q = parts_of(pick(likely, w, sum));
  vf back = (vf)((127 - q.e) << 23);
  vf value = -log_of_parts(q.m + (vf)((vi)(lost * back) & likely), q.e);
  vf per = 1.f / sum, share = e->rest * exp * per;
  return (Losses){
      .value = value,
      .mean = share * v * e->mu_slope,
      .theta = share * excess * e->theta_slope,
      .dropout = -one_minus_exp(s, exp) * per * e->pi_slope,
  };
}

// Counts above zero.
INLINE Losses losses_of_counts(const Form *form, const Entries *e) {
  AS_WRITTEN
  vf x = e->x, mu = e->mu, per_x = 1.f / x;
  Rest of_x = stirling_rest(x);
  if (form->family == POISSON) {
    vf value = .5f * log_inside(TWO_PI * x) + of_x.gamma + x * log_excess((x - mu) * per_x, mu * per_x);
    return (Losses){.value = value, .mean = (mu - x) / mu * e->mu_slope};
  }
  vf r = e->theta, all = r + x, inverse = 1.f / (r + mu), per_r = 1.f / r, off = (mu - x) * inverse;
  Rest of_r = stirling_rest(r), of_all = stirling_rest(all);
  vf excess = log_excess(off, all * inverse);
  vf deviance = x * log_excess(-off * r * per_x, mu * inverse * all * per_x) + r * excess;
  Losses out = {
      .value = .5f * log_inside(TWO_PI * x * (all * per_r)) + (of_r.gamma - of_all.gamma) + of_x.gamma + deviance,
      .mean = off * r / mu * e->mu_slope,
      .theta = (excess - .5f * x * per_r / all - (of_r.digamma - of_all.digamma)) * e->theta_slope,
  };
  if (form->family == NEGATIVE_BINOMIAL) return out;
  vf kept = e->rest + MIXTURE_EPSILON;
  out.value -= log_inside(kept);
  out.dropout = e->pi_slope / kept;
  return out;
}

// What a call reads and writes; pointers that are not wanted are 0.
typedef struct {
  const float *x, *mean, *theta, *dropout, *size, *weight;
  const int32_t *theta_at, *weight_at;
  float *d_mean, *d_theta, *d_dropout, *values;
  ptrdiff_t columns;
  float scale;
  Form form;
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

// Entries that wait for a vector to become full.
typedef struct {
  int32_t row[2 * VL], column[2 * VL];
  int n;
} Queue;

// The losses of the first n ≤ VL counts of the queue, summed with their weights.
NOINLINE double queued_counts(const Job *job, const Queue *queue, int n) {
  float x[VL], mean[VL], theta[VL], dropout[VL], weight[VL], size[VL];
  for (int k = 0; k < VL; k++) {
    const ptrdiff_t i = queue->row[k < n ? k : 0], j = queue->column[k < n ? k : 0], at = i * job->columns + j;
    x[k] = job->x[at];
    mean[k] = job->mean[at];
    theta[k] = job->theta ? job->theta[place(job->theta_at, i, job->columns) + j] : 1;
    dropout[k] = job->dropout ? job->dropout[at] : 0;
    size[k] = job->size ? job->size[i] : 1;
    weight[k] = job->weight ? job->weight[place(job->weight_at, i, job->columns) + j] : 1;
  }
  const Entries e = entries_of(&job->form, load(x), load(mean), load(theta), load(dropout), load(size));
  const Losses out = losses_of_counts(&job->form, &e);
  const vf w = load(weight) * job->scale;
  store(x, out.value);
  store(weight, w);
  store(mean, out.mean * w);
  store(theta, out.theta * w);
  store(dropout, out.dropout * w);
  double sum = 0;
  for (int k = 0; k < n; k++) {
    const ptrdiff_t i = queue->row[k], j = queue->column[k], at = i * job->columns + j;
    sum += (double)x[k] * weight[k];
    if (job->values) job->values[at] = x[k];
    if (job->d_mean) job->d_mean[at] = mean[k];
    if (job->d_theta) job->d_theta[place(job->theta_at, i, job->columns) + j] += theta[k];
    if (job->d_dropout) job->d_dropout[at] = dropout[k];
  }
  return sum;
}

// Row i from column `first`: zeros, which are most of what there is and cheap, are done in place, counts are queued.
static double count_row(const Job *job, Queue *queue, ptrdiff_t i, ptrdiff_t first, ptrdiff_t last) {
  const vf size = splat(job->size ? job->size[i] : 1), one = splat(1);
  const ptrdiff_t row = i * job->columns, theta_row = place(job->theta_at, i, job->columns);
  const ptrdiff_t weight_row = place(job->weight_at, i, job->columns);
  double sum = 0;
  for (ptrdiff_t j = first; j < last; j += VL) {
    const ptrdiff_t n = last - j < VL ? last - j : VL;
    const vf x = read(job->x + row + j, n);
    const vi zeros = x <= MIXTURE_EPSILON;
    const unsigned lanes = (1u << n) - 1, empty = bits_of(zeros);
    // All lanes are written and only counts kept: which ones they are is nothing a processor could foresee.
    *(vi *)(queue->row + queue->n) = (vi){} + (int32_t)i;
    UNROLL for (int k = 0; k < VL; k++) {
      queue->column[queue->n] = (int32_t)j + k;
      queue->n += (int)((lanes & ~empty) >> k & 1);
    }
    if (empty & lanes) {
      const vf w = job->scale * (job->weight ? read(job->weight + weight_row + j, n) : one);
      const vf theta = job->theta ? read(job->theta + theta_row + j, n) : one;
      const vf dropout = job->dropout ? read(job->dropout + row + j, n) : one;
      const Entries e = entries_of(&job->form, x, read(job->mean + row + j, n), theta, dropout, size);
      const Losses out = losses_of_zeros(&job->form, &e);
      if (job->values) write(job->values + row + j, out.value, n);
      if (job->d_mean) write(job->d_mean + row + j, out.mean * w, n);
      if (job->d_dropout) write(job->d_dropout + row + j, out.dropout * w, n);
      if (job->d_theta) {
        float *to = job->d_theta + theta_row + j;
        write(to, read(to, n) + (vf)((vi)(out.theta * w) & zeros), n);
      }
      sum += sum_of((vf)((vi)(out.value * w) & zeros));
    }
    if (queue->n >= VL) {
      sum += queued_counts(job, queue, VL);
      queue->n -= VL;
      for (int k = 0; k < queue->n; k++) {
        queue->row[k] = queue->row[VL + k];
        queue->column[k] = queue->column[VL + k];
      }
    }
  }
  return sum;
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
  const Job job = {
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
  Queue queue = {.n = 0};
  double sum = 0;
  SHARE_OF(columns, 16);
  if (job.d_theta) {
    for (ptrdiff_t i = 0; i < INT(15); i++) zero(job.d_theta + i * columns + first, last - first);
  }
  for (ptrdiff_t i = 0; i < rows; i++) {
    sum += job.form.family == GAUSSIAN ? gaussian_row(&job, i, first, last) : count_row(&job, &queue, i, first, last);
  }
  if (queue.n > 0) sum += queued_counts(&job, &queue, queue.n);
  F64(12)[share] = sum;
}
#endif
