// A pool of threads that takes the shares of one call from a counter: a thread that is held up costs one share.
#ifndef WEFT_POOL_H
#define WEFT_POOL_H
#include "threads.h"

// Every call is cut into as many shares whatever the number of threads, so results do not depend on it.
#define SHARES 16
#define MAX_THREADS 64
// Rounds of waiting before a thread goes to sleep, and before the caller lets others run.
#define SPINS_ASLEEP 5000
#define SPINS_YIELD 2000

static void (*exec_fn)(int op, int share, int shares, const double *args);

static int threads = 1, sequence, stopping;
static int next_share = SHARES, shares_done;
static int current_op;
static const double *current_args;

static void take_shares(void) {
  int share;
  while ((share = __atomic_fetch_add(&next_share, 1, __ATOMIC_ACQ_REL)) < SHARES) {
    exec_fn(current_op, share, SHARES, current_args);
    __atomic_fetch_add(&shares_done, 1, __ATOMIC_RELEASE);
  }
}

static void pool_loop(void) {
  int seen = 0;
  for (;;) {
    int now, spins = 0;
    while ((now = __atomic_load_n(&sequence, __ATOMIC_ACQUIRE)) == seen) {
      if (++spins > SPINS_ASLEEP) {
        sleep_while(&sequence, seen);
        spins = 0;
      } else {
        PAUSE();
      }
    }
    seen = now;
    if (__atomic_load_n(&stopping, __ATOMIC_ACQUIRE)) return;
    take_shares();
  }
}

static void pool_stop(void) {
  if (threads == 1) return;
  __atomic_store_n(&stopping, 1, __ATOMIC_RELEASE);
  __atomic_fetch_add(&sequence, 1, __ATOMIC_RELEASE);
  wake_all(&sequence);
  for (int i = 1; i < threads; i++) thread_join(i);
  threads = 1;
  sequence = stopping = 0;
}

// Starts so many threads, the caller counted among them; returns how many there are.
static int pool_start(int wanted) {
  if (wanted < 1) wanted = 1;
  if (wanted > MAX_THREADS) wanted = MAX_THREADS;
  if (wanted == threads) return threads;
  pool_stop();
  int started = 1;
  while (started < wanted && thread_start(started, pool_loop)) started++;
  return threads = started;
}

// Small work is done by the caller alone, share by share: waking others would take longer.
static void pool_run(int op, const double *args, int parallel) {
  if (threads == 1 || !parallel) {
    for (int share = 0; share < SHARES; share++) exec_fn(op, share, SHARES, args);
    return;
  }
  current_op = op;
  current_args = args;
  __atomic_store_n(&shares_done, 0, __ATOMIC_RELEASE);
  __atomic_store_n(&next_share, 0, __ATOMIC_RELEASE);
  __atomic_fetch_add(&sequence, 1, __ATOMIC_RELEASE);
  wake_all(&sequence);
  take_shares();
  for (int spins = 0; __atomic_load_n(&shares_done, __ATOMIC_ACQUIRE) != SHARES;) {
    if (++spins > SPINS_YIELD) {
      let_others_run();
      spins = SPINS_YIELD / 2;
    } else {
      PAUSE();
    }
  }
}
#endif
