// Pools of threads that take the shares of one call from a counter: a thread that is held up costs one share. Every
// opened set of kernels has a pool of its own, since a process may run them from several of its threads at once.
#ifndef WEFT_POOL_H
#define WEFT_POOL_H
#include "threads.h"

// Every call is cut into as many shares whatever the number of threads, so results do not depend on it.
#define SHARES 16
#define MAX_THREADS 64
// Rounds of waiting before a thread goes to sleep, and before the caller lets others run.
#define SPINS_ASLEEP 5000
#define SPINS_YIELD 2000

typedef void (*Exec)(int op, int share, int shares, const double *args);

typedef struct {
  Exec exec;
  int threads, sequence, stopping;
  int next_share, shares_done;
  int op;
  const double *args;
  Waiting waiting;
  Thread handles[MAX_THREADS];
} Pool;

static void take_shares(Pool *pool) {
  int share;
  while ((share = __atomic_fetch_add(&pool->next_share, 1, __ATOMIC_ACQ_REL)) < SHARES) {
    pool->exec(pool->op, share, SHARES, pool->args);
    __atomic_fetch_add(&pool->shares_done, 1, __ATOMIC_RELEASE);
  }
}

THREAD_MAIN(pool_thread, about) {
  Pool *pool = about;
  int seen = 0;
  for (;;) {
    int now, spins = 0;
    while ((now = __atomic_load_n(&pool->sequence, __ATOMIC_ACQUIRE)) == seen) {
      if (++spins > SPINS_ASLEEP) {
        sleep_while(&pool->waiting, &pool->sequence, seen);
        spins = 0;
      } else {
        PAUSE();
      }
    }
    seen = now;
    if (__atomic_load_n(&pool->stopping, __ATOMIC_ACQUIRE)) return 0;
    take_shares(pool);
  }
}

static void pool_stop(Pool *pool) {
  if (pool->threads == 1) return;
  __atomic_store_n(&pool->stopping, 1, __ATOMIC_RELEASE);
  __atomic_fetch_add(&pool->sequence, 1, __ATOMIC_RELEASE);
  wake_all(&pool->waiting, &pool->sequence);
  for (int i = 1; i < pool->threads; i++) thread_join(pool->handles[i]);
  pool->threads = 1;
  pool->sequence = pool->stopping = 0;
}

// A pool of the caller alone.
static void pool_init(Pool *pool, Exec exec) {
  pool->exec = exec;
  pool->threads = 1;
  pool->sequence = pool->stopping = pool->shares_done = 0;
  pool->next_share = SHARES;
  waiting_init(&pool->waiting);
}

static void pool_end(Pool *pool) {
  pool_stop(pool);
  waiting_end(&pool->waiting);
}

// Restarts a pool with so many threads, the caller counted among them; returns how many there are.
static int pool_restart(Pool *pool, int wanted) {
  if (wanted < 1) wanted = 1;
  if (wanted > MAX_THREADS) wanted = MAX_THREADS;
  if (wanted == pool->threads) return wanted;
  pool_stop(pool);
  int started = 1;
  while (started < wanted && thread_start(&pool->handles[started], pool_thread, pool)) started++;
  return pool->threads = started;
}

// Small work is done by the caller alone, share by share: waking others would take longer.
static void pool_run(Pool *pool, int op, const double *args, int parallel) {
  if (pool->threads == 1 || !parallel) {
    for (int share = 0; share < SHARES; share++) pool->exec(op, share, SHARES, args);
    return;
  }
  pool->op = op;
  pool->args = args;
  __atomic_store_n(&pool->shares_done, 0, __ATOMIC_RELEASE);
  __atomic_store_n(&pool->next_share, 0, __ATOMIC_RELEASE);
  __atomic_fetch_add(&pool->sequence, 1, __ATOMIC_RELEASE);
  wake_all(&pool->waiting, &pool->sequence);
  take_shares(pool);
  for (int spins = 0; __atomic_load_n(&pool->shares_done, __ATOMIC_ACQUIRE) != SHARES;) {
    if (++spins > SPINS_YIELD) {
      let_others_run();
      spins = SPINS_YIELD / 2;
    } else {
      PAUSE();
    }
  }
}
#endif
