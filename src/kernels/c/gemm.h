// Matrix products C (+)= A · B with B packed into panels of PANEL columns: the tile in registers is TILE rows × PANEL
// columns, and every smaller number of rows has a tile of its own.
#ifndef WEFT_GEMM_H
#define WEFT_GEMM_H
#include "activation.h"
#include "kernel.h"

#if VL == 16
#define TILE 12
#else
#define TILE 6
#endif
#define VECTORS 2
#define PANEL (VECTORS * VL)
#define PANELS(n) (((n) + PANEL - 1) / PANEL)
// Floats that a packed matrix of `depth` rows and `n` columns takes.
#define PACKED(n, depth) ((ptrdiff_t)PANELS(n) * PANEL * (depth))

#ifdef __wasm__
// Keeps the rows in order: LLVM otherwise holds six splats at once, more than V8 has registers for on x86-64.
#define PIN(v) __asm__ volatile("" : "+r"((v)[0]), "+r"((v)[1]))
#else
#define PIN(v)
#endif

// What a product reads: rows of A (`row`, `column` are strides in floats) and the packed panels that belong to them, `depth`
// deep, and `stride` floats from one to the next if they are parts of deeper ones.
typedef struct {
  const float *a;
  ptrdiff_t row, column;
  const float *panels;
  int depth;
  ptrdiff_t stride;
} Factor;

INLINE ptrdiff_t panel_stride(const Factor *f) { return f->stride ? f->stride : PANEL * (ptrdiff_t)f->depth; }

// Memory that will be needed soon, brought to the cache a few lines a tile: the processor does not see ahead by itself
// when several inputs and outputs are gone through in blocks.
#define MOST_FETCHES 10
#define LINE 16
typedef struct {
  const float *at[MOST_FETCHES], *end[MOST_FETCHES];
  int next, count, lines_a_tile;
} Fetch;

INLINE void fetch_later(Fetch *f, const float *from, ptrdiff_t length) {
  f->at[f->count] = from;
  f->end[f->count++] = from + length;
}

static void fetch_some(Fetch *f) {
  int lines = f->lines_a_tile;
  while (lines > 0 && f->next < f->count) {
    const float *at = f->at[f->next], *end = f->end[f->next];
    for (; lines > 0 && at < end; lines--, at += LINE) __builtin_prefetch(at);
    f->at[f->next] = at;
    if (at >= end) f->next++;
  }
}

// What happens to a finished tile: added to what is there, a bias by column, negative numbers to zero.
typedef struct {
  int accumulate;
  const float *bias;
  int relu;
  Fetch *fetch;
} Finish;

INLINE void finish_vector(vf sum, float *to, vf plus, const Finish *finish) {
  vf v = sum + plus;
  if (finish->accumulate) v += load(to);
  if (finish->relu) v = vmax(v, splat(0));
  store(to, v);
}

// The finish of fewer columns than a vector has, which must not touch what lies behind them.
INLINE void finish_edge(vf sum, float *to, const float *bias, int columns, const Finish *finish) {
  float edge[VL];
  store(edge, sum);
  for (int j = 0; j < columns; j++) {
    float v = edge[j] + (bias ? bias[j] : 0) + (finish->accumulate ? to[j] : 0);
    to[j] = finish->relu && v < 0 ? 0 : v;
  }
}

// A second factor may follow, so that [A0 | A1] · [B0 ; B1] needs no joined copies.
INLINE void tile(const int rows, const Factor *f, int factors, ptrdiff_t from, ptrdiff_t panel, float *c, ptrdiff_t ldc,
                 int columns, const Finish *finish) {
  vf sum[TILE][VECTORS];
  UNROLL for (int i = 0; i < rows; i++) {
    UNROLL for (int j = 0; j < VECTORS; j++) sum[i][j] = splat(0);
  }
  for (int q = 0; q < factors; q++) {
    const ptrdiff_t row = f[q].row, column = f[q].column;
    const float *a = f[q].a + from * row, *b = f[q].panels + panel * panel_stride(f + q);
    const int depth = f[q].depth;
    KEEP_LOOP for (int k = 0; k < depth; k++) {
      vf right[VECTORS];
      UNROLL for (int j = 0; j < VECTORS; j++) right[j] = load(b + j * VL);
      UNROLL for (int i = 0; i < rows; i++) {
        vf x = splat(a[i * row]);
        UNROLL for (int j = 0; j < VECTORS; j++) FMA(sum[i][j], x, right[j]);
        PIN(sum[i]);
      }
      a += column;
      b += PANEL;
    }
  }
  const float *bias = finish->bias ? finish->bias + panel * PANEL : 0;
  UNROLL for (int j = 0; j < VECTORS; j++) {
    const int left = columns - j * VL;
    if (left >= VL) {
      const vf plus = bias ? load(bias + j * VL) : splat(0);
      UNROLL for (int i = 0; i < rows; i++) finish_vector(sum[i][j], c + i * ldc + j * VL, plus, finish);
    } else if (left > 0) {
      UNROLL for (int i = 0; i < rows; i++) {
        finish_edge(sum[i][j], c + i * ldc + j * VL, bias ? bias + j * VL : 0, left, finish);
      }
    }
  }
}

typedef void (*TileFn)(const Factor *, int, ptrdiff_t, ptrdiff_t, float *, ptrdiff_t, int, const Finish *);
#define TILE_OF(rows)                                                                                              \
  NOINLINE void tile_##rows(const Factor *f, int factors, ptrdiff_t from, ptrdiff_t panel, float *c, ptrdiff_t ldc, \
                            int columns, const Finish *finish) {                                                   \
    tile(rows, f, factors, from, panel, c, ldc, columns, finish);                                                  \
  }
TILE_OF(1)
TILE_OF(2)
TILE_OF(3)
TILE_OF(4)
TILE_OF(5)
TILE_OF(6)
#if TILE == 12
TILE_OF(7)
TILE_OF(8)
TILE_OF(9)
TILE_OF(10)
TILE_OF(11)
TILE_OF(12)
#define FULL_TILE tile_12
static const TileFn TILES[] = {0,      tile_1, tile_2, tile_3, tile_4,  tile_5, tile_6,
                               tile_7, tile_8, tile_9, tile_10, tile_11, tile_12};
#else
#define FULL_TILE tile_6
static const TileFn TILES[] = {0, tile_1, tile_2, tile_3, tile_4, tile_5, tile_6};
#endif

// C of `rows` rows and `columns` columns from panels [first, last).
static void gemm_panels(const Factor *f, int factors, ptrdiff_t rows, int columns, ptrdiff_t first, ptrdiff_t last,
                        float *c, ptrdiff_t ldc, const Finish *finish) {
  for (ptrdiff_t p = first; p < last; p++) {
    int left = columns - (int)(p * PANEL), wide = left < PANEL ? left : PANEL;
    ptrdiff_t i = 0;
    for (; i + TILE <= rows; i += TILE) {
      if (finish->fetch) fetch_some(finish->fetch);
      FULL_TILE(f, factors, i, p, c + i * ldc + p * PANEL, ldc, wide, finish);
    }
    if (i < rows) TILES[rows - i](f, factors, i, p, c + i * ldc + p * PANEL, ldc, wide, finish);
  }
}

// Deeper products are cut: a panel stays in the second-level cache, and sums in single precision stay short.
#define DEPTH_BLOCK 512

// C (+)= [A0 | A1 | …] · [B0 ; B1 ; …].
static void gemm(const Factor *f, int factors, ptrdiff_t rows, int columns, float *c, ptrdiff_t ldc,
                 const Finish *finish) {
  int depth = 0;
  for (int q = 0; q < factors; q++) depth += f[q].depth;
  if (depth <= DEPTH_BLOCK) {
    gemm_panels(f, factors, rows, columns, 0, PANELS(columns), c, ldc, finish);
    return;
  }
  int accumulate = finish->accumulate;
  for (int q = 0; q < factors; q++) {
    for (int k = 0; k == 0 || k < f[q].depth; k += DEPTH_BLOCK) {
      const int left = f[q].depth - k, ends = q == factors - 1 && left <= DEPTH_BLOCK;
      const Factor cut = {f[q].a + k * f[q].column, f[q].row, f[q].column, f[q].panels + k * PANEL,
                          left < DEPTH_BLOCK ? left : DEPTH_BLOCK, panel_stride(f + q)};
      const Finish now = {accumulate, ends ? finish->bias : 0, ends && finish->relu, finish->fetch};
      gemm_panels(&cut, 1, rows, columns, 0, PANELS(columns), c, ldc, &now);
      accumulate = 1;
    }
  }
}

typedef float quad __attribute__((vector_size(16), aligned(4)));

// Turns a square of four rows over.
INLINE void turn_quads(quad *r) {
  const quad a = __builtin_shufflevector(r[0], r[1], 0, 4, 1, 5), c = __builtin_shufflevector(r[0], r[1], 2, 6, 3, 7);
  const quad d = __builtin_shufflevector(r[2], r[3], 0, 4, 1, 5), e = __builtin_shufflevector(r[2], r[3], 2, 6, 3, 7);
  r[0] = __builtin_shufflevector(a, d, 0, 1, 4, 5);
  r[1] = __builtin_shufflevector(a, d, 2, 3, 6, 7);
  r[2] = __builtin_shufflevector(c, e, 0, 1, 4, 5);
  r[3] = __builtin_shufflevector(c, e, 2, 3, 6, 7);
}

// Columns of a panel that lie apart, rows of it side by side: turned over in squares of four.
static void pack_turned(const float *b, ptrdiff_t column, int depth, float *to) {
  for (int j = 0; j < PANEL; j += 4) {
    const float *from = b + j * column;
    for (int k = 0; k + 4 <= depth; k += 4) {
      quad r[4];
      UNROLL for (int i = 0; i < 4; i++) r[i] = *(const quad *)(from + i * column + k);
      turn_quads(r);
      UNROLL for (int i = 0; i < 4; i++) *(quad *)(to + (k + i) * PANEL + j) = r[i];
    }
    for (int k = depth & ~3; k < depth; k++) {
      for (int i = 0; i < 4; i++) to[k * PANEL + j + i] = from[i * column + k];
    }
  }
}

// Packs `wide` columns of B (element k, n at b[k * row + n * column]) into one panel.
static void pack_panel(const float *b, ptrdiff_t row, ptrdiff_t column, int depth, int wide, float *to) {
  if (wide == PANEL && row == 1) {
    pack_turned(b, column, depth, to);
  } else if (wide == PANEL && column == 1) {
    for (int k = 0; k < depth; k++, to += PANEL) {
      for (int j = 0; j < VECTORS; j++) store(to + j * VL, load(b + k * row + j * VL));
    }
  } else {
    for (int k = 0; k < depth; k++, to += PANEL) {
      for (int j = 0; j < PANEL; j++) to[j] = j < wide ? b[k * row + j * column] : 0;
    }
  }
}

// Packs B of `depth` rows and `columns` columns into panels [first, last), `stride` floats from one to the next.
static void pack_part(const float *b, ptrdiff_t row, ptrdiff_t column, int depth, int columns, float *out,
                      ptrdiff_t stride, ptrdiff_t first, ptrdiff_t last) {
  for (ptrdiff_t p = first; p < last; p++) {
    const int from = (int)(p * PANEL), wide = columns - from < PANEL ? columns - from : PANEL;
    pack_panel(b + from * column, row, column, depth, wide, out + p * stride);
  }
}

// The same into panels of that depth.
static void pack(const float *b, ptrdiff_t row, ptrdiff_t column, int depth, int columns, float *out, ptrdiff_t first,
                 ptrdiff_t last) {
  pack_part(b, row, column, depth, columns, out, PANEL * (ptrdiff_t)depth, first, last);
}

// Packs a matrix as rows [above, above + depth) of a right-hand side that is `total` deep: b, row stride, column stride,
// depth, columns, out, above, total.
OP(pack) {
  SHARE(PANELS(INT(4)));
  float *out = F32(5) + INT(6) * PANEL;
  pack_part(F32(0), INT(1), INT(2), (int)INT(3), (int)INT(4), out, INT(7) * PANEL, first, last);
}

// C (+)= act(A · B + bias) by panels of columns, for few rows and many columns; B is packed on the way, piece by piece:
// a, row stride, column stride, b, row stride, column stride, c, rows, columns, depth, accumulate, bias or 0,
// activation, slope, scratch (PANEL × DEPTH_BLOCK a share).
OP(gemm_columns) {
  const int columns = (int)INT(8), depth = (int)INT(9), activation = (int)INT(12);
  const float *a = F32(0), *b = F32(3);
  float *c = F32(6), *packed = F32(14) + (ptrdiff_t)share * PANEL * DEPTH_BLOCK;
  SHARE(PANELS(columns));
  for (ptrdiff_t p = first; p < last; p++) {
    const int from = (int)(p * PANEL), wide = columns - from < PANEL ? columns - from : PANEL;
    for (int k = 0; k == 0 || k < depth; k += DEPTH_BLOCK) {
      const int left = depth - k, deep = left < DEPTH_BLOCK ? left : DEPTH_BLOCK, ends = left <= DEPTH_BLOCK;
      pack_panel(b + k * INT(4) + from * INT(5), INT(4), INT(5), deep, wide, packed);
      const Factor f = {a + k * INT(2), INT(1), INT(2), packed, deep, 0};
      const Finish finish = {k > 0 || INT(10), ends && F32(11) ? F32(11) + from : 0, ends && activation == RELU, 0};
      gemm_panels(&f, 1, INT(7), wide, 0, 1, c + from, columns, &finish);
    }
    activate(c + from, INT(7), wide, columns, activation, NUM(13));
  }
}

// out[i] = Σ over shares of partial[share][i], added in the order of the shares: partial, parts, n, out.
OP(add_shares) {
  const ptrdiff_t parts = INT(1), n = INT(2);
  float *out = F32(3);
  SHARE_OF(n, VL);
  ptrdiff_t i = first;
  for (; i + 4 * VL <= last; i += 4 * VL) {
    vf sum[4] = {};
    const float *at = F32(0) + i;
    KEEP_LOOP for (ptrdiff_t t = 0; t < parts; t++, at += n) {
      UNROLL for (int j = 0; j < 4; j++) sum[j] += load(at + j * VL);
    }
    UNROLL for (int j = 0; j < 4; j++) store(out + i + j * VL, sum[j]);
  }
  for (; i < last; i++) {
    float s = 0;
    for (ptrdiff_t t = 0; t < parts; t++) s += F32(0)[t * n + i];
    out[i] = s;
  }
}
#endif
