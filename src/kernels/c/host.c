// The exported interface of the native libraries: opened sets of kernels, each with its instruction set and its threads.
#include "cpu.h"
#include "pool.h"

// Raised whenever an argument list or an exported function changes its meaning.
#define ABI_VERSION 2
// Sets that may be open at once in a process; a JavaScript worker opens its own.
#define MAX_OPEN 256

#if defined(_WIN32)
#define API __declspec(dllexport)
#else
#define API __attribute__((visibility("default")))
#endif

// Why no set was opened.
enum { NO_KERNELS = -1, TOO_MANY = -2 };

typedef struct {
  int taken, level;
  int (*sizes)(int);
  Pool pool;
} Set;

static Set sets[MAX_OPEN];

API int weft_abi(void) { return ABI_VERSION; }

// Opens a set with the best kernels up to the level `most` (0 = the best there are); returns its number or why not.
API int weft_open(int most) {
  int level = cpu_level();
  if (most > 0 && most < level) level = most;
  Exec exec;
  int (*sizes)(int);
  switch (level) {
#if defined(__x86_64__)
    case LEVEL_AVX512:
      exec = weft_exec_avx512;
      sizes = weft_sizes_avx512;
      break;
    case LEVEL_AVX2:
      exec = weft_exec_avx2;
      sizes = weft_sizes_avx2;
      break;
#elif defined(__aarch64__)
    case LEVEL_NEON:
      exec = weft_exec_neon;
      sizes = weft_sizes_neon;
      break;
#endif
    default:
      return NO_KERNELS;
  }
  for (int i = 0; i < MAX_OPEN; i++) {
    int nobody = 0;
    if (!__atomic_compare_exchange_n(&sets[i].taken, &nobody, 1, 0, __ATOMIC_ACQUIRE, __ATOMIC_RELAXED)) continue;
    sets[i].level = level;
    sets[i].sizes = sizes;
    pool_init(&sets[i].pool, exec);
    return i;
  }
  return TOO_MANY;
}

API int weft_level(int set) { return sets[set].level; }
API int weft_size(int set, int which) { return sets[set].sizes(which); }
API int weft_shares(void) { return SHARES; }
API int weft_threads(int set, int wanted) { return pool_restart(&sets[set].pool, wanted); }
API void weft_run(int set, int op, const double *args, int parallel) { pool_run(&sets[set].pool, op, args, parallel); }
// Joins the threads; must come before the library is closed.
API void weft_close(int set) {
  pool_end(&sets[set].pool);
  __atomic_store_n(&sets[set].taken, 0, __ATOMIC_RELEASE);
}
// Address of a buffer without the wide right that Deno.UnsafePointer asks for; a double holds 53 bits.
API double weft_address(const void *p) { return (double)(intptr_t)p; }
