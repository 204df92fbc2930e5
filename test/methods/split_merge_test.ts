import assert from "node:assert/strict";
import { isWeftError } from "../../src/core/is_weft_error.ts";
import { Rng } from "../../src/core/rng.ts";
import { runInTurns } from "../../src/core/run_in_turns.ts";
import { logGamma } from "../../src/core/special/log_gamma.ts";
import type { DenseLike } from "../../src/linalg/mod.ts";
import { clusterEvidence } from "../../src/methods/family/cluster_evidence.ts";
import { fullCovarianceMeans, splitMergeMeans } from "../../src/methods/family/prototypes.ts";
import { splitMerge } from "../../src/methods/family/split_merge.ts";

/** Clouds of rows around centres, cloud after cloud. */
function clouds(centers: readonly (readonly number[])[], size: number, sd = 0.1): DenseLike {
  const rng = new Rng(5);
  const nCols = centers[0]!.length;
  const data = Float64Array.from(
    centers.flatMap((center) => Array.from({ length: size }, () => center.map((at) => at + sd * rng.normal()))).flat(),
  );
  return { data, nRows: centers.length * size, nCols };
}

const SQUARE = [[0, 0], [6, 0], [0, 6], [6, 6]] as const;
const search = (nPrototypes: number) => ({ nPrototypes, rng: new Rng(1) });

/** Rows of a table in the order of their first, then their second column, to one decimal. */
function sorted(means: Float64Array, nCols: number): string[] {
  const rows = Array.from({ length: means.length / nCols }, (_, k) => [...means.slice(k * nCols, (k + 1) * nCols)]);
  return rows.map((row) => row.map((value) => (Math.round(value) + 0).toFixed(0)).join()).sort();
}

Deno.test("clusterEvidence() is the product of what every row has of density after those before it", () => {
  const values = [0.3, -1.2, 2.5, 0.9, 0.1];
  const prior = { mean: Float64Array.of(0.5), kappa: 0.7, nu: 3, psi: 0.4 };
  let [m, kappa, nu, scale, sum] = [0.5, 0.7, 3, 3 * 0.4, 0];
  for (const x of values) {
    const variance = scale * (kappa + 1) / (kappa * nu);
    sum += logGamma((nu + 1) / 2) - logGamma(nu / 2) - 0.5 * Math.log(nu * Math.PI * variance) -
      (nu + 1) / 2 * Math.log(1 + (x - m) ** 2 / (nu * variance));
    scale += kappa / (kappa + 1) * (x - m) ** 2;
    m = (kappa * m + x) / (kappa + 1);
    kappa++;
    nu++;
  }
  const found = clusterEvidence({ data: Float64Array.from(values), nRows: values.length, nCols: 1 }, prior);
  assert(Math.abs(found - sum) < 1e-10, `${found}, ${sum}`);
});

Deno.test("clusterEvidence() does not know the order of rows or of columns", () => {
  const x = clouds([[0, 1, 2]], 12, 1);
  const prior = { mean: Float64Array.of(1, 1, 1), kappa: 0.1, nu: 5, psi: 0.3 };
  const turned = { ...x, data: Float64Array.from(x.data, (_, at) => x.data[x.data.length - 1 - at]!) };
  assert(Math.abs(clusterEvidence(x, prior) - clusterEvidence(turned, prior)) < 1e-9);
});

Deno.test("splitMergeMeans() finds four clouds from two, from four and from seven prototypes", async () => {
  const x = clouds(SQUARE, 60);
  for (const nPrototypes of [2, 4, 7]) {
    const means = await splitMergeMeans(x, search(nPrototypes));
    assert.deepEqual(sorted(means, 2), ["0,0", "0,6", "6,0", "6,6"], `from ${nPrototypes}`);
  }
});

Deno.test("splitMergeMeans() leaves one cloud whole, and gives the same bytes for the same stream", async () => {
  const x = clouds([[1, -1, 2]], 80);
  const one = await splitMergeMeans(x, search(1));
  assert.deepEqual(sorted(one, 3), ["1,-1,2"]);
  assert.deepEqual(await splitMergeMeans(x, search(1)), await fullCovarianceMeans(x, search(1)));
  const y = clouds(SQUARE, 40, 0.5);
  assert.deepEqual(await splitMergeMeans(y, search(3)), await splitMergeMeans(y, search(3)));
});

Deno.test("splitMergeMeans() refuses rows that are fewer than prototypes, and stops by its signal", async () => {
  const x = clouds(SQUARE, 2);
  await assert.rejects(splitMergeMeans(x, search(9)), (error) => isWeftError(error, "TooSmall"));
  const signal = AbortSignal.abort();
  await assert.rejects(splitMergeMeans(x, { ...search(2), signal }), (error) => isWeftError(error, "Aborted"));
});

Deno.test("splitMerge() never splits five rows, nor rows that are all one point, and drops clusters without rows", async () => {
  const rows = [[0, 0], [0, 0.1], [0.1, 0], [9, 9], [9, 9.1], ...Array.from({ length: 7 }, () => [-20, -20])];
  const x = { data: Float64Array.from(rows.flat()), nRows: rows.length, nCols: 2 };
  const labels = Int32Array.from(rows, (_, i) => i < 5 ? 0 : 2);
  const asked: number[] = [];
  // deno-lint-ignore require-yield -- has the form of a search that takes long
  function* halve(part: DenseLike) {
    asked.push(part.nRows);
    return { labels: new Int32Array(part.nRows), means: Float64Array.of(-20, -20) };
  }
  const partition = { labels, means: Float64Array.of(4, 4, 1, 1, -20, -20), halve, rng: new Rng(0) };
  const means = await runInTurns(splitMerge(x, partition), undefined, "the test");
  assert.deepEqual(asked, [7]);
  assert.deepEqual([...means].sort((a, b) => a - b), [-20, -20, 4, 4]);
});
