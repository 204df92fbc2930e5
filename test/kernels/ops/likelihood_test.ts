import assert from "node:assert/strict";
import { logGamma } from "../../../src/core/special/log_gamma.ts";
import { Rng } from "../../../src/core/rng.ts";
import {
  likelihood,
  type LikelihoodFamily,
  type LikelihoodForm,
  type LikelihoodOperands,
} from "../../../src/kernels/ops/likelihood.ts";
import type { Kernels } from "../../../src/kernels/mod.ts";
import { blockOf, kernelSets, onThreads } from "../helpers.ts";

const FAMILIES: readonly LikelihoodFamily[] = ["poisson", "nb", "zinb", "gaussian"];

/** Means, inverse dispersions and dropouts of `rows × columns` entries, two rows of theta and of weights. */
function draw(rows: number, columns: number) {
  const rng = new Rng(7 * rows + columns);
  const fill = (length: number, of: () => number) => Float32Array.from({ length }, of);
  const n = rows * columns;
  return {
    x: fill(n, () => rng.uniform() < 0.6 ? 0 : rng.integer(40)),
    mean: fill(n, () => Math.exp(rng.normal())),
    theta: fill(2 * columns, () => Math.exp(2 * rng.normal())),
    dropout: fill(n, () => 0.05 + 0.9 * rng.uniform()),
    size: fill(rows, () => 0.5 + rng.uniform()),
    weights: fill(2 * columns, () => rng.integer(3)),
    at: Int32Array.from({ length: rows }, () => rng.integer(2)),
  };
}

/** The textbook formulae in float64. */
function entryLoss(family: LikelihoodFamily, x: number, mean: number, theta: number, pi: number): number {
  if (family === "gaussian") return (x - mean) ** 2;
  if (family === "poisson") return mean - x * Math.log(mean) + logGamma(x + 1);
  const nb = logGamma(x + 1) + logGamma(theta) - logGamma(x + theta) +
    (theta + x) * Math.log(theta + mean) - theta * Math.log(theta) - x * Math.log(mean);
  if (family === "nb") return nb;
  return x === 0 ? -Math.log(pi + (1 - pi) * Math.exp(-nb) + 1e-10) : nb - Math.log(1 - pi + 1e-10);
}

function compute(kernels: Kernels, form: LikelihoodForm, rows: number, columns: number, plain = false) {
  const drawn = draw(rows, columns);
  const hold = (values: ArrayLike<number>) => blockOf(kernels, values);
  const block = (name: Exclude<keyof typeof drawn, "at">) => hold(drawn[name]);
  const given = (name: "mean" | "theta" | "dropout") =>
    hold(drawn[name].map(
      name === "dropout"
        ? (p) => form.logit ? Math.log(p / (1 - p)) : p
        : (value) => form[name === "mean" ? "logMean" : "logTheta"] ? Math.log(value) : value,
    ));
  const operands: LikelihoodOperands = {
    rows,
    columns,
    x: block("x"),
    mean: given("mean"),
    theta: { block: given("theta"), at: drawn.at },
    dropout: given("dropout"),
    ...(plain ? {} : { size: block("size"), weights: { block: block("weights"), at: drawn.at }, scale: 0.5 }),
  };
  const n = rows * columns;
  const [dMean, dTheta, dDropout, values] = [n, 2 * columns, n, n].map((length) =>
    hold(new Float32Array(length).fill(NaN))
  );
  const sum = likelihood(kernels, form, operands, { dMean: dMean!, dTheta, dDropout, values });
  const results = [dMean, dTheta, dDropout, values].map((result) => result!.f32.slice());
  const { x, mean, theta, dropout, size, weights } = operands;
  for (const used of [x, mean, theta?.block, dropout, size, weights?.block, dMean, dTheta, dDropout, values]) {
    if (used) kernels.free(used);
  }
  return { drawn, sum, results: results as [Float32Array, Float32Array, Float32Array, Float32Array] };
}

const assertNear = (got: number, want: number, scale: number, what: string) =>
  assert(Math.abs(got - want) <= 3e-6 * Math.max(scale, Math.abs(want)), `${what}: ${got}, not ${want}`);

Deno.test("likelihood() follows the textbook formulae in float64, values, sum and gradients, for odd shapes", () => {
  for (const kernels of kernelSets()) {
    for (const family of FAMILIES) {
      for (const [rows, columns] of [[1, 1], [3, 5], [0, 4], [4, 0], [9, 37], [2, 300]] as const) {
        const { drawn, sum, results: [dMean, dTheta, dDropout, values] } = compute(kernels, { family }, rows, columns);
        const wantTheta = new Float64Array(2 * columns);
        let want = 0;
        for (let at = 0; at < rows * columns; at++) {
          const i = Math.floor(at / columns), row = drawn.at[i]! * columns + at % columns;
          const size = family === "gaussian" ? 1 : drawn.size[i]!;
          const loss = (mean: number, theta: number, pi: number) =>
            entryLoss(family, drawn.x[at]!, mean * size, theta, pi);
          const point = [drawn.mean[at]!, drawn.theta[row]!, drawn.dropout[at]!] as const;
          const slope = (which: number) => {
            const h = 1e-5 * point[which]!;
            const moved = (by: number) => point.map((value, k) => k === which ? value + by : value);
            return (loss(...moved(h) as [number, number, number]) - loss(...moved(-h) as [number, number, number])) /
              (2 * h);
          };
          const weight = 0.5 * drawn.weights[row]!, what = `${family} ${kernels.kind} ${rows}×${columns} at ${at}`;
          assertNear(values[at]!, loss(...point), 1, what);
          assertNear(dMean[at]!, weight * slope(0), 1, `${what}, mean`);
          if (family === "zinb") assertNear(dDropout[at]!, weight * slope(2), 1, `${what}, dropout`);
          wantTheta[row]! += family === "nb" || family === "zinb" ? weight * slope(1) : 0;
          want += weight * loss(...point);
        }
        assertNear(sum, want, 1, `${family} sum`);
        if (family === "nb" || family === "zinb") {
          dTheta.forEach((got, j) => assertNear(got, wantTheta[j]!, 3, `${family} theta ${j}`));
        }
      }
    }
  }
});

Deno.test("likelihood() of logarithms and logits has the same values, and gradients by the chain rule", () => {
  for (const kernels of kernelSets()) {
    const plain = compute(kernels, { family: "zinb" }, 6, 21);
    const form = { family: "zinb", logMean: true, logTheta: true, logit: true } as const;
    const { drawn, sum, results } = compute(kernels, form, 6, 21);
    assertNear(sum, plain.sum, 1, "sum");
    const slopes = [drawn.mean, drawn.theta, drawn.dropout.map((p) => p * (1 - p)), new Float32Array(126).fill(1)];
    results.forEach((result, k) =>
      result.forEach((got, i) => assertNear(got, plain.results[k]![i]! * slopes[k]![i]!, 2, `${k}, ${i}`))
    );
  }
});

Deno.test("likelihood() lets nothing flow through means and dispersions that are held", () => {
  const [kernels] = kernelSets();
  const hold = (values: ArrayLike<number>) => blockOf(kernels!, values);
  const [x, mean, theta] = [[0, 2, 0, 3], [0, 0, 1, 1], [1, 1, 0, 1e12]].map(hold);
  const [dMean, dTheta, values] = [4, 4, 4].map((length) => kernels!.alloc(length));
  const operands = { rows: 4, columns: 1, x: x!, mean: mean!, theta: { block: theta! } };
  likelihood(kernels!, { family: "nb" }, operands, { dMean: dMean!, dTheta, values });
  assert.deepEqual([...dMean!.f32].map((d) => d === 0), [true, true, false, false]);
  assert.deepEqual([...dTheta!.f32].map((d) => d === 0), [false, false, true, true]);
  assert(values!.f32.every(Number.isFinite));
  for (const block of [x, mean, theta, dMean, dTheta, values]) kernels!.free(block!);
});

Deno.test("likelihood() with one row of theta for all has the results of a copy of it for each row, in runs of any length", () => {
  const rows = 9, columns = 4700, rng = new Rng(3);
  const fill = (length: number, of: (i: number) => number) => Float32Array.from({ length }, (_, i) => of(i));
  const n = rows * columns;
  const x = fill(n, (i) => i % columns < columns / 2 && rng.uniform() < 0.8 ? 0 : rng.integer(30));
  const mean = fill(n, () => Math.exp(rng.normal())), dropout = fill(n, () => rng.normal());
  const theta = fill(columns, () => 2 * rng.normal());
  const form = { family: "zinb", logTheta: true, logit: true } as const;
  for (const kernels of kernelSets()) {
    const given = [x, mean, dropout].map((values) => blockOf(kernels, values));
    const run = (nThetas: number) => {
      const thetas = blockOf(kernels, fill(nThetas * columns, (i) => theta[i % columns]!));
      const results = [n, n, nThetas * columns, n].map((length) => kernels.alloc(length));
      const [dMean, dDropout, dTheta, values] = results;
      const at = Int32Array.from({ length: rows }, (_, i) => i % nThetas);
      const operands = { rows, columns, x: given[0]!, mean: given[1]!, dropout: given[2]! };
      const into = { dMean: dMean!, dDropout, dTheta, values };
      const sum = likelihood(kernels, form, { ...operands, theta: { block: thetas, at } }, into);
      const copies = results.map(({ f32 }) => f32.slice());
      for (const block of [thetas, ...results]) kernels.free(block);
      return { sum, copies };
    };
    const one = run(1), many = run(rows);
    assertNear(one.sum, many.sum, 1, `${kernels.kind}, sum`);
    [0, 1, 3].forEach((k) =>
      one.copies[k]!.forEach((got, i) => assertNear(got, many.copies[k]![i]!, 1, `${kernels.kind}, ${k} at ${i}`))
    );
    one.copies[2]!.forEach((got, j) => {
      let want = 0;
      for (let i = 0; i < rows; i++) want += many.copies[2]![i * columns + j]!;
      assertNear(got, want, 4, `${kernels.kind}, theta ${j}`);
    });
    for (const block of given) kernels.free(block);
  }
});

Deno.test("likelihood() gives no gradient to parameters that the family does not have", () => {
  for (const kernels of kernelSets()) {
    for (const family of ["poisson", "nb"] as const) {
      const { results: [, dTheta, dDropout] } = compute(kernels, { family }, 3, 21);
      assert(dDropout.every((d) => d === 0), `${kernels.kind}, ${family}`);
      assert.equal(dTheta.some((d) => d !== 0), family === "nb", kernels.kind);
    }
  }
});

Deno.test("likelihood() of means, dispersions or dropouts that are not numbers is none, at zeros and at counts", () => {
  for (const kernels of kernelSets()) {
    for (const count of [0, 3]) {
      for (const [at, name] of ["mean", "theta", "dropout", "x"].entries()) {
        const given = [1, 1, 0.5, count].map((value, k) => blockOf(kernels, [value, k === at ? NaN : value, value]));
        const [mean, theta, dropout, x] = given;
        const operands = { rows: 1, columns: 3, x: x!, mean: mean!, theta: { block: theta! }, dropout: dropout! };
        const form = { family: "zinb", logMean: true, logTheta: true, logit: true } as const;
        assert(Number.isNaN(likelihood(kernels, form, operands)), `${name} on ${kernels.kind} at ${count}`);
        for (const block of given) kernels.free(block);
      }
    }
  }
});

Deno.test("likelihood() gives the same bytes on any number of threads", () => {
  for (const kernels of kernelSets()) {
    const [first, ...others] = onThreads(kernels, () =>
      FAMILIES.map((family) => {
        const { sum, results } = compute(kernels, { family }, 50, 333, true);
        return [sum, ...results];
      }));
    for (const other of others) assert.deepEqual(other, first);
  }
});

Deno.test("likelihood() refuses blocks that are too short, rows that are not there, and parameters that are missing", () => {
  const [kernels] = kernelSets();
  const [long, short] = [12, 11].map((length) => blockOf(kernels!, new Float32Array(length)));
  const operands = { rows: 3, columns: 4, x: long!, mean: long!, theta: { block: long! }, dropout: long! };
  const results = { dMean: long!, dTheta: long!, dDropout: long!, values: long! };
  const call = (more: object, into: object = {}) => () =>
    likelihood(kernels!, { family: "zinb" }, { ...operands, ...more }, { ...results, ...into });
  for (const name of ["x", "mean", "dropout"]) assert.throws(call({ [name]: short }), { tag: "Misaligned" });
  for (const name of ["dMean", "dTheta", "dDropout", "values"]) {
    assert.throws(call({}, { [name]: short }), { tag: "Misaligned" });
  }
  assert.throws(call({ theta: { block: long, at: new Int32Array(2) } }), {
    tag: "Misaligned",
    message: /each of 3 rows/,
  });
  assert.throws(call({ weights: { block: long, at: Int32Array.of(0, 3, 0) } }), { tag: "Misaligned" });
  assert.throws(call({ weights: { block: long, at: Int32Array.of(0, -1, 0) } }), { tag: "InvalidArgument" });
  assert.throws(call({ rows: 1.5 }), { tag: "InvalidArgument", message: /rows/ });
  assert.throws(call({ theta: undefined }), { tag: "InvalidArgument", message: /theta for zinb/ });
  assert.throws(call({ dropout: undefined }, { dDropout: undefined }), { tag: "InvalidArgument", message: /dropout/ });
  for (const block of [long, short]) kernels!.free(block!);
});

Deno.test("likelihood() of small and large counts and of numbers between them is what lnΓ makes it", () => {
  const x = [1e-3, 0.5, 1, 1.5, 7, 30.9, 31, 31.5, 32, 33, 1000, 31, 2.25, 1e6, 3, 12, 31.999, 5];
  const ones = new Float32Array(x.length).fill(1);
  for (const kernels of kernelSets()) {
    for (const family of ["poisson", "nb", "zinb"] as const) {
      const [counts, mean, theta, dropout, values] = [
        x,
        ones.map(() => 3),
        ones.map(() => 2),
        ones.map(() => 0.25),
        ones,
      ]
        .map((numbers) => blockOf(kernels, numbers));
      const operands = {
        rows: 1,
        columns: x.length,
        x: counts!,
        mean: mean!,
        theta: { block: theta! },
        dropout: dropout!,
      };
      likelihood(kernels, { family }, operands, { values });
      values!.f32.forEach((value, i) => {
        const want = entryLoss(family, counts!.f32[i]!, 3, 2, 0.25);
        assert(Math.abs(value - want) <= 2e-6 * Math.max(1, Math.abs(want)), `${family} of ${x[i]}: ${value}, ${want}`);
      });
      for (const block of [counts, mean, theta, dropout, values]) kernels.free(block!);
    }
  }
});
