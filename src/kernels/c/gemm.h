// Matrix products C (+)= A · B with B packed into panels of PANEL columns: the tile in registers is TILE rows × PANEL
// columns, and every smaller number of rows has a tile of its own.
#ifndef WEFT_GEMM_H
#define WEFT_GEMM_H
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

// What a product reads: rows of A (`row`, `column` are strides in floats) and a packed panel, `depth` deep.
typedef struct {
  const float *a;
  ptrdiff_t row, column;
  const float *panels;
  int depth;
} Factor;

// What happens to a finished tile: added to what is there, a bias by column, negative numbers to zero.
typedef struct {
  int accumulate;
  const float *bias;
  int relu;
} Finish;

// A second factor may follow, so that [A0 | A1] · [B0 ; B1] needs no joined copies.
INLINE void tile(const int rows, const Factor *f, int factors, ptrdiff_t from, ptrdiff_t panel, float *c, ptrdiff_t ldc,
                 int columns, const Finish *finish) {
  vf sum[TILE][VECTORS];
  UNROLL for (int i = 0; i < rows; i++) {
    UNROLL for (int j = 0; j < VECTORS; j++) sum[i][j] = splat(0);
  }
  for (int q = 0; q < factors; q++) {
    const ptrdiff_t row = f[q].row, column = f[q].column;
    const float *a = f[q].a + from * row, *b = f[q].panels + panel * PANEL * f[q].depth;
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
  if (columns == PANEL) {
    UNROLL for (int i = 0; i < rows; i++) {
      UNROLL for (int j = 0; j < VECTORS; j++) {
        float *to = c + i * ldc + j * VL;
        vf v = sum[i][j];
        if (bias) v += load(bias + j * VL);
        if (finish->accumulate) v += load(to);
        if (finish->relu) v = vmax(v, splat(0));
        store(to, v);
      }
    }
    return;
  }
  float edge[TILE][PANEL];
  UNROLL for (int i = 0; i < rows; i++) {
    UNROLL for (int j = 0; j < VECTORS; j++) store(edge[i] + j * VL, sum[i][j]);
  }
  for (int i = 0; i < rows; i++) {
    for (int j = 0; j < columns; j++) {
      float v = edge[i][j] + (bias ? bias[j] : 0) + (finish->accumulate ? c[i * ldc + j] : 0);
      c[i * ldc + j] = finish->relu && v < 0 ? 0 : v;
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
    for (; i + TILE <= rows; i += TILE) FULL_TILE(f, factors, i, p, c + i * ldc + p * PANEL, ldc, wide, finish);
    if (i < rows) TILES[rows - i](f, factors, i, p, c + i * ldc + p * PANEL, ldc, wide, finish);
  }
}

static void gemm(const Factor *f, int factors, ptrdiff_t rows, int columns, float *c, ptrdiff_t ldc,
                 const Finish *finish) {
  gemm_panels(f, factors, rows, columns, 0, PANELS(columns), c, ldc, finish);
}

// Packs B of `depth` rows and `columns` columns (element k, n at b[k * row + n * column]) into panels [first, last).
static void pack(const float *b, ptrdiff_t row, ptrdiff_t column, int depth, int columns, float *out, ptrdiff_t first,
                 ptrdiff_t last) {
  for (ptrdiff_t p = first; p < last; p++) {
    int from = (int)(p * PANEL), wide = columns - from < PANEL ? columns - from : PANEL;
    float *to = out + (ptrdiff_t)from * depth;
    if (column == 1 && wide == PANEL) {
      for (int k = 0; k < depth; k++, to += PANEL) {
        for (int j = 0; j < VECTORS; j++) store(to + j * VL, load(b + k * row + from + j * VL));
      }
    } else {
      for (int k = 0; k < depth; k++, to += PANEL) {
        for (int j = 0; j < PANEL; j++) to[j] = j < wide ? b[k * row + (from + j) * column] : 0;
      }
    }
  }
}

// Packs a matrix: b, row stride, column stride, depth, columns, out.
OP(pack) {
  SHARE(PANELS(INT(4)));
  pack(F32(0), INT(1), INT(2), (int)INT(3), (int)INT(4), F32(5), first, last);
}

// C (+)= A · B by rows: a, row stride, column stride, packed b, c, ldc, rows, columns, depth, accumulate, bias or 0, relu.
OP(gemm_rows) {
  const Finish finish = {(int)INT(9), F32(10), (int)INT(11)};
  SHARE_OF(INT(6), TILE);
  for (ptrdiff_t i = first; i < last; i += 20 * TILE) {
    ptrdiff_t rows = last - i < 20 * TILE ? last - i : 20 * TILE;
    const Factor f = {F32(0) + i * INT(1), INT(1), INT(2), F32(3), (int)INT(8)};
    gemm(&f, 1, rows, (int)INT(7), F32(4) + i * INT(5), INT(5), &finish);
  }
}

// The same by panels of columns, for few rows and many columns; arguments as gemm_rows.
OP(gemm_columns) {
  const Finish finish = {(int)INT(9), F32(10), (int)INT(11)};
  SHARE(PANELS(INT(7)));
  const Factor f = {F32(0), INT(1), INT(2), F32(3), (int)INT(8)};
  gemm_panels(&f, 1, INT(6), (int)INT(7), first, last, F32(4), INT(5), &finish);
}

// Sums over rows in shares, to be added up by `add_shares`: the gradient of a dense layer in its weights and bias.
// partial[share] = [xᵀ g (depth × columns) ; column sums of g]: x, ldx, g, columns, depth, rows, partial, scratch.
OP(gemm_transposed) {
  const int columns = (int)INT(3), depth = (int)INT(4);
  const ptrdiff_t size = (ptrdiff_t)depth * columns + columns;
  float *part = F32(6) + share * size, *packed = F32(7) + share * PACKED(columns, ROW_BLOCK);
  const Finish add = {1, 0, 0};
  zero(part, size);
  SHARE(INT(5));
  for (ptrdiff_t i = first; i < last; i += ROW_BLOCK) {
    ptrdiff_t rows = last - i < ROW_BLOCK ? last - i : ROW_BLOCK;
    const float *g = F32(2) + i * columns;
    for (ptrdiff_t q = 0; q < rows; q++) {
      for (int f = 0; f < columns; f++) part[size - columns + f] += g[q * columns + f];
    }
    pack(g, columns, 1, (int)rows, columns, packed, 0, PANELS(columns));
    const Factor x = {F32(0) + i * INT(1), 1, INT(1), packed, (int)rows};
    gemm(&x, 1, depth, columns, part, columns, &add);
  }
}

// out[i] = Σ over shares of partial[share][i], added in the order of the shares: partial, parts, n, out.
OP(add_shares) {
  const ptrdiff_t parts = INT(1), n = INT(2);
  const float *partial = F32(0);
  float *out = F32(3);
  SHARE(n);
  for (ptrdiff_t i = first; i < last; i++) {
    float s = 0;
    for (ptrdiff_t t = 0; t < parts; t++) s += partial[t * n + i];
    out[i] = s;
  }
}
#endif
