import assert from "node:assert/strict";
import { isWeftError } from "../../src/core/is_weft_error.ts";
import { Rng } from "../../src/core/rng.ts";
import { AnnData } from "../../src/data/anndata.ts";
import { Dense } from "../../src/data/dense.ts";
import { Frame } from "../../src/data/frame.ts";
import { Lazy } from "../../src/data/lazy.ts";
import type { Matrix } from "../../src/data/matrix.ts";
import { Raw } from "../../src/data/raw.ts";
import { fullAnnData, KINDS, matrixOf, names, randomIndices, rowsOf } from "./random.ts";

/** Rows and columns picked from nested lists, the slow and obvious way. */
function pick(matrix: Matrix, rows: readonly number[], columns: readonly number[]): number[][] {
  const all = rowsOf(matrix);
  return rows.map((i) => columns.map((j) => all[i]![j]!));
}

Deno.test("AnnData.subset() agrees with picking from lists in every slot, for random shapes and selections", () => {
  const rng = new Rng(1);
  for (let t = 0; t < 30; t++) {
    const nObs = 1 + rng.integer(7), nVars = 1 + rng.integer(7);
    const adata = fullAnnData(rng, nObs, nVars, KINDS[t % 3]!);
    const rows = [...randomIndices(rng, nObs, rng.integer(8))];
    const columns = [...randomIndices(rng, nVars, rng.integer(8))];
    const cut = adata.subset({ obs: rows, var: columns });
    assert.deepEqual(cut.shape, [rows.length, columns.length]);
    assert.deepEqual(cut.obsNames, rows.map((i) => `o${i}`));
    assert.deepEqual(cut.varNames, columns.map((j) => `g${j}`));
    assert.deepEqual(rowsOf(cut.X!), pick(adata.X!, rows, columns));
    assert.deepEqual(rowsOf(cut.layers.counts!), pick(adata.layers.counts!, rows, columns));
    assert.deepEqual(rowsOf(cut.obsp.pairs!), pick(adata.obsp.pairs!, rows, rows));
    assert.deepEqual(rowsOf(cut.varp.links!), pick(adata.varp.links!, columns, columns));
    assert.deepEqual(cut.obs.toRecords(), rows.map((i) => adata.obs.row(i)));
    assert.equal(cut.obsm.X_pca!.nRows, rows.length);
    assert.deepEqual((cut.obsm.table as Frame).index, cut.obsNames);
    assert.equal(cut.varm.PCs!.nRows, columns.length);
    assert.equal(cut.uns.note, "kept");
  }
});

Deno.test("AnnData.subset() keeps a matrix in several slots one matrix", () => {
  const X = matrixOf([[1, 0, 2], [0, 3, 4]], "csr", 3);
  const cut = new AnnData({ X, layers: { counts: X, other: matrixOf([[1, 0, 2], [0, 3, 4]], "csr", 3) } })
    .subset({ var: [0, 2] });
  assert.equal(cut.X, cut.layers.counts);
  assert.notEqual(cut.X, cut.layers.other);
  assert.deepEqual(rowsOf(cut.X!), [[1, 2], [0, 4]]);
});

Deno.test("AnnData.subset() takes names, indices, negative indices, masks, ranges, typed arrays and questions", () => {
  const adata = fullAnnData(new Rng(2), 4, 2);
  const expect = (selector: Parameters<AnnData["subset"]>[0]["obs"], kept: string[]) =>
    assert.deepEqual(adata.subset({ obs: selector! }).obsNames, kept);
  expect(["o2", "o0"], ["o2", "o0"]);
  expect([3, 1], ["o3", "o1"]);
  expect([-1], ["o3"]);
  expect([true, false, false, true], ["o0", "o3"]);
  expect(new Int32Array([1, 1]), ["o1", "o1"]);
  expect({ start: 1, end: 3 }, ["o1", "o2"]);
  expect({ start: -2 }, ["o2", "o3"]);
  expect({ end: -1 }, ["o0", "o1", "o2"]);
  expect({ start: 3, end: 1 }, []);
  expect((row) => row.index === "o2", ["o2"]);
  expect([], []);
});

Deno.test("AnnData.subset() says what a selector names that is not there", () => {
  const adata = fullAnnData(new Rng(2), 3, 2);
  const fails = (
    obs: NonNullable<Parameters<AnnData["subset"]>[0]["obs"]>,
    tag: "NotFound" | "Misaligned" | "InvalidArgument",
    text: RegExp,
  ) => assert.throws(() => adata.subset({ obs }), (error) => isWeftError(error, tag) && text.test(error.message));
  fails(
    ["o1", "x", "y"],
    "NotFound",
    /names that occur in obs but found 2 of 3 that do not: 'x', 'y'\. Names there look like 'o0', 'o1', 'o2'\./,
  );
  fails([true], "Misaligned", /a mask of 3 values for obs but found 1/);
  fails([3], "InvalidArgument", /rows of obs from 0 to 2 but found 3/);
  fails([-4], "InvalidArgument", /found -4/);
  fails([0.5], "InvalidArgument", /found 0\.5/);
  fails({ start: 0, end: 9 }, "InvalidArgument", /found 9/);
});

Deno.test("AnnData.subset() is a view: consecutive rows share memory and slots are cut when asked for", () => {
  const adata = fullAnnData(new Rng(3), 6, 4, "csr");
  const view = adata.subset({ obs: { start: 1, end: 5 } });
  assert(view.isView);
  assert.equal(view.peekX(), undefined);
  assert.equal(view.X!.data.buffer, adata.X!.data.buffer);
  assert.equal(view.peekX(), view.X);
  assert.equal((view.obsm.X_pca as Dense).data.buffer, (adata.obsm.X_pca as Dense).data.buffer);
  assert.equal(view.var, adata.var);
  assert.equal(adata.subset({ var: [0] }).obsm, adata.obsm);
});

Deno.test("AnnData.with() shares what it does not touch and leaves the object alone", () => {
  const adata = fullAnnData(new Rng(4), 3, 2);
  const before = String(adata);
  const next = adata.with({
    obs: { score: [1, 2, 3], kept: undefined },
    obsm: { X_umap: Dense.zeros(3, 2), X_pca: undefined },
    uns: { more: 1 },
  });
  assert.deepEqual(next.obs.columnNames, ["total", "domain", "score"]);
  assert.deepEqual(Object.keys(next.obsm), ["table", "X_umap"]);
  assert.deepEqual(Object.keys(next.uns), ["note", "more"]);
  assert.equal(next.X, adata.X);
  assert.equal(next.layers.counts, adata.layers.counts);
  assert.equal(next.var, adata.var);
  assert.equal(String(adata), before);
  assert.equal(adata.with({ X: null }).X, null);
  assert.equal(adata.with({ obs: new Frame(["x", "y", "z"]) }).obs.columnNames.length, 0);
});

Deno.test("AnnData.with() of a view does not compute what it does not touch", () => {
  let reads = 0;
  const X = new Lazy<Matrix | null>(() => (reads++, Dense.zeros(3, 2)));
  const adata = new AnnData({ X, obs: new Frame(names("o", 3)), var: new Frame(names("g", 2)) });
  const next = adata.with({ uns: { a: 1 } }).subset({ obs: [0, 1] }).with({ obs: { a: [1, 2] } });
  assert.equal(reads, 0);
  assert.deepEqual(next.X!.shape, [2, 2]);
  assert.deepEqual(next.X!.shape, adata.X!.shape.map((n, axis) => axis === 0 ? n - 1 : n));
  assert.equal(reads, 1);
});

Deno.test("AnnData keeps its class through with() and subset()", () => {
  class Mine extends AnnData {}
  const mine = new Mine({ X: Dense.zeros(2, 2) });
  assert(mine.with({ uns: { a: 1 } }) instanceof Mine);
  assert(mine.subset({ obs: [0] }) instanceof Mine);
});

Deno.test("AnnData and its slots are frozen", () => {
  const adata = fullAnnData(new Rng(5), 2, 2);
  assert(Object.isFrozen(adata));
  for (const slot of ["layers", "obsm", "varm", "obsp", "varp", "uns"] as const) {
    assert(Object.isFrozen(adata[slot]), slot);
  }
  assert.throws(() => (adata.obsm as Record<string, unknown>).X_new = 1, TypeError);
  assert.throws(() => (adata as { obs: unknown }).obs = null, TypeError);
});

Deno.test("AnnData names rows and columns by number when no tables are given", () => {
  const adata = new AnnData({ X: Dense.zeros(2, 3) });
  assert.deepEqual(adata.obsNames, ["0", "1"]);
  assert.deepEqual(adata.varNames, ["0", "1", "2"]);
  assert.deepEqual(new AnnData({}).shape, [0, 0]);
});

Deno.test("AnnData names the slot whose shape does not fit", () => {
  const parts = { X: Dense.zeros(2, 3), obs: new Frame(["a", "b"]), var: new Frame(["x", "y", "z"]) };
  const cases: [object, RegExp][] = [
    [{ X: Dense.zeros(3, 3) }, /X along its rows to have length 2, as the table of its axis but found 3/],
    [{ X: Dense.zeros(2, 2) }, /X along its columns to have length 3/],
    [{ layers: { counts: Dense.zeros(2, 2) } }, /layers\['counts'\] along its columns/],
    [{ obsm: { X_pca: Dense.zeros(3, 2) } }, /obsm\['X_pca'\] to have length 2, as obs but found 3/],
    [{ varm: { PCs: Dense.zeros(2, 2) } }, /varm\['PCs'\] to have length 3, as var but found 2/],
    [{ obsp: { pairs: Dense.zeros(2, 3) } }, /obsp\['pairs'\] along its columns/],
    [{ varp: { links: Dense.zeros(2, 3) } }, /varp\['links'\] along its rows/],
    [{ raw: new Raw({ X: Dense.zeros(3, 9) }) }, /raw to have length 2, as obs but found 3/],
  ];
  for (const [change, text] of cases) {
    assert.throws(() => new AnnData({ ...parts, ...change }), (error) => {
      return isWeftError(error, "Misaligned") && text.test(error.message);
    }, `${text}`);
  }
  assert.throws(() => new AnnData(parts).with({ obs: { a: [1] } }), /column 'a' to have length 2/);
});

Deno.test("AnnData.raw follows the observations and keeps its own variables", () => {
  const raw = new Raw({ X: matrixOf([[1, 2, 3], [4, 5, 6]], "csr", 3), var: new Frame(["x", "y", "z"]) });
  const adata = new AnnData({ X: Dense.zeros(2, 1), raw });
  const cut = adata.subset({ obs: [1], var: [0] });
  assert.deepEqual(rowsOf(cut.raw!.X), [[4, 5, 6]]);
  assert.equal(cut.raw!.nVars, 3);
  assert.equal(adata.with({ raw: null }).raw, null);
  assert.equal(adata.with({ uns: { a: 1 } }).raw, raw);
  assert.throws(
    () => new Raw({ X: Dense.zeros(1, 2), var: new Frame(["x"]) }),
    /raw\.X along its columns to have length 1/,
  );
});

Deno.test("AnnData names of the first of two duplicates are meant by a selector", () => {
  const adata = new AnnData({ X: Dense.fromRows([[1, 2, 3]]), var: new Frame(["PTPRC", "CD3E", "PTPRC"]) });
  assert.deepEqual(rowsOf(adata.subset({ var: ["PTPRC"] }).X!), [[1]]);
});

Deno.test("AnnData refuses what is no matrix, and says how to make one", () => {
  const rows = [[1, 2], [3, 4]] as unknown as Matrix;
  const refuses = (make: () => AnnData, slot: string) =>
    assert.throws(
      make,
      (error) =>
        isWeftError(error, "InvalidArgument") && error.message.includes(`${slot} to be a Dense, Csr or Csc matrix`),
    );
  const adata = new AnnData({ X: Dense.zeros(2, 2) });
  refuses(() => new AnnData({ X: rows }), "X");
  refuses(() => adata.with({ layers: { counts: rows } }), "layers['counts']");
  refuses(() => adata.with({ obsm: { spatial: rows } }), "obsm['spatial']");
  refuses(() => adata.with({ obsp: { d: new Float32Array(4) as unknown as Matrix } }), "obsp['d']");
});
