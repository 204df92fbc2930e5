import { OP } from "../../../src/kernels/generated/op.ts";
import { adam } from "../../../src/kernels/ops/adam.ts";
import { batchNorm } from "../../../src/kernels/ops/batch_norm.ts";
import { batchNormBackward } from "../../../src/kernels/ops/batch_norm_backward.ts";
import { dropout } from "../../../src/kernels/ops/dropout.ts";
import { unary, type UnaryOp } from "../../../src/kernels/ops/elementwise.ts";
import { gemm } from "../../../src/kernels/ops/gemm.ts";
import { gemmNonzeros } from "../../../src/kernels/ops/gemm_nonzeros.ts";
import { asFloat64 } from "../../../src/kernels/float64.ts";
import { knn, knnWithin } from "../../../src/kernels/ops/knn.ts";
import { layOutKnn } from "../../../src/kernels/ops/knn_rows.ts";
import { likelihood } from "../../../src/kernels/ops/likelihood.ts";
import { moveTowards } from "../../../src/kernels/ops/move_towards.ts";
import type { ParameterRow } from "../../../src/kernels/ops/parameter_table.ts";
import { sample, sampleBackward } from "../../../src/kernels/ops/sample.ts";
import { sgd } from "../../../src/kernels/ops/sgd.ts";
import { special, type SpecialFunction } from "../../../src/kernels/ops/special.ts";
import { spmm } from "../../../src/kernels/ops/spmm.ts";
import { sumOfSquares } from "../../../src/kernels/ops/sum_of_squares.ts";
import type { Draw } from "./draw.ts";

/**
 * One call of every binding with random shapes: all memory is made by {@linkcode Draw} or by the binding itself, exactly
 * as long as the binding asks for. A new kernel is a row more.
 */
export const CASES: Readonly<Record<string, (draw: Draw) => void>> = {
  adam(draw) {
    const { rows, state } = parameters(draw);
    const rule = { beta1: 0.9, beta2: 0.99, epsilon: 1e-8, weightDecay: 0.01, scale: 0.5 };
    adam(draw.kernels, rows, { first: draw.floats(state), second: draw.positive(state) }, rule);
  },
  batchNorm(draw) {
    const [rows, columns] = [draw.rows(), draw.length()];
    const activation = draw.oneOf("none", "relu", "leakyRelu", "tanh");
    const form = { training: draw.flag(), epsilon: 1e-5, momentum: 0.1, activation } as const;
    const [x, dy] = [draw.floats(rows * columns), draw.floats(rows * columns)];
    const [y, dx, saved] = [draw.out(rows * columns), draw.out(rows * columns), draw.out(3 * columns)];
    const [gamma, beta, means, variances] = [
      draw.floats(columns),
      draw.floats(columns),
      draw.floats(columns),
      draw.positive(columns),
    ];
    const shape = { rows, columns, x, gamma, saved, y };
    batchNorm(draw.kernels, { ...shape, beta, means, variances }, form);
    const write = { dx: draw.flag() ? dy : dx, dGamma: draw.out(columns), dBeta: draw.out(columns) };
    batchNormBackward(draw.kernels, { ...shape, dy, ...write }, form);
  },
  dropout(draw) {
    const n = draw.rows();
    const x = draw.floats(n);
    dropout(draw.kernels, x, draw.flag() ? x : draw.out(n), { rate: draw.rng.uniform(), seed: 5, step: 3 });
  },
  gemm(draw) {
    const [rows, depth, columns] = [draw.rows(), draw.length(), draw.length()];
    const [offsetA, offsetC] = [draw.rng.integer(3), draw.rng.integer(3)];
    const left = { rows, columns: depth, transposed: draw.flag(), offset: offsetA };
    const right = { rows: depth, columns, transposed: draw.flag() };
    const accumulate = draw.flag();
    gemm(
      draw.kernels,
      { ...left, block: draw.floats(rows * depth + offsetA) },
      { ...right, block: draw.floats(depth * columns) },
      {
        block: accumulate ? draw.floats(rows * columns + offsetC) : draw.out(rows * columns + offsetC),
        offset: offsetC,
      },
      { bias: draw.maybe(() => draw.floats(columns)), activation: draw.oneOf("none", "relu", "elu"), accumulate },
    );
  },
  gemmNonzeros(draw) {
    const [rows, depth, columns] = [draw.rows(), draw.rows(), draw.length()];
    const [offset, accumulate] = [draw.rng.integer(3), draw.flag()];
    const left = {
      rows,
      columns: depth,
      transposed: draw.flag(),
      offset,
      block: draw.sparseFloats(rows * depth + offset),
    };
    const right = { rows: depth, columns, block: draw.floats(depth * columns) };
    if (draw.rng.uniform() < 0.1) right.block.f32.fill(Infinity, 0, 1);
    const out = accumulate ? draw.floats(rows * columns) : draw.out(rows * columns);
    const bias = draw.maybe(() => draw.floats(columns));
    gemmNonzeros(draw.kernels, left, right, { block: out }, {
      bias,
      activation: draw.oneOf("none", "relu"),
      accumulate,
    });
  },
  knn(draw) {
    const { kernels, rng } = draw;
    const [nRows, nQueries, width] = [1 + draw.rows(), 1 + draw.length(), 1 + draw.length()];
    const values = (n: number): Float64Array => Float64Array.from({ length: n * width }, () => rng.integer(9) - 4);
    const base = draw.flag() ? values(nRows) : Float32Array.from(values(nRows));
    const within = draw.flag();
    const laid = layOutKnn(kernels, base, within ? base : values(nQueries), width);
    const first = within ? 0 : rng.integer(laid.nQueries);
    const [count, k] = [within ? nRows : 1 + rng.integer(laid.nQueries - first), 1 + rng.integer(20)];
    const answer = { rows: draw.out(count * k), squared: draw.out(2 * count * k) };
    asFloat64(answer.squared).fill(0);
    const skip = draw.oneOf("self", "equal", "none");
    if (!within) return knn(kernels, laid, { first, count, k, skip }, answer);
    for (const _ of knnWithin(kernels, laid, { k, skip, piece: Infinity }, answer));
  },
  likelihood(draw) {
    const [rows, columns] = [draw.length(), draw.length()];
    const n = rows * columns, nGroups = 1 + draw.rng.integer(3);
    const pick = () => {
      const at = draw.maybe(() => Int32Array.from({ length: rows }, () => draw.rng.integer(nGroups)));
      return { at, length: (at ? nGroups : rows) * columns };
    };
    const [ofTheta, ofWeights] = [pick(), pick()];
    const family = draw.oneOf("poisson", "nb", "zinb", "gaussian");
    const form = { family, logMean: draw.flag(), logTheta: draw.flag(), logit: draw.flag() } as const;
    const operands = {
      rows,
      columns,
      x: draw.counts(n),
      mean: form.logMean ? draw.floats(n) : draw.positive(n),
      theta: { block: form.logTheta ? draw.floats(ofTheta.length) : draw.positive(ofTheta.length), at: ofTheta.at },
      dropout: form.logit ? draw.floats(n) : draw.shares(n),
      size: draw.maybe(() => draw.positive(rows)),
      weights: draw.maybe(() => ({ block: draw.shares(ofWeights.length), at: ofWeights.at })),
    };
    const [dMean, dDropout, values] = [n, n, n].map((length) => draw.maybe(() => draw.out(length)));
    const dTheta = draw.maybe(() => draw.out(ofTheta.length));
    likelihood(draw.kernels, form, operands, { dMean, dTheta, dDropout, values });
  },
  moveTowards(draw) {
    const n = draw.rows();
    moveTowards(draw.kernels, draw.floats(n), draw.floats(n), n, draw.rng.uniform());
  },
  sample(draw) {
    const n = draw.rows();
    const [first, logVar, noise] = [draw.floats(n), draw.floats(n), draw.floats(n)];
    const out = draw.flag() ? first : draw.out(n);
    (draw.flag() ? sample : sampleBackward)(draw.kernels, first, { logVar, noise }, out);
  },
  sgd(draw) {
    const { rows, state } = parameters(draw);
    sgd(draw.kernels, rows, draw.floats(state), { momentum: 0.9, weightDecay: 0.01, scale: 0.5 });
  },
  special(draw) {
    const names = ["exp", "log", "log1p", "sigmoid", "softplus", "tanh", "lgamma", "digamma", "trigamma"] as const;
    const n = draw.rows();
    const x = draw.flag() ? draw.floats(n) : draw.positive(n);
    special(draw.kernels, draw.oneOf<SpecialFunction>(...names), x, draw.flag() ? x : draw.out(n));
  },
  spmm(draw) {
    const [nRows, nCols, width] = [draw.rows(), draw.length(), draw.length()];
    const matrix = draw.sparse(nRows, nCols);
    const nValues = 1 + draw.length();
    const nEntries = matrix.indices.length;
    const mapped = { values: draw.floats(nValues), map: { places: draw.indices(nEntries, nValues), nValues } };
    const [x, addend] = [draw.floats(nCols * width), draw.maybe(() => draw.floats(nRows * width))];
    const out = addend && draw.flag() ? addend : draw.out(nRows * width);
    const scales = { product: 0.7, addend: 0.3 };
    spmm(draw.kernels, draw.flag() ? matrix : { ...matrix, ...mapped }, x, out, width, addend, scales);
  },
  unary(draw) {
    for (const op of Object.keys(OP).filter((name): name is UnaryOp => name.startsWith("unary"))) {
      const n = draw.rows();
      const x = draw.floats(n);
      unary(draw.kernels, op, { x, out: draw.flag() ? x : draw.out(n) }, n, [0.2, 0.9]);
    }
  },
  sumOfSquares(draw) {
    sumOfSquares(draw.kernels, Array.from({ length: draw.rng.integer(4) }, () => draw.floats(draw.rows())));
  },
};

function parameters(draw: Draw): { readonly rows: readonly ParameterRow[]; readonly state: number } {
  const rows: ParameterRow[] = [];
  let offset = 0;
  for (let i = draw.rng.integer(5); i > 0; i--) {
    const n = draw.rows();
    rows.push({ parameter: draw.floats(n), gradient: draw.floats(n), offset, factors: [0.01, 1.2] });
    offset += n;
  }
  return { rows, state: offset };
}
