import assert from "node:assert/strict";
import { tfidf } from "../../src/preprocess/tfidf.ts";
import { adataOf, assertClose, assertThrows, elements, randomCounts, storages } from "./support.ts";

const sum = (values: number[]) => values.reduce((a, b) => a + b, 0);

function shares(rows: number[][]): { tf: number[][]; idf: number[] } {
  return {
    tf: rows.map((row) => row.map((x) => sum(row) === 0 ? 0 : x / sum(row))),
    idf: rows[0]!.map((_, j) => {
      const total = sum(rows.map((row) => row[j]!));
      return total === 0 ? 0 : rows.length / total;
    }),
  };
}

Deno.test("tfidf() is ln(1 + 1e4 tf) · ln(1 + idf) by default, in every storage", () => {
  for (let seed = 0; seed < 4; seed++) {
    const counts = randomCounts(seed, 7, 6 + seed);
    const { tf, idf } = shares(counts.toRows());
    const want = tf.flatMap((row) => row.map((share, j) => Math.log1p(1e4 * share) * Math.log1p(idf[j]!)));
    for (const [name, X] of storages(counts)) assertClose(elements(tfidf(adataOf(X)).X), want, 1e-13, name);
  }
});

Deno.test("tfidf() leaves out or moves the logarithms and the factor as told", () => {
  const counts = randomCounts(9, 6, 5);
  const { tf, idf } = shares(counts.toRows());
  const both = (change: (share: number, weight: number) => number) =>
    tf.flatMap((row) => row.map((t, j) => change(t, idf[j]!)));
  const got = (options: Parameters<typeof tfidf>[1]) => elements(tfidf(adataOf(counts), options).X);
  assertClose(got({ logTf: false, logIdf: false, scaleFactor: 1 }), both((t, w) => t * w));
  assertClose(got({ logIdf: false, scaleFactor: 10 }), both((t, w) => Math.log1p(10 * t) * w));
  assertClose(got({ logTf: false }), both((t, w) => 1e4 * t * Math.log1p(w)));
  assertClose(got({ logTfidf: true }), both((t, w) => Math.log1p(1e4 * t * w)));
});

Deno.test("tfidf() in Seurat's form divides every row by its sum before the logarithm", () => {
  const counts = randomCounts(10, 8, 5);
  const { tf, idf } = shares(counts.toRows());
  const want = tf.flatMap((row) => {
    const weighted = row.map((t, j) => t * idf[j]!);
    return weighted.map((value) => sum(weighted) === 0 ? 0 : Math.log1p(1e4 * value / sum(weighted)));
  });
  for (const [name, X] of storages(counts)) {
    assertClose(elements(tfidf(adataOf(X), { flavor: "seurat" }).X), want, 1e-12, name);
  }
});

Deno.test("tfidf() leaves empty rows and columns at 0", () => {
  for (const flavor of ["muon", "seurat"] as const) {
    const values = elements(tfidf(adataOf([[0, 0, 0], [0, 2, 1]]), { flavor }).X);
    assert.deepEqual(values.map(Math.sign), [0, 0, 0, 0, 1, 1]);
  }
});

Deno.test("tfidf() keeps counts and sparsity, and reads layers['counts'] before X", () => {
  const [, [, csr]] = storages(randomCounts(11, 6, 5));
  const adata = adataOf(csr);
  const once = tfidf(adata);
  assert.equal(once.X!.kind, "csr");
  assert.equal(once.layers.counts, csr);
  assert.deepEqual(elements(tfidf(once).X), elements(once.X));
});

Deno.test("tfidf() refuses what is not counts, unless told", () => {
  assertThrows(() => tfidf(adataOf([[0.3, 1]])), "BadValues", /for tfidf\(\) but found 0\.3/);
  assertThrows(() => tfidf(adataOf([[-3, 1]]), { allowNonCounts: true }), "BadValues", /-3/);
  assert.equal(elements(tfidf(adataOf([[0.3, 1]]), { allowNonCounts: true }).X).length, 2);
});

Deno.test("tfidf() refuses choices of logarithms that contradict each other", () => {
  const adata = adataOf([[1, 2]]);
  assertThrows(() => tfidf(adata, { logTfidf: true, logTf: true }), "InvalidArgument", /logTfidf without logTf/);
  assertThrows(
    () => tfidf(adata, { flavor: "seurat", logIdf: false }),
    "InvalidArgument",
    /flavor "seurat" but found logIdf/,
  );
  assertThrows(() => tfidf(adata, { flavor: "signac" as never }), "InvalidArgument", /'muon', 'seurat'/);
  assertThrows(() => tfidf(adata, { scaleFactor: -1 }), "InvalidArgument", /scaleFactor/);
});

Deno.test("tfidf() does not change its input and works on no observation", () => {
  const adata = adataOf([[1, 2], [0, 4]]);
  tfidf(adata);
  assert.deepEqual(elements(adata.X), [1, 2, 0, 4]);
  assert.equal(tfidf(adata.subset({ obs: [] as number[] })).nObs, 0);
});
