import assert from "node:assert/strict";
import type { AnnData } from "../../src/data/anndata.ts";
import type { Dense } from "../../src/data/dense.ts";
import type { Matrix } from "../../src/data/matrix.ts";
import { svd } from "../../src/linalg/svd.ts";
import { lsi } from "../../src/preprocess/lsi.ts";
import { tfidf } from "../../src/preprocess/tfidf.ts";
import { adataOf, assertClose, assertThrows, elements, randomCounts, storages } from "./support.ts";

const peaks = () => adataOf(randomCounts(1, 40, 30));
const embedding = (adata: AnnData) => elements(adata.obsm.X_lsi as Matrix);

/** U of the exact decomposition, its largest entries positive. */
function leftVectors(X: Matrix, nComps: number): number[] {
  return Array.from(svd({ data: Float64Array.from(elements(X)), nRows: X.nRows, nCols: X.nCols }, { nComps }).u);
}

Deno.test("lsi() standardises the left singular vectors of X by column, or leaves them when told", () => {
  const adata = tfidf(peaks());
  const u = leftVectors(adata.X!, 4);
  assertClose(embedding(lsi(adata, { nComps: 4, scaleEmbeddings: false })), u, 1e-7);
  const scaled = embedding(lsi(adata, { nComps: 4 }));
  for (let k = 0; k < 4; k++) {
    const column = scaled.filter((_, at) => at % 4 === k);
    assertClose([column.reduce((a, b) => a + b) / 40], [0], 1e-10);
    assertClose([column.reduce((a, b) => a + b * b, 0) / 40], [1], 1e-10);
  }
});

Deno.test("lsi() in Seurat's form standardises rows of one component more and drops the first", () => {
  const transformed = tfidf(peaks(), { flavor: "seurat" }).X!;
  const u = leftVectors(transformed, 5);
  const want = Array.from({ length: 40 }, (_, i) => {
    const row = u.slice(i * 5, (i + 1) * 5);
    const mean = row.reduce((a, b) => a + b) / 5;
    const deviation = Math.sqrt(row.reduce((a, b) => a + (b - mean) ** 2, 0) / 4);
    return row.map((value) => (value - mean) / deviation).slice(1);
  }).flat();
  for (const [name, X] of storages(randomCounts(1, 40, 30))) {
    assertClose(embedding(lsi(adataOf(X), { flavor: "seurat", nComps: 4 })), want, 1e-7, name);
  }
});

Deno.test("lsi() notes standard deviations and loadings", () => {
  const adata = lsi(tfidf(peaks()), { nComps: 3 });
  const { stdev } = adata.uns.lsi as { stdev: Dense };
  assert.equal(stdev.data.length, 3);
  assert((stdev.data[0] as number) > (stdev.data[1] as number));
  assert.deepEqual((adata.varm.LSI as Dense).shape, [30, 3]);
});

Deno.test("lsi() uses highly variable peaks where they are marked, and leaves the loadings of others 0", () => {
  const marked = Array.from({ length: 30 }, (_, j) => j % 2 === 0);
  const adata = tfidf(peaks()).with({ var: { highly_variable: marked } });
  const found = lsi(adata, { nComps: 3 });
  const alone = lsi(adata.subset({ var: marked }), { nComps: 3 });
  assertClose(embedding(found), embedding(alone), 1e-9);
  const rows = (found.varm.LSI as Dense).toRows();
  assert.deepEqual(rows.map((row) => row.some((x) => x !== 0)), marked);
});

Deno.test("lsi() leaves an empty observation at 0 in Seurat's form", () => {
  const rows = randomCounts(2, 10, 8).toRows();
  rows[3] = rows[3]!.map(() => 0);
  const found = embedding(lsi(adataOf(rows), { flavor: "seurat", nComps: 3 }));
  assert(found.every(Number.isFinite));
  assertClose(found.slice(9, 12), [0, 0, 0], 1e-9);
});

Deno.test("lsi() needs counts for Seurat's form only", () => {
  const adata = tfidf(peaks());
  assert.equal(embedding(lsi(adata, { flavor: "seurat", nComps: 2 })).length, 80);
  assertThrows(
    () => lsi(adata, { flavor: "seurat", layer: "X", nComps: 2 }),
    "BadValues",
    /for lsi\(flavor: 'seurat'\) but/,
  );
});

Deno.test("lsi() refuses more components than there can be and unknown forms", () => {
  assertThrows(() => lsi(peaks(), { nComps: 30 }), "TooSmall", /at most 29/);
  assertThrows(() => lsi(peaks(), { flavor: "signac" as never }), "InvalidArgument", /'muon', 'seurat'/);
});

Deno.test("lsi() does not change its input", () => {
  const adata = peaks();
  lsi(adata, { flavor: "seurat", nComps: 2 });
  assert.deepEqual(elements(adata.X), randomCounts(1, 40, 30).toRows().flat());
  assert.deepEqual(Object.keys(adata.obsm), []);
});
