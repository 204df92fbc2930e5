import assert from "node:assert/strict";
import { rowMajor } from "../../../src/preprocess/row_major.ts";
import { dispersionsOf } from "../../../src/preprocess/variable/dispersions.ts";
import { adataOf, assertClose, randomCounts, storages } from "../support.ts";

const LOGGED = randomCounts(1, 30, 25).toRows().map((row) => row.map((x) => Math.log1p(x / 2)));
const OPTIONS = { nBins: 4, base: null, expressedOnly: false };

Deno.test("dispersionsOf() takes mean and variance of what was logged for seurat, of the logs for cell_ranger", () => {
  const x = rowMajor(adataOf(LOGGED).X!);
  const column = LOGGED.map((row) => row[3]!);
  const moments = (values: number[]) => {
    const mean = values.reduce((a, b) => a + b) / values.length;
    return [mean, values.reduce((a, b) => a + (b - mean) ** 2, 0) / (values.length - 1)] as const;
  };
  const [mean, variance] = moments(column.map(Math.expm1));
  const seurat = dispersionsOf(x, "seurat", OPTIONS);
  assertClose([seurat.means[3]!, seurat.dispersions[3]!], [Math.log1p(mean), Math.log(variance / mean)], 1e-10);
  const [logMean, logVariance] = moments(column);
  const ranger = dispersionsOf(x, "cell_ranger", OPTIONS);
  assertClose([ranger.means[3]!, ranger.dispersions[3]!], [logMean, logVariance / logMean], 1e-10);
});

Deno.test("dispersionsOf() compares with variables of the same bin: mean 0 and deviation 1 for one bin of seurat", () => {
  const { normalized } = dispersionsOf(rowMajor(adataOf(LOGGED).X!), "seurat", { ...OPTIONS, nBins: 1 });
  const known = [...normalized].filter((value) => !Number.isNaN(value));
  const mean = known.reduce((a, b) => a + b) / known.length;
  assertClose([mean, known.reduce((a, b) => a + (b - mean) ** 2, 0) / (known.length - 1)], [0, 1], 1e-10);
});

Deno.test("dispersionsOf() gives 1 to a variable alone in its bin, as scanpy", () => {
  const rows = [[0.1, 0.2, 5], [0.3, 0.1, 1], [0.2, 0.3, 3]];
  const { normalized } = dispersionsOf(rowMajor(adataOf(rows).X!), "seurat", OPTIONS);
  assert.equal(normalized[2], 1);
});

Deno.test("dispersionsOf() has no dispersion for a constant variable", () => {
  const rows = LOGGED.map((row) => [1, 0, ...row]);
  const { dispersions, normalized } = dispersionsOf(rowMajor(adataOf(rows).X!), "seurat", OPTIONS);
  assert(Number.isNaN(dispersions[0]) && Number.isNaN(dispersions[1]) && Number.isNaN(normalized[0]));
});

Deno.test("dispersionsOf() leaves unexpressed variables out when told, with 0 everywhere", () => {
  const rows = LOGGED.map((row) => [0, ...row]);
  for (const flavor of ["seurat", "cell_ranger"] as const) {
    const all = dispersionsOf(rowMajor(adataOf(rows).X!), flavor, { ...OPTIONS, expressedOnly: true });
    const without = dispersionsOf(rowMajor(adataOf(LOGGED).X!), flavor, { ...OPTIONS, expressedOnly: true });
    assert.deepEqual([all.means[0], all.dispersions[0], all.normalized[0]], [0, 0, 0]);
    assertClose(all.normalized.subarray(1), without.normalized, 1e-12);
  }
});

Deno.test("dispersionsOf() gives the same for dense and sparse values", () => {
  const [[, dense], [, csr]] = storages(adataOf(LOGGED).X as never);
  for (const flavor of ["seurat", "cell_ranger"] as const) {
    const [a, b] = [dense, csr].map((X) => dispersionsOf(rowMajor(X), flavor, OPTIONS));
    assertClose(a!.normalized, b!.normalized, 1e-9);
  }
});
