// The exported interface of the WebAssembly modules: the same shares, taken by workers that share the memory.
#include <stdint.h>

#define SHARES 16
#define ABI_VERSION 1

void weft_exec_wasm(int, int, int, const double *);
int weft_sizes_wasm(int);
extern unsigned char __heap_base;

#define API(name) __attribute__((export_name(#name)))

// What caller and workers tell each other, at an address the loader chooses.
typedef struct {
  int sequence, shares_done, op, next_share;
  int unused[12];
  double args[32];
} Job;

API(weft_abi) int weft_abi(void) { return ABI_VERSION; }
API(weft_size) int weft_size(int which) { return weft_sizes_wasm(which); }
API(weft_shares) int weft_shares(void) { return SHARES; }
// First free byte of the memory.
API(weft_heap) int weft_heap(void) { return (int)(intptr_t)&__heap_base; }
API(weft_job_args) int weft_job_args(void) { return (int)__builtin_offsetof(Job, args); }
API(weft_job_bytes) int weft_job_bytes(void) { return (int)sizeof(Job); }

static void take_shares(Job *job) {
  int share;
  while ((share = __atomic_fetch_add(&job->next_share, 1, __ATOMIC_ACQ_REL)) < SHARES) {
    weft_exec_wasm(job->op, share, SHARES, job->args);
    if (__atomic_add_fetch(&job->shares_done, 1, __ATOMIC_ACQ_REL) == SHARES) {
      __builtin_wasm_memory_atomic_notify(&job->shares_done, 1);
    }
  }
}

// Runs a kernel; with `spins` workers help, and the caller waits so many rounds for the last share before it sleeps.
API(weft_run) void weft_run(int op, Job *job, int spins) {
  if (spins == 0) {
    for (int share = 0; share < SHARES; share++) weft_exec_wasm(op, share, SHARES, job->args);
    return;
  }
  job->op = op;
  __atomic_store_n(&job->shares_done, 0, __ATOMIC_RELEASE);
  __atomic_store_n(&job->next_share, 0, __ATOMIC_RELEASE);
  __atomic_fetch_add(&job->sequence, 1, __ATOMIC_ACQ_REL);
  __builtin_wasm_memory_atomic_notify(&job->sequence, 64);
  take_shares(job);
  int done;
  for (int round = 0; (done = __atomic_load_n(&job->shares_done, __ATOMIC_ACQUIRE)) != SHARES;) {
    if (++round > spins) __builtin_wasm_memory_atomic_wait32(&job->shares_done, done, 200000);
  }
}

// What a worker runs: takes shares of every call until the op is negative.
API(weft_worker) void weft_worker(Job *job, int spins_asleep) {
  int seen = 0;
  for (;;) {
    int now, spins = 0;
    while ((now = __atomic_load_n(&job->sequence, __ATOMIC_ACQUIRE)) == seen) {
      if (++spins > spins_asleep) {
        __builtin_wasm_memory_atomic_wait32(&job->sequence, seen, -1);
        spins = 0;
      }
    }
    seen = now;
    if (job->op < 0) return;
    take_shares(job);
  }
}
