import assert from "node:assert/strict";
import { isWeftError } from "../../src/core/is_weft_error.ts";
import { Rng } from "../../src/core/rng.ts";
import { AnnData } from "../../src/data/anndata.ts";
import { Csr } from "../../src/data/csr.ts";
import { Dense } from "../../src/data/dense.ts";
import { Frame } from "../../src/data/frame.ts";
import { regressOut } from "../../src/preprocess/regress_out.ts";
import { orthonormalColumns } from "../../src/preprocess/markers/orthonormal_columns.ts";

const N = 40;
const rng = new Rng(6);
const depth = Float64Array.from({ length: N }, () => 1000 * rng.uniform());
const batch = Array.from({ length: N }, () => ["a", "b", "c"][rng.integer(3)]!);
const rows = Array.from(
  { length: N },
  (_, i) => Array.from({ length: 5 }, (_, j) => j * depth[i]! / 100 + rng.normal() + (batch[i] === "b" ? 3 : 0)),
);

function tissue(): AnnData {
  return new AnnData({
    X: Dense.fromRows(rows, "float64"),
    obs: new Frame(rows.map((_, i) => `c${i}`), {
      depth,
      batch,
      twice: depth.map((value) => 2 * value + 1),
      one: new Float64Array(N).fill(4),
    }),
  });
}

const column = (adata: AnnData, j: number) => (adata.X as Dense).toRows().map((row) => row[j]!);
const dot = (a: ArrayLike<number>, b: ArrayLike<number>) =>
  Array.from(a).reduce((sum, value, i) => sum + value * b[i]!, 0);

Deno.test("regressOut() leaves residuals that are orthogonal to the regressors and have mean 0", () => {
  const residual = regressOut(tissue(), ["depth", "batch"]);
  for (let j = 0; j < 5; j++) {
    const values = column(residual, j);
    assert(Math.abs(dot(values, new Float64Array(N).fill(1))) < 1e-9);
    assert(Math.abs(dot(values, depth)) < 1e-6);
    for (const label of ["a", "b", "c"]) {
      assert(Math.abs(dot(values, batch.map((own) => own === label ? 1 : 0))) < 1e-9);
    }
  }
});

Deno.test("regressOut() of one number equals the closed form of simple regression", () => {
  const residual = regressOut(tissue(), "depth");
  const mean = (values: ArrayLike<number>) => Array.from(values).reduce((sum, value) => sum + value, 0) / N;
  const [mx, y] = [mean(depth), rows.map((row) => row[2]!)];
  const slope = dot(depth.map((value) => value - mx), y) /
    dot(depth.map((value) => value - mx), depth.map((value) => value - mx));
  column(residual, 2).forEach((value, i) =>
    assert(Math.abs(value - (y[i]! - mean(y) - slope * (depth[i]! - mx))) < 1e-9)
  );
});

Deno.test("regressOut() of labels subtracts the mean of each category", () => {
  const residual = column(regressOut(tissue(), "batch"), 0);
  for (const label of ["a", "b", "c"]) {
    const members = batch.flatMap((own, i) => own === label ? [i] : []);
    const mean = members.reduce((sum, i) => sum + rows[i]![0]!, 0) / members.length;
    for (const i of members) assert(Math.abs(residual[i]! - (rows[i]![0]! - mean)) < 1e-10);
  }
});

Deno.test("regressOut() is not moved by regressors that repeat others or are constant", () => {
  const [one, all] = [regressOut(tissue(), "depth"), regressOut(tissue(), ["depth", "twice", "one"])];
  column(one, 3).forEach((value, i) => assert(Math.abs(value - column(all, 3)[i]!) < 1e-9));
});

Deno.test("regressOut() done twice changes nothing more", () => {
  const once = regressOut(tissue(), ["depth", "batch"]);
  const twice = regressOut(once, ["depth", "batch"]);
  once.X!.data.forEach((value, p) => assert(Math.abs(Number(value) - Number(twice.X!.data[p])) < 1e-9));
});

Deno.test("regressOut() gives the same for sparse input; float32 stays float32, counts are kept", () => {
  const counts = Dense.fromRows(rows.map((row) => row.map((value) => Math.max(0, Math.round(value)))));
  const adata = tissue().with({ X: Csr.fromDense(counts) });
  const residual = regressOut(adata, "depth");
  assert.equal(residual.X!.dtype, "float32");
  assert.equal(residual.layers.counts, adata.X);
  assert.deepEqual(residual.X!.data, regressOut(adata.with({ X: counts }), "depth").X!.data);
});

Deno.test("regressOut() does not mutate", () => {
  const adata = tissue();
  const data = adata.X!.data.slice();
  regressOut(adata, "depth");
  assert.deepEqual(adata.X!.data, data);
});

Deno.test("regressOut() refuses no keys, unknown keys, holes in regressors and in the matrix", () => {
  const throws = (run: () => unknown, tag: Parameters<typeof isWeftError>[1], message: RegExp) =>
    assert.throws(run, (error) => isWeftError(error, tag) && message.test(error.message));
  throws(() => regressOut(tissue(), []), "InvalidArgument", /at least one column/);
  throws(() => regressOut(tissue(), "sex"), "NotFound", /'sex'/);
  const holed = tissue().with({
    obs: {
      depth: depth.map((value, i) => i === 3 ? NaN : value),
      batch: batch.map((label, i) => i === 2 ? null : label),
    },
  });
  throws(() => regressOut(holed, "depth"), "BadValues", /'c3' \(row 3\) in obs\["depth"\]/);
  throws(() => regressOut(holed, "batch"), "BadValues", /'c2' \(row 2\)/);
  const nan = tissue().with({ X: Dense.fromRows(rows.map((row, i) => i === 7 ? [1, NaN, 1, 1, 1] : row), "float64") });
  throws(() => regressOut(nan, "depth"), "BadValues", /variable '1'/);
  throws(() => regressOut(tissue(), "depth", { signal: AbortSignal.abort() }), "Aborted", /regressOut/);
});

Deno.test("orthonormalColumns() spans the same space with unit columns, dependent ones dropped", () => {
  const columns = [[1, 1, 1, 1], [1, 2, 3, 4], [2, 3, 4, 5], [0, 0, 0, 0], [1, 0, 0, 1e-7]].map((values) =>
    Float64Array.from(values)
  );
  const basis = orthonormalColumns(columns);
  assert.equal(basis.length, 3);
  basis.forEach((a, i) => basis.forEach((b, j) => assert(Math.abs(dot(a, b) - (i === j ? 1 : 0)) < 1e-12)));
  for (const values of columns) {
    const rest = values.slice();
    for (const direction of basis) {
      const along = dot(values, direction);
      rest.forEach((_, i) => rest[i]! -= along * direction[i]!);
    }
    assert(dot(rest, rest) < 1e-20);
  }
});
