import assert from "node:assert/strict";
import { AnnData as ChainAnnData } from "../../src/chain/anndata.ts";
import { Rng } from "../../src/core/rng.ts";
import { AnnData } from "../../src/data/anndata.ts";
import { concat } from "../../src/data/concat.ts";
import { Dense } from "../../src/data/dense.ts";
import { Frame } from "../../src/data/frame.ts";
import { toDense } from "../../src/data/matrix.ts";
import { log1p } from "../../src/preprocess/log1p.ts";
import { mergePeaks } from "../../src/preprocess/merge_peaks.ts";
import { assertThrows } from "./support.ts";

function section(prefix: string, rows: readonly number[][], peaks: readonly string[]): AnnData {
  const obs = new Frame(rows.map((_, i) => `${prefix}${i}`), { spot: rows.map((_, i) => i) });
  return new AnnData({ X: Dense.fromRows(rows.map((row) => [...row])), obs, var: new Frame(peaks) });
}

const values = ({ X }: AnnData) => toDense(X!).toRows().map((row) => row.map(Number));

Deno.test("mergePeaks() makes overlapping peaks of all sections one, and adds up what each section has in it", () => {
  const { a, b } = mergePeaks({
    a: section("a", [[1, 2, 4, 8], [0, 3, 0, 1]], ["1:100-200", "1:300-400", "1:190-210", "2:1-5"]),
    b: section("b", [[16, 32, 64]], ["1:205-320", "3:7-9", "2:2-3"]),
  });
  // 100–200, 190–210, 205–320 and 300–400 hang together, though the first and the last do not touch.
  assert.deepEqual([a!.varNames, values(a!)], [["1:100-400", "2:1-5"], [[7, 8], [3, 1]]]);
  assert.deepEqual([b!.varNames, values(b!)], [["1:100-400", "2:1-5", "3:7-9"], [[16, 64, 32]]]);
  assert.deepEqual(a!.var.column("n_peaks").toArray(), [3, 1]);
  assert.deepEqual([a!.var.column("start").get(0), a!.var.column("end").get(0)], [100, 400]);
  const both = concat({ a: a!, b: b! }, { label: "section" });
  assert.deepEqual([both.varNames, values(both)], [["1:100-400", "2:1-5"], [[7, 8], [3, 1], [16, 64]]]);
});

Deno.test("mergePeaks() leaves peaks apart that touch without a base in common", () => {
  const { a } = mergePeaks({ a: section("a", [[1, 2]], ["c:0-5", "c:5-9"]), b: section("b", [[4]], ["c:9-12"]) });
  assert.deepEqual([a!.varNames, values(a!)], [["c:0-5", "c:5-9"], [[1, 2]]]);
});

Deno.test("mergePeaks() keeps every count, and merged peaks never overlap, for random peaks", () => {
  for (let seed = 0; seed < 10; seed++) {
    const rng = new Rng(seed);
    const made = (prefix: string) => {
      const peaks = Array.from({ length: 1 + rng.integer(30) }, () => {
        const start = rng.integer(200);
        return `chr${rng.integer(2)}:${start}-${start + 1 + rng.integer(15)}`;
      });
      const own = [...new Set(peaks)];
      return section(prefix, [own.map(() => rng.integer(5)), own.map(() => rng.integer(5))], own);
    };
    const given = { a: made("a"), b: made("b"), c: made("c") };
    const merged = mergePeaks(given);
    const total = (adata: AnnData) => values(adata).map((row) => row.reduce((sum, value) => sum + value, 0));
    for (const name of ["a", "b", "c"] as const) assert.deepEqual(total(merged[name]!), total(given[name]));
    const spans = [...new Set(Object.values(merged).flatMap(({ varNames }) => varNames))].map((name) => {
      const [, chrom, start, end] = /^(.+):(\d+)-(\d+)$/.exec(name)!;
      return { chrom, start: Number(start), end: Number(end) };
    });
    for (const p of spans) {
      const others = spans.filter((q) => q !== p && q.chrom === p.chrom && q.start < p.end && p.start < q.end);
      assert.deepEqual(others, []);
    }
  }
});

Deno.test("mergePeaks() keeps what belongs to the spots, reads counts, and stays a chain without changing its input", () => {
  const plain = section("a", [[1, 2]], ["c:0-5", "c:3-9"]);
  const logged = log1p(plain.with({ obsm: { spatial: Dense.fromRows([[3, 4]]) } }));
  const { a } = mergePeaks({ a: new ChainAnnData({ ...logged, layers: { counts: plain.X! } }) });
  assert(a instanceof ChainAnnData);
  assert.deepEqual([values(a), a.layers.counts, a.uns.log1p], [[[3]], a.X, undefined]);
  assert.deepEqual([a.obs.column("spot").get(0), (a.obsm.spatial as Dense).toRows()], [0, [[3, 4]]]);
  assert.deepEqual([logged.varNames, logged.nVars], [["c:0-5", "c:3-9"], 2]);
});

Deno.test("mergePeaks() refuses no sections, peaks without a place and values that are no counts", () => {
  assertThrows(() => mergePeaks({}), "TooSmall", /sections whose peaks/);
  assertThrows(() => mergePeaks({ a: section("a", [[1]], ["CD3E"]) }), "BadValues", /'CD3E'/);
  assertThrows(() => mergePeaks({ a: section("a", [[0.5]], ["c:0-5"]) }), "BadValues", /for mergePeaks\(\)/);
});
