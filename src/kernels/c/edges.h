// Kernels whose result is a number for each edge of a graph, and the sums over edges that gradients need.
#ifndef WEFT_EDGES_H
#define WEFT_EDGES_H
#include "kernel.h"
#include "special.h"

// ⟨a, b⟩ + ⟨c, d⟩.
INLINE float two_dots(const float *a, const float *b, const float *c, const float *d, ptrdiff_t n) {
  vf s0 = splat(0), s1 = s0, s2 = s0, s3 = s0;
  ptrdiff_t f = 0;
  for (; f + 2 * VL <= n; f += 2 * VL) {
    FMA(s0, load(a + f), load(b + f));
    FMA(s1, load(c + f), load(d + f));
    FMA(s2, load(a + f + VL), load(b + f + VL));
    FMA(s3, load(c + f + VL), load(d + f + VL));
  }
  float s = sum_of((s0 + s1) + (s2 + s3));
  for (; f < n; f++) s += a[f] * b[f] + c[f] * d[f];
  return s;
}

// out[e] = ⟨a_i, b_j⟩ for each entry e = (i, j), plus ⟨a_j, b_i⟩ for j ≠ i when an edge stands for both directions:
// indptr, indices, a, b, out, rows, width, both.
OP(sddmm) {
  const int32_t *indptr = I32(0), *indices = I32(1);
  const float *a = F32(2), *b = F32(3);
  float *out = F32(4);
  const ptrdiff_t width = INT(6);
  const int both = (int)INT(7);
  SHARE(INT(5));
  for (ptrdiff_t i = first; i < last; i++) {
    for (int32_t e = indptr[i]; e < indptr[i + 1]; e++) {
      const ptrdiff_t j = indices[e];
      out[e] = both && j != i ? two_dots(a + i * width, b + j * width, a + j * width, b + i * width, width)
                              : dot(a + i * width, b + j * width, width);
    }
  }
}

// Softmax of scale · score over the entries of each row: indptr or 0 (every row `width` long), width, score, out, rows,
// scale.
OP(edge_softmax) {
  const int32_t *indptr = I32(0);
  const ptrdiff_t width = INT(1);
  const float *score = F32(2), scale = NUM(5);
  float *out = F32(3);
  SHARE(INT(4));
  for (ptrdiff_t i = first; i < last; i++) {
    const ptrdiff_t from = indptr ? indptr[i] : i * width, until = indptr ? indptr[i + 1] : from + width;
    float most = -3.0e38f;
    for (ptrdiff_t e = from; e < until; e++) most = score[e] > most ? score[e] : most;
    for (ptrdiff_t e = from; e < until; e++) out[e] = (score[e] - most) * scale;
  }
  const ptrdiff_t begin = indptr ? indptr[first] : first * width, end = indptr ? indptr[last] : last * width;
  map_exp(out, out, begin, end);
  for (ptrdiff_t i = first; i < last; i++) {
    const ptrdiff_t from = indptr ? indptr[i] : i * width, until = indptr ? indptr[i + 1] : from + width;
    float sum = 0;
    for (ptrdiff_t e = from; e < until; e++) sum += out[e];
    for (ptrdiff_t e = from; e < until; e++) out[e] /= sum;
  }
}

// Gradient of edge_softmax in the scores: indptr or 0, width, y, dy, out, rows, scale.
OP(edge_softmax_backward) {
  const int32_t *indptr = I32(0);
  const ptrdiff_t width = INT(1);
  const float *y = F32(2), *dy = F32(3), scale = NUM(6);
  float *out = F32(4);
  SHARE(INT(5));
  for (ptrdiff_t i = first; i < last; i++) {
    const ptrdiff_t from = indptr ? indptr[i] : i * width, until = indptr ? indptr[i + 1] : from + width;
    float along = 0;
    for (ptrdiff_t e = from; e < until; e++) along += y[e] * dy[e];
    for (ptrdiff_t e = from; e < until; e++) out[e] = y[e] * (dy[e] - along) * scale;
  }
}

// Σ over entries of ‖z_i − z_j‖², a double for each share: indptr, indices, z, rows, width, partial.
OP(edge_smoothness) {
  const int32_t *indptr = I32(0), *indices = I32(1);
  const float *z = F32(2);
  const ptrdiff_t width = INT(4);
  double total = 0;
  SHARE(INT(3));
  for (ptrdiff_t i = first; i < last; i++) {
    const float *zi = z + i * width;
    for (int32_t e = indptr[i]; e < indptr[i + 1]; e++) {
      const float *zj = z + (ptrdiff_t)indices[e] * width;
      vf squares = splat(0);
      ptrdiff_t f = 0;
      for (; f + VL <= width; f += VL) {
        const vf d = load(zi + f) - load(zj + f);
        FMA(squares, d, d);
      }
      float s = sum_of(squares);
      for (; f < width; f++) s += (zi[f] - zj[f]) * (zi[f] - zj[f]);
      total += s;
    }
  }
  F64(5)[share] = total;
}

// out_i = scale · Σ over the row's entries of (z_i − z_j): indptr, indices, z, out, rows, width, scale.
OP(edge_differences) {
  const int32_t *indptr = I32(0), *indices = I32(1);
  const float *z = F32(2), scale = NUM(6);
  const ptrdiff_t width = INT(5);
  SHARE(INT(4));
  for (ptrdiff_t i = first; i < last; i++) {
    const float *zi = z + i * width;
    float *to = F32(3) + i * width;
    ptrdiff_t f = 0;
    for (; f + VL <= width; f += VL) {
      const vf here = load(zi + f);
      vf sum = splat(0);
      for (int32_t e = indptr[i]; e < indptr[i + 1]; e++) sum += here - load(z + (ptrdiff_t)indices[e] * width + f);
      store(to + f, sum * splat(scale));
    }
    for (; f < width; f++) {
      float sum = 0;
      for (int32_t e = indptr[i]; e < indptr[i + 1]; e++) sum += zi[f] - z[(ptrdiff_t)indices[e] * width + f];
      to[f] = sum * scale;
    }
  }
}

// An undirected graph comes in two forms: `upper` lists each edge i ≤ j once in row i, the loop of i first, so that the
// number of an edge is its place; `full` lists the neighbours of every node with the number of the edge to each.

INLINE float positive(float x) { return x > 0 ? x : 0; }

// root_i = 1 / √Σ_j (relu(p_ij) + [i = j]): full indptr, indices, edge, p, root, rows.
OP(edge_roots) {
  const int32_t *indptr = I32(0), *edge = I32(2);
  const float *p = F32(3);
  SHARE(INT(5));
  for (ptrdiff_t i = first; i < last; i++) {
    float sum = 1;
    for (int32_t e = indptr[i]; e < indptr[i + 1]; e++) sum += positive(p[edge[e]]);
    F32(4)[i] = 1 / __builtin_sqrtf(sum);
  }
}

// a_ij = root_i (relu(p_ij) + [i = j]) root_j: upper indptr, indices, p, root, a, rows.
OP(edge_normalize) {
  const int32_t *indptr = I32(0), *indices = I32(1);
  const float *p = F32(2), *root = F32(3);
  float *a = F32(4);
  SHARE(INT(5));
  for (ptrdiff_t i = first; i < last; i++) {
    a[indptr[i]] = (positive(p[indptr[i]]) + 1) * root[i] * root[i];
    for (int32_t e = indptr[i] + 1; e < indptr[i + 1]; e++) a[e] = positive(p[e]) * root[i] * root[indices[e]];
  }
}

// Slope of the loss in each node's sum of weights: −½ root_i² Σ_j g_ij a_ij, loops twice: full indptr, indices, edge, g, a,
// root, out, rows.
OP(edge_normalize_sums) {
  const int32_t *indptr = I32(0), *indices = I32(1), *edge = I32(2);
  const float *g = F32(3), *a = F32(4), *root = F32(5);
  SHARE(INT(7));
  for (ptrdiff_t i = first; i < last; i++) {
    float sum = 0;
    for (int32_t e = indptr[i]; e < indptr[i + 1]; e++) {
      const float slope = g[edge[e]] * a[edge[e]];
      sum += indices[e] == i ? slope + slope : slope;
    }
    F32(6)[i] = -.5f * root[i] * root[i] * sum;
  }
}

// Gradient in p, times `factor` off the diagonal: upper indptr, indices, p, g, root, sums, out, rows, factor.
OP(edge_normalize_backward) {
  const int32_t *indptr = I32(0), *indices = I32(1);
  const float *p = F32(2), *g = F32(3), *root = F32(4), *sums = F32(5), factor = NUM(8);
  float *out = F32(6);
  SHARE(INT(7));
  for (ptrdiff_t i = first; i < last; i++) {
    const int32_t loop = indptr[i];
    out[loop] = p[loop] > 0 ? g[loop] * root[i] * root[i] + sums[i] : 0;
    for (int32_t e = loop + 1; e < indptr[i + 1]; e++) {
      const ptrdiff_t j = indices[e];
      out[e] = p[e] > 0 ? factor * (g[e] * root[i] * root[j] + sums[i] + sums[j]) : 0;
    }
  }
}

// Σ (a − c)², edges between two nodes counted twice, a double for each share: upper indptr, a, c, rows, partial.
OP(edge_distance) {
  const int32_t *indptr = I32(0);
  const float *a = F32(1), *c = F32(2);
  double total = 0;
  SHARE(INT(3));
  for (ptrdiff_t i = first; i < last; i++) {
    const float loop = a[indptr[i]] - c[indptr[i]];
    float sum = 0;
    for (int32_t e = indptr[i] + 1; e < indptr[i + 1]; e++) sum += (a[e] - c[e]) * (a[e] - c[e]);
    total += loop * loop + 2 * sum;
  }
  F64(4)[share] = total;
}

// out = scale · (a − c), edges between two nodes twice: upper indptr, a, c, out, rows, scale.
OP(edge_distance_backward) {
  const int32_t *indptr = I32(0);
  const float *a = F32(1), *c = F32(2), scale = NUM(5);
  float *out = F32(3);
  SHARE(INT(4));
  for (ptrdiff_t i = first; i < last; i++) {
    out[indptr[i]] = scale * (a[indptr[i]] - c[indptr[i]]);
    for (int32_t e = indptr[i] + 1; e < indptr[i + 1]; e++) out[e] = 2 * scale * (a[e] - c[e]);
  }
}
#endif
