import assert from "node:assert/strict";
import { isWeftError } from "../../src/core/is_weft_error.ts";
import { Rng } from "../../src/core/rng.ts";
import { AnnData } from "../../src/data/anndata.ts";
import { Csr } from "../../src/data/csr.ts";
import { Dense } from "../../src/data/dense.ts";
import { Frame } from "../../src/data/frame.ts";
import { controlGenes } from "../../src/preprocess/markers/control_genes.ts";
import { scoreGenes } from "../../src/preprocess/score_genes.ts";

const SET = ["gene3", "gene40", "gene41"];

/** 60 cells; the first 30 show the set. */
function tissue(): AnnData {
  const rng = new Rng(5);
  const genes = Array.from({ length: 100 }, (_, j) => `gene${j}`);
  const rows = Array.from(
    { length: 60 },
    (_, i) => genes.map((gene, j) => Math.abs(rng.normal()) * (1 + j / 20) + (i < 30 && SET.includes(gene) ? 3 : 0)),
  );
  return new AnnData({ X: Dense.fromRows(rows), var: new Frame(genes) });
}

const scores = (adata: AnnData, name = "score") => adata.obs.column(name).toArray() as number[];

Deno.test("scoreGenes() is high where the set is shown", () => {
  const got = scores(scoreGenes(tissue(), SET, { scoreName: "program" }), "program");
  const mean = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
  assert(mean(got.slice(0, 30)) - mean(got.slice(30)) > 1.5);
});

Deno.test("scoreGenes() without a draw is the mean of the set minus that of its bins", () => {
  const adata = tissue();
  const x = adata.X as Dense;
  const got = scores(scoreGenes(adata, SET, { ctrlSize: 1000, nBins: 10 }));
  const means = adata.varNames.map((_, j) => x.toRows().reduce((sum, row) => sum + row[j]!, 0) / 60);
  const bin = (j: number) => Math.floor((1 + means.filter((mean) => mean < means[j]!).length) / 11);
  const wanted = SET.map((gene) => adata.varNames.indexOf(gene));
  const bins = new Set(wanted.map(bin));
  const controls = means.map((_, j) => j).filter((j) => bins.has(bin(j)) && !wanted.includes(j));
  x.toRows().forEach((row, i) => {
    const mean = (columns: number[]) => columns.reduce((sum, j) => sum + row[j]!, 0) / columns.length;
    assert(Math.abs(got[i]! - (mean(wanted) - mean(controls))) < 1e-6);
  });
});

Deno.test("scoreGenes() gives the same for dense and sparse, and for the same seed", () => {
  const dense = tissue();
  const sparse = dense.with({ X: Csr.fromDense(dense.X as Dense) });
  const run = (adata: AnnData, seed: number) => scores(scoreGenes(adata, SET, { ctrlSize: 3, nBins: 5, seed }));
  run(dense, 1).forEach((score, i) => assert(Math.abs(score - run(sparse, 1)[i]!) < 1e-9));
  assert.deepEqual(run(dense, 1), run(dense, 1));
  assert.notDeepEqual(run(dense, 1), run(dense, 2));
});

Deno.test("scoreGenes() draws controls from the pool only", () => {
  const adata = tissue();
  const pool = ["gene10", "gene11", "gene12", ...SET];
  const got = scores(scoreGenes(adata, SET, { genePool: pool, nBins: 2 }));
  const narrowed = adata.subset({ var: pool });
  assert.deepEqual(got, scores(scoreGenes(narrowed, SET, { nBins: 2 })));
});

Deno.test("scoreGenes() refuses genes that are not there, unless told to leave them out", () => {
  const adata = tissue();
  assert.throws(
    () => scoreGenes(adata, ["gene3", "FOXP3"]),
    (error) => isWeftError(error, "NotFound") && /1 that are not: 'FOXP3'/.test(error.message),
  );
  assert.deepEqual(
    scores(scoreGenes(adata, ["gene3", "FOXP3"], { allowMissing: true })),
    scores(scoreGenes(adata, ["gene3"])),
  );
  assert.throws(() => scoreGenes(adata, ["FOXP3"], { allowMissing: true }), (error) => isWeftError(error, "TooSmall"));
  assert.throws(() => scoreGenes(adata, []), (error) => isWeftError(error, "TooSmall"));
});

Deno.test("scoreGenes() refuses a set without controls, NaN and impossible bins", () => {
  const adata = tissue();
  assert.throws(() => scoreGenes(adata, adata.varNames as string[]), (error) => isWeftError(error, "TooSmall"));
  assert.throws(() => scoreGenes(adata, SET, { nBins: 1 }), /nBins to be an integer ≥ 2/);
  const nobody = adata.subset({ obs: [] as number[] });
  assert.throws(() => scoreGenes(nobody, SET), (error) => isWeftError(error, "TooSmall"));
  const holed = adata.with({
    X: Dense.fromRows((adata.X as Dense).toRows().map((row, i) => i ? row : [NaN, ...row.slice(1)])),
  });
  assert.throws(
    () => scoreGenes(holed, SET),
    (error) => isWeftError(error, "BadValues") && /'gene0'/.test(error.message),
  );
});

Deno.test("scoreGenes() does not mutate", () => {
  const adata = tissue();
  const data = adata.X!.data.slice();
  scoreGenes(adata, SET);
  assert.deepEqual(adata.X!.data, data);
  assert(!adata.obs.has("score"));
});

Deno.test("controlGenes() never takes a scored gene and at most ctrlSize of a bin", () => {
  const rng = new Rng(1);
  const means = Float64Array.from({ length: 200 }, () => rng.uniform());
  for (const ctrlAsRef of [true, false]) {
    const chosen = controlGenes({ means, scored: [3, 4, 5], nBins: 5, ctrlSize: 10, ctrlAsRef, rng });
    assert(chosen.length <= 30 && chosen.length > 5);
    assert(![3, 4, 5].some((j) => chosen.includes(j)));
    assert.deepEqual([...chosen], [...new Set(chosen)].sort((a, b) => a - b));
  }
});
