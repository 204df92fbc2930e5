// Runs recorded calls of kernels on memory that ends where the blocks end: under the address sanitizer on exact heap
// blocks, otherwise between pages that may not be touched. The shares of a call are run forwards, backwards and, with
// -DTHREADS, on the pool; all must give the same bytes, and about what was recorded.
// replay FILE OP…: prints the number of calls, or what went wrong; values of the kernels named are not compared with what
// was recorded.
#define _GNU_SOURCE
#include <math.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

#include "../../../src/kernels/c/pool.h"

#ifdef THREADS
#define PLAIN __attribute__((weak, disable_sanitizer_instrumentation))
// Compilers ask for these, older libraries have only the plain ones, which see the same.
PLAIN void *__tsan_memset(void *p, int c, size_t n) { return memset(p, c, n); }
PLAIN void *__tsan_memcpy(void *p, const void *q, size_t n) { return memcpy(p, q, n); }
PLAIN void *__tsan_memmove(void *p, const void *q, size_t n) { return memmove(p, q, n); }
#endif

#define MOST_BLOCKS 32
#define MOST_ARGS 32
#define PAGE 65536

void weft_exec_fuzz(int, int, int, const double *);

typedef struct {
  uint32_t length, holds_doubles;
  uint32_t *before, *after, *first;
  char *memory, *start;
} Block;

static void fail(const char *what, uint32_t call, uint32_t op, int block, uint32_t at) {
  printf("call %u of kernel %u: %s in block %d, element %u\n", call, op, what, block, at);
  exit(1);
}

static void *read_some(FILE *file, size_t bytes) {
  void *p = malloc(bytes + 1);
  if (fread(p, 1, bytes, file) != bytes) exit(2);
  return p;
}

static uint32_t read_count(FILE *file) {
  uint32_t *p = read_some(file, 4), count = *p;
  free(p);
  return count;
}

// Every second call lies as little aligned as its length allows; between pages it touches the one behind it, the others
// touch the page in front.
static void place(Block *b, int odd) {
  const size_t bytes = (size_t)b->length * 4;
#if defined(__has_feature)
#if __has_feature(address_sanitizer)
#define ON_HEAP
#endif
#endif
#ifdef ON_HEAP
  const size_t shift = !odd ? 0 : b->length % 2 ? 4 : 8;
  b->memory = malloc(bytes + shift);
  b->start = b->memory + shift;
#else
  const size_t room = (bytes + PAGE - 1) / PAGE * PAGE;
  b->memory = mmap(0, room + 2 * PAGE, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  if (room > 0) mprotect(b->memory + PAGE, room, PROT_READ | PROT_WRITE);
  b->start = b->memory + PAGE + (odd ? room - bytes : 0);
#endif
}

static void give_back(Block *b) {
#ifdef ON_HEAP
  free(b->memory);
#else
  munmap(b->memory, ((size_t)b->length * 4 + PAGE - 1) / PAGE * PAGE + 2 * PAGE);
#endif
}

// An address, as the block it lies in and elements from there, or a plain number.
static double read_number(FILE *file, const Block *blocks) {
  const int32_t block = (int32_t)read_count(file);
  double *p = read_some(file, 8), value = *p;
  free(p);
  return block < 0 ? value : (double)(intptr_t)(blocks[block].start + 4 * (ptrdiff_t)value);
}

static int near(double x, double y) { return x == y || (isnan(x) && isnan(y)) || fabs(x - y) <= 1e-3 * (1 + fabs(y)); }

// Elements are floats, integers, or halves of doubles.
static int alike(const Block *b, uint32_t i) {
  float x, y;
  double p, q;
  memcpy(&x, b->first + i, 4), memcpy(&y, b->after + i, 4);
  if (b->first[i] == b->after[i] || near((double)x, (double)y)) return 1;
  const uint32_t even = i & ~1u;
  if (!b->holds_doubles || even + 1 >= b->length) return 0;
  memcpy(&p, b->first + even, 8), memcpy(&q, b->after + even, 8);
  return near(p, q);
}

static Pool pool;
static char values_are_free[1024];

static void run_once(uint32_t op, const double *args, int way) {
  if (way == 2) return pool_run(&pool, (int)op, args, 1);
  for (int t = 0; t < SHARES; t++) weft_exec_fuzz((int)op, way == 1 ? SHARES - 1 - t : t, SHARES, args);
}

static void replay(FILE *file, uint32_t call) {
  const uint32_t op = read_count(file), n_args = read_count(file), n_blocks = read_count(file);
  const uint32_t n_pointers = read_count(file);
  if (n_args > MOST_ARGS || n_blocks > MOST_BLOCKS) exit(2);
  Block blocks[MOST_BLOCKS];
  for (uint32_t k = 0; k < n_blocks; k++) {
    Block *b = blocks + k;
    b->length = read_count(file);
    b->holds_doubles = read_count(file);
    b->before = read_some(file, (size_t)b->length * 4);
    b->after = read_some(file, (size_t)b->length * 4);
    b->first = malloc((size_t)b->length * 4 + 1);
    place(b, call & 1);
  }
  double args[MOST_ARGS] = {0};
  for (uint32_t i = 0; i < n_args; i++) args[i] = read_number(file, blocks);
  for (uint32_t i = 0; i < n_pointers; i++) {
    const Block *b = blocks + read_count(file);
    const uint32_t at = read_count(file);
    const double address = read_number(file, blocks);
    memcpy(b->before + 2 * at, &address, 8), memcpy(b->after + 2 * at, &address, 8);
  }
#ifdef THREADS
  const int ways = 3;
  if (call % 40 == 0) pool_restart(&pool, 1 + (int)(call / 40 * 7 % THREADS));
#else
  const int ways = 2;
#endif
  for (int way = 0; way < ways; way++) {
    for (uint32_t k = 0; k < n_blocks; k++) memcpy(blocks[k].start, blocks[k].before, (size_t)blocks[k].length * 4);
    run_once(op, args, way);
    for (uint32_t k = 0; k < n_blocks; k++) {
      Block *b = blocks + k;
      if (way == 0) memcpy(b->first, b->start, (size_t)b->length * 4);
      for (uint32_t i = 0; i < b->length; i++) {
        if (way == 0 && !values_are_free[op & 1023] && !alike(b, i)) fail("other values than recorded", call, op, (int)k, i);
        if (memcmp(b->first + i, b->start + 4 * (size_t)i, 4)) fail("the order of shares matters", call, op, (int)k, i);
      }
    }
  }
  for (uint32_t k = 0; k < n_blocks; k++) {
    free(blocks[k].before), free(blocks[k].after), free(blocks[k].first);
    give_back(blocks + k);
  }
}

int main(int count, char **words) {
  FILE *file = count >= 2 ? fopen(words[1], "rb") : 0;
  if (!file) return 2;
  for (int i = 2; i < count; i++) values_are_free[atoi(words[i]) & 1023] = 1;
  pool_init(&pool, weft_exec_fuzz);
  const uint32_t calls = read_count(file);
  for (uint32_t call = 0; call < calls; call++) replay(file, call);
  pool_end(&pool);
  fclose(file);
  printf("%u calls\n", calls);
  return 0;
}
