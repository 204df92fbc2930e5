// Negative log-likelihoods of counts with their gradients, exact to float32 where the textbook formulae cancel: lnΓ
// differences at large θ become deviances (Loader 2000), whose terms are all positive.
//
// Runs of entries go through one stage after another: each is short, so that a processor works on many vectors at once
// instead of waiting for one long chain.
#ifndef WEFT_COUNT_LOSSES_H
#define WEFT_COUNT_LOSSES_H
#include "special.h"

// Entries of a run, a multiple of every vector.
#define ENTRY_RUN 256
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

// Means and inverse dispersions of a run and how fast they move with what was given, and its dropouts as they were given.
typedef struct {
  const float *mu, *mu_slope, *theta, *theta_slope, *dropout;
} Entries;

// Negative log-likelihoods of a run and their gradients in what was given.
typedef struct {
  float value[ENTRY_RUN], mean[ENTRY_RUN], theta[ENTRY_RUN], dropout[ENTRY_RUN];
} Losses;

// What Stirling's formula leaves over, of a run.
typedef struct {
  float gamma[ENTRY_RUN], digamma[ENTRY_RUN];
} Rests;

// What Stirling's formula leaves over of lnΓ of small counts, which most are.
#define SMALL_COUNTS 32
typedef struct {
  float gamma[SMALL_COUNTS];
} CountRests;
static void count_rests(CountRests *to) {
  for (int k = 0; k < SMALL_COUNTS; k += VL) {
    vf counts;
    UNROLL for (int l = 0; l < VL; l++) counts[l] = (float)(k + l);
    store(to->gamma + k, stirling_rest(counts).gamma);
  }
}
INLINE vf count_rest(const CountRests *known, vf x) {
  const vi at = __builtin_convertvector(pick(x < (float)SMALL_COUNTS, x, splat(0)), vi);
  if (bits_of(__builtin_convertvector(at, vf) != x)) return stirling_rest(x).gamma;
  vf gamma;
  UNROLL for (int l = 0; l < VL; l++) gamma[l] = known->gamma[at[l]];
  return gamma;
}

// A number as it is used, and how fast it moves with what was given.
typedef struct {
  vf value, slope;
} Held;
INLINE Held held(vf v, vf slope) {
  const vi inside = (v >= LEAST) & (v <= MOST);
  const vf clamped = pick(v < LEAST, splat(LEAST), pick(v > MOST, splat(MOST), v));
  // Relaxed WebAssembly may lose a not-a-number on its way through the limits.
  return (Held){pick(v == v, clamped, v), (vf)((vi)slope & inside)};
}
INLINE Held held_mean(const Form *form, vf given, vf size) {
  const vf mu = (form->log_mean ? vexp(given) : given) * size;
  return held(mu, form->log_mean ? mu : size);
}
INLINE Held held_theta(const Form *form, vf given) {
  const vf theta = form->log_theta ? vexp(given) : given;
  return held(theta, form->log_theta ? theta : splat(1));
}

// Probabilities of a dropout and of none, and how fast the first moves with what was given.
typedef struct {
  vf pi, rest, slope;
} Mixture;
INLINE Mixture mixture_of(const Form *form, vf given) {
  if (!form->logit) return (Mixture){given, 1.f - given, splat(1)};
  const vf one = splat(1.f), small = exp_below(-vabs(given)), inverse = one / (one + small), other = small * inverse;
  return (Mixture){pick(given < 0, other, inverse), pick(given < 0, inverse, other), other * inverse};
}

// −ln(1 − u) − u ≥ 0 for u < 1, given also v = 1 − u; without cancellation near 0.
INLINE vf log_excess(vf u, vf v) {
  AS_WRITTEN
  Parts q = parts_of(v);
  vi near = q.e == 0;
  vf m = pick(near, -u, q.m), z = m * m;
  vf p = log_polynomial(m);
  vf n = __builtin_convertvector(q.e, vf);
  vf far = -madd(n, splat(LN2_HIGH), madd(z, splat(-.5f), madd(p, m * z, n * splat(LN2_LOW))) + m) - u;
  return pick(near, z * madd(-m, p, splat(.5f)), far);
}

// 1 − e⁻ˢ for s ≥ 0, given also e⁻ˢ.
INLINE vf one_minus_exp(vf s, vf exp) {
  AS_WRITTEN
  vf p = madd(s, splat(-1.f / 720), splat(1.f / 120));
  p = madd(p, s, splat(-1.f / 24));
  p = madd(p, s, splat(1.f / 6));
  p = madd(p, s, splat(-1.f / 2));
  return pick(s < splat(.25f), madd(p, s * s, s), splat(1.f) - exp);
}

// Counts of zero: the first n entries, rounded up to whole vectors.
NOINLINE void losses_of_zeros(const Form *form, const Entries *e, ptrdiff_t n, Losses *out) {
  AS_WRITTEN
  if (form->family == POISSON) {
    for (ptrdiff_t k = 0; k < n; k += VL) store(out->value + k, load(e->mu + k)), store(out->mean + k, load(e->mu_slope + k));
    return;
  }
  for (ptrdiff_t k = 0; k < n; k += VL) {
    const vf mu = load(e->mu + k), theta = load(e->theta + k), inverse = splat(1.f) / (theta + mu);
    const vf u = mu * inverse, v = theta * inverse, excess = log_excess(u, v);
    store(out->value + k, theta * (excess + u));
    store(out->mean + k, v * load(e->mu_slope + k));
    store(out->theta + k, excess * load(e->theta_slope + k));
  }
  if (form->family == NEGATIVE_BINOMIAL) return;
  float extra[ENTRY_RUN];
  for (ptrdiff_t k = 0; k < n; k += VL) {
    const vf s = load(out->value + k), exp = exp_below(-s), lost = one_minus_exp(s, exp);
    const Mixture mix = mixture_of(form, load(e->dropout + k));
    const vf one = splat(1.f), least = splat(MIXTURE_EPSILON);
    const vf kept = mix.rest * exp, missing = mix.rest * lost - least, sum = mix.pi + kept + least;
    const vf per = one / sum, share = kept * per, w = one - missing;
    // The logarithm of a probability near 1 is taken from what it lacks.
    const vi likely = sum > splat(.5f);
    store(out->value + k, pick(likely, w, sum));
    store(extra + k, (vf)((vi)((one - w) - missing) & likely));
    store(out->mean + k, share * load(out->mean + k));
    store(out->theta + k, share * load(out->theta + k));
    store(out->dropout + k, -lost * per * mix.slope);
  }
  for (ptrdiff_t k = 0; k < n; k += VL) {
    const vf w = load(out->value + k);
    const Parts q = parts_of(w);
    const vf back = (vf)((splat_int(127) - q.e) << 23);
    store(out->value + k, pick(w == w, -log_of_parts(q.m + load(extra + k) * back, q.e), w));
  }
}

// Counts above zero: the first n entries, rounded up to whole vectors. What Stirling's formula leaves of θ is in `known`
// where the caller has it.
NOINLINE void losses_of_counts(const Form *form, const float *x, const CountRests *counts, const Entries *e,
                               const Rests *known, ptrdiff_t n, Losses *out) {
  AS_WRITTEN
  if (form->family == POISSON) {
    for (ptrdiff_t k = 0; k < n; k += VL) {
      const vf of = load(x + k), mu = load(e->mu + k), per_x = 1.f / of;
      const vf deviance = of * log_excess((of - mu) * per_x, mu * per_x);
      store(out->value + k, .5f * log_inside(TWO_PI * of) + count_rest(counts, of) + deviance);
      store(out->mean + k, (mu - of) / mu * load(e->mu_slope + k));
    }
    return;
  }
  for (ptrdiff_t k = 0; k < n; k += VL) store(out->value + k, count_rest(counts, load(x + k)));
  for (ptrdiff_t k = 0; k < n; k += VL) {
    const Rest rest = known ? (Rest){load(known->gamma + k), load(known->digamma + k)} : stirling_rest(load(e->theta + k));
    store(out->value + k, load(out->value + k) + rest.gamma);
    store(out->theta + k, rest.digamma);
  }
  for (ptrdiff_t k = 0; k < n; k += VL) {
    const Rest rest = stirling_rest(load(e->theta + k) + load(x + k));
    store(out->value + k, load(out->value + k) - rest.gamma);
    store(out->theta + k, load(out->theta + k) - rest.digamma);
  }
  for (ptrdiff_t k = 0; k < n; k += VL) {
    const vf of = load(x + k), mu = load(e->mu + k), r = load(e->theta + k);
    const vf per_x = splat(1.f) / of, per_r = splat(1.f) / r, all = r + of, inverse = splat(1.f) / (r + mu), off = (mu - of) * inverse;
    const vf excess = log_excess(off, all * inverse);
    const vf deviance = of * log_excess(-off * r * per_x, mu * inverse * all * per_x) + r * excess;
    store(out->value + k, splat(.5f) * log_inside(splat(TWO_PI) * of * (all * per_r)) + load(out->value + k) + deviance);
    store(out->mean + k, off * r / mu * load(e->mu_slope + k));
    store(out->theta + k, (excess - splat(.5f) * of * per_r / all - load(out->theta + k)) * load(e->theta_slope + k));
  }
  if (form->family == NEGATIVE_BINOMIAL) return;
  for (ptrdiff_t k = 0; k < n; k += VL) {
    const Mixture mix = mixture_of(form, load(e->dropout + k));
    const vf kept = mix.rest + splat(MIXTURE_EPSILON);
    store(out->value + k, load(out->value + k) - pick(kept == kept, log_inside(kept), kept));
    store(out->dropout + k, mix.slope / kept);
  }
}
#endif
