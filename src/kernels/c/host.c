// The exported interface of the native libraries: which kernels this processor can run, and the pool that runs them.
#include "cpu.h"
#include "pool.h"

// Raised whenever an argument list or an exported function changes its meaning.
#define ABI_VERSION 1

#if defined(_WIN32)
#define API __declspec(dllexport)
#else
#define API __attribute__((visibility("default")))
#endif

static int (*sizes_fn)(int);

API int weft_abi(void) { return ABI_VERSION; }

// Takes the best kernels up to `most` (0 = the best there are); returns the level taken, 0 when this processor has none.
API int weft_init(int most) {
  int level = cpu_level();
  if (most > 0 && most < level) level = most;
  switch (level) {
#if defined(__x86_64__)
    case LEVEL_AVX512:
      exec_fn = weft_exec_avx512;
      sizes_fn = weft_sizes_avx512;
      return level;
    case LEVEL_AVX2:
      exec_fn = weft_exec_avx2;
      sizes_fn = weft_sizes_avx2;
      return level;
#elif defined(__aarch64__)
    case LEVEL_NEON:
      exec_fn = weft_exec_neon;
      sizes_fn = weft_sizes_neon;
      return level;
#endif
    default:
      return 0;
  }
}

API int weft_size(int which) { return sizes_fn(which); }
API int weft_shares(void) { return SHARES; }
API int weft_pool(int threads) { return pool_start(threads); }
API void weft_run(int op, const double *args, int parallel) { pool_run(op, args, parallel); }
// Joins the threads; must come before the library is closed.
API void weft_close(void) { pool_stop(); }
// Address of a buffer without the wide right that Deno.UnsafePointer asks for; a double holds 53 bits.
API double weft_address(const void *p) { return (double)(intptr_t)p; }
