import assert from "node:assert/strict";
import { isWeftError } from "../../src/core/is_weft_error.ts";
import { Rng } from "../../src/core/rng.ts";
import { AnnData } from "../../src/data/anndata.ts";
import { CategoricalColumn } from "../../src/data/columns/categorical_column.ts";
import { categorical } from "../../src/data/columns/categorical.ts";
import { concat } from "../../src/data/concat.ts";
import { Dense } from "../../src/data/dense.ts";
import type { DType } from "../../src/data/dtype.ts";
import { Frame } from "../../src/data/frame.ts";
import { MuData } from "../../src/data/mudata.ts";
import { Raw } from "../../src/data/raw.ts";
import { KINDS, matrixOf, names, randomRows, rowsOf } from "./random.ts";

function counted(obs: string[], vars: string[], start: number, dtype: DType = "float32"): Dense {
  const rows = obs.map((_, i) => vars.map((_, j) => start + i * vars.length + j));
  return Dense.fromRows(rows, dtype);
}

/** The pair whose results by anndata 0.12 stand below. */
const A_OBS = ["a1", "a2"], A_VAR = ["g2", "g1", "g3"], B_OBS = ["b1"], B_VAR = ["g3", "g0", "g2"];
const a = new AnnData({
  X: counted(A_OBS, A_VAR, 1),
  obs: new Frame(A_OBS, {
    c: categorical(["y", "x10"], { categories: ["y", "x10", "u"] }),
    n: new Int32Array([1, 2]),
    f: [true, false],
    i: new BigInt64Array([1n, 2n]),
    st: ["p", "q"],
  }),
  var: new Frame(A_VAR, { same: [1, 2, 3], differs: [1, 2, 3] }),
  layers: { counts: counted(A_OBS, A_VAR, 1, "int32"), only: counted(A_OBS, A_VAR, 1) },
  obsm: {
    P: Dense.fromRows([[1, 1, 1], [1, 1, 1]]),
    Q: Dense.fromRows([[1, 1], [1, 1]], "int32"),
    D: new Frame(A_OBS, { u: new Int32Array([1, 2]), v: new Int32Array([3, 4]) }),
  },
  uns: { of: "a" },
});
const b = new AnnData({
  X: counted(B_OBS, B_VAR, 10),
  obs: new Frame(B_OBS, { c: categorical(["x9"]), s: ["t"], i: new Float32Array([1.5]) }),
  var: new Frame(B_VAR, { same: [3, 0, 1], differs: [9, 9, 9] }),
  layers: { counts: counted(B_OBS, B_VAR, 10, "int32") },
  obsm: { P: Dense.fromRows([[1, 1]]), D: new Frame(B_OBS, { v: new Int32Array([5]), w: ["k"] }) },
});
const options = { keys: ["A", "B"], label: "batch", indexUnique: "-" };

Deno.test("concat() with an inner join gives what anndata.concat gives", () => {
  const both = concat([a, b], options);
  assert.equal(
    String(both),
    "AnnData object with n_obs × n_vars = 3 × 2\n    obs: 'c', 'i', 'batch'\n    obsm: 'P', 'D'\n    layers: 'counts'",
  );
  assert.deepEqual(both.obsNames, ["a1-A", "a2-A", "b1-B"]);
  assert.deepEqual(both.varNames, ["g2", "g3"]);
  assert.deepEqual(rowsOf(both.X!), [[1, 3], [4, 6], [12, 10]]);
  assert.equal(both.X!.dtype, "float32");
  assert.equal(both.layers.counts!.dtype, "int32");
  assert.deepEqual(both.obs.column("c").toArray(), ["y", "x10", "x9"]);
  assert.deepEqual((both.obs.column("c") as CategoricalColumn).categories.toArray(), ["u", "x9", "x10", "y"]);
  assert.deepEqual(both.obs.column("i").toArray(), [1, 2, 1.5]);
  assert.deepEqual(both.obs.column("batch").toArray(), ["A", "A", "B"]);
  assert.deepEqual((both.obsm.P as Dense).toRows(), [[1, 1], [1, 1], [1, 1]]);
  assert.deepEqual((both.obsm.D as Frame).toRecords().map(({ v }) => v), [3, 4, 5]);
  assert.deepEqual((both.obsm.D as Frame).index, both.obsNames);
});

Deno.test("concat() with an outer join gives what anndata.concat gives, gaps included", () => {
  const both = concat({ A: a, B: b }, { ...options, keys: undefined, join: "outer" });
  const expected = [[NaN, 2, 1, 3], [NaN, 5, 4, 6], [11, NaN, 12, 10]];
  assert.deepEqual(both.obs.columnNames, ["c", "n", "f", "i", "st", "s", "batch"]);
  assert.deepEqual(both.varNames, ["g0", "g1", "g2", "g3"]);
  assert.deepEqual(rowsOf(both.X!), expected);
  assert.equal(both.X!.dtype, "float32");
  assert.deepEqual(rowsOf(both.layers.counts!), expected);
  assert.equal(both.layers.counts!.dtype, "float64");
  assert.deepEqual(rowsOf(both.layers.only!), [...expected.slice(0, 2), [NaN, NaN, NaN, NaN]]);
  assert.equal(both.layers.only!.dtype, "float64");
  assert.deepEqual(both.obs.column("n").toArray(), [1, 2, NaN]);
  assert.deepEqual(both.obs.column("f").toArray(), [true, false, null]);
  assert.equal(both.obs.column("f").kind, "nullable");
  assert.deepEqual(both.obs.column("st").toArray(), ["p", "q", null]);
  assert.deepEqual(both.obs.column("s").toArray(), [null, null, "t"]);
  assert.deepEqual(Object.keys(both.obsm), ["P", "Q", "D"]);
  assert.deepEqual((both.obsm.P as Dense).toRows(), [[1, 1, 1], [1, 1, 1], [1, 1, NaN]]);
  assert.deepEqual((both.obsm.Q as Dense).toRows(), [[1, 1], [1, 1], [NaN, NaN]]);
  const table = both.obsm.D as Frame;
  assert.deepEqual(table.columnNames, ["u", "v", "w"]);
  assert.deepEqual(table.toRecords().map(({ u, v, w }) => [u, v, w]), [[1, 3, null], [2, 4, null], [NaN, 5, "k"]]);
});

Deno.test("concat() along var is concat along obs of what is turned over", () => {
  const inner = concat([a, b], { axis: "var" });
  assert.deepEqual(inner.shape, [0, 6]);
  assert.deepEqual(inner.varNames, ["g2", "g1", "g3", "g3", "g0", "g2"]);
  const outer = concat([a, b], { axis: "var", join: "outer" });
  assert.deepEqual(outer.obsNames, ["a1", "a2", "b1"]);
  const gap = [NaN, NaN, NaN];
  assert.deepEqual(rowsOf(outer.X!), [[1, 2, 3, ...gap], [4, 5, 6, ...gap], [...gap, 10, 11, 12]]);
});

Deno.test("concat() keeps sparse matrices sparse and fills them with zeros", () => {
  const one = new AnnData({ X: matrixOf([[1, 2]], "csr", 2), var: new Frame(["x", "y"]) });
  const two = (kind: typeof KINDS[number]) =>
    new AnnData({ X: matrixOf([[1, 2]], kind, 2), var: new Frame(["y", "z"]) });
  for (const kind of KINDS) {
    const both = concat([one, two(kind)], { join: "outer" });
    assert.equal(both.X!.kind, "csr");
    assert.deepEqual(rowsOf(both.X!), [[1, 2, 0], [0, 1, 2]]);
    assert.deepEqual(rowsOf(concat([one, two(kind)], { join: "outer", fillValue: 7 }).X!), [[1, 2, 7], [7, 1, 2]]);
  }
});

Deno.test("concat() agrees with a lookup by name, for random objects in every storage and join", () => {
  const rng = new Rng(1);
  for (let t = 0; t < 60; t++) {
    const parts = Array.from({ length: 1 + rng.integer(3) }, (_, k) => {
      const vars = [...rng.permutation(6)].slice(0, 1 + rng.integer(6)).map((j) => `g${j}`);
      const nObs = rng.integer(4);
      const X = matrixOf(randomRows(rng, nObs, vars.length), KINDS[rng.integer(3)]!, vars.length);
      return new AnnData({ X, obs: new Frame(names(`p${k}_`, nObs)), var: new Frame(vars) });
    });
    for (const join of ["inner", "outer"] as const) {
      const both = concat(parts, { join });
      const sparse = parts.some(({ X }) => X!.kind !== "dense");
      const found = rowsOf(both.X!);
      let row = 0;
      for (const part of parts) {
        for (const values of rowsOf(part.X!)) {
          const expected = both.varNames.map((name) => values[part.varNames.indexOf(name)] ?? (sparse ? 0 : NaN));
          assert.deepEqual(found[row++], expected);
        }
      }
      assert.equal(row, both.nObs);
      const everywhere = (name: string) => parts.every(({ varNames }) => varNames.includes(name));
      const wanted = new Set(
        parts.flatMap(({ varNames }) => [...varNames]).filter((name) => join === "outer" || everywhere(name)),
      );
      assert.deepEqual(new Set(both.varNames), wanted);
    }
  }
});

Deno.test("concat() promotes types as numpy does, and fills integers without making them floats when told", () => {
  const part = (dtype: DType, vars = ["x", "y"]) =>
    new AnnData({ X: counted(["o"], vars, 1, dtype), var: new Frame(vars) });
  assert.equal(concat([part("int32"), part("float32")]).X!.dtype, "float64");
  assert.equal(concat([part("int32"), part("int64")]).X!.dtype, "int64");
  assert.equal(concat([part("int32"), part("int32", ["y", "z"])], { join: "outer" }).X!.dtype, "float64");
  const filled = concat([part("int64"), part("int64", ["y", "z"])], { join: "outer", fillValue: -1 });
  assert.equal(filled.X!.dtype, "int64");
  assert.deepEqual(rowsOf(filled.X!), [[1, 2, -1], [-1, 1, 2]]);
});

Deno.test("concat() keeps columns of the other axis as the merge says", () => {
  const kept = (merge: "same" | "unique" | "first" | "only" | null) => concat([a, b], { merge }).var;
  assert.deepEqual(kept(null).columnNames, []);
  assert.deepEqual(kept("same").toRecords(), [{ index: "g2", same: 1 }, { index: "g3", same: 3 }]);
  assert.deepEqual(kept("unique").columnNames, ["same"]);
  assert.deepEqual(kept("first").column("differs").toArray(), [1, 3]);
  assert.deepEqual(kept("only").columnNames, []);
  const one = concat([a, b.with({ var: { more: [1, 2, 3], same: undefined } })], { merge: "only", join: "outer" }).var;
  assert.deepEqual(one.columnNames, ["same", "more"]);
  assert.deepEqual(one.column("more").toArray(), [2, NaN, 3, 1]);
});

Deno.test("concat() keeps varm as the merge says, in the order of the joined names", () => {
  const deep = new Dense(new Int32Array([1, 2, 3, 4, 5, 6]), { shape: [3, 1, 2] });
  const left = a.with({
    varm: { same: matrixOf([[1], [2], [3]], "csr", 1), differs: Dense.zeros(3, 2), deep, t: a.var },
  });
  const right = b.with({ varm: { same: Dense.fromRows([[3], [0], [1]]), differs: counted(B_VAR, ["p", "q"], 1) } });
  const kept = (merge: "same" | "unique" | "first" | "only" | null, join: "inner" | "outer" = "inner") =>
    concat([left, right], { merge, join }).varm;
  assert.deepEqual(Object.keys(kept(null)), []);
  assert.deepEqual(Object.keys(kept("same")), ["same"]);
  assert.deepEqual(rowsOf(kept("same").same as Dense), [[1], [3]]);
  assert.deepEqual(Object.keys(kept("unique")), ["same", "deep", "t"]);
  assert.deepEqual(Object.keys(kept("only")), ["deep", "t"]);
  const { differs, deep: spread, t } = kept("first", "outer");
  assert.deepEqual(concat([left, right], { join: "outer" }).varNames, ["g0", "g1", "g2", "g3"]);
  assert.deepEqual(rowsOf(differs as Dense), [[NaN, NaN], [0, 0], [0, 0], [0, 0]]);
  assert.deepEqual((spread as Dense).shape, [4, 1, 2]);
  assert.deepEqual([...(spread as Dense).data], [NaN, NaN, 3, 4, 1, 2, 5, 6]);
  assert.deepEqual((t as Frame).column("same").toArray(), [NaN, 2, 1, 3]);
});

Deno.test("concat() keeps raw when all have it", () => {
  const raw = new Raw({ X: matrixOf([[1, 2], [3, 4]], "csr", 2), var: new Frame(["r1", "r2"]) });
  const rawB = new Raw({ X: matrixOf([[5, 6]], "csr", 2), var: new Frame(["r2", "r1"]) });
  const both = concat([a.with({ raw }), b.with({ raw: rawB })]);
  assert.deepEqual(rowsOf(both.raw!.X), [[1, 2], [3, 4], [6, 5]]);
  assert.equal(concat([a.with({ raw }), b]).raw, null);
});

Deno.test("concat() of MuData puts modalities and the tables of the whole together", () => {
  const section = (prefix: string, start: number) =>
    new MuData({
      mod: {
        rna: new AnnData({
          X: counted(["0", "1"], ["g1", "g2"], start),
          obs: new Frame(names(prefix, 2)),
          var: new Frame(["g1", "g2"]),
        }),
        adt: new AnnData({ X: counted(["0"], ["p"], start), obs: new Frame([`${prefix}1`]), var: new Frame(["p"]) }),
      },
      obs: new Frame(names(prefix, 2), { domain: categorical([`${prefix}x`, "y"]) }),
      obsm: { spatial: Dense.fromRows([[start, 0], [start, 1]]) },
    });
  const both = concat({ A: section("a", 1), B: section("b", 5) }, { label: "section" });
  assert(both instanceof MuData);
  assert.deepEqual(both.obsNames, ["a0", "a1", "b0", "b1"]);
  assert.deepEqual(both.modality("adt").obsNames, ["a1", "b1"]);
  assert.deepEqual([...both.obsmap.adt!], [0, 1, 0, 2]);
  assert.deepEqual(both.obs.column("section").toArray(), ["A", "A", "B", "B"]);
  assert.deepEqual(both.modality("adt").obs.column("section").toArray(), ["A", "B"]);
  assert.deepEqual((both.obsm.spatial as Dense).toRows(), [[1, 0], [1, 1], [5, 0], [5, 1]]);
  assert.throws(() => concat([section("a", 1)], { axis: "var" }), /axis of a MuData to be one of 'obs'/);
});

Deno.test("concat() says what is wrong with its objects", () => {
  const fails = (
    run: () => unknown,
    tag: "TooSmall" | "Misaligned" | "Duplicate" | "NotFound" | "InvalidArgument" | "Unsupported",
    text: RegExp,
  ) => assert.throws(run, (error) => isWeftError(error, tag) && text.test(error.message), `${text}`);
  const twice = new AnnData({ X: Dense.zeros(1, 2), var: new Frame(["q", "q"]) });
  fails(() => concat([]), "TooSmall", /at least one object to concatenate/);
  fails(() => concat([a], { keys: ["x", "y"] }), "Misaligned", /1 keys, one an object but found 2/);
  fails(
    () => concat([a, twice]),
    "Duplicate",
    /found 1 duplicates, such as 'q' in object '1'\. Call varNamesMakeUnique/,
  );
  fails(
    () => concat([a, new AnnData({ obs: new Frame(["x"]), var: b.var })]),
    "NotFound",
    /X in all objects or in none but found none in '1'/,
  );
  fails(
    () => concat([a], { join: "left" as never }),
    "InvalidArgument",
    /join to be one of 'inner', 'outer' but found 'left'/,
  );
  fails(() => concat<AnnData | MuData>([a, new MuData({ mod: { a } })]), "InvalidArgument", /both AnnData and MuData/);
  const table = b.with({ obsm: { P: new Frame(B_OBS, { x: [1] }) } });
  fails(() => concat([a, table]), "Unsupported", /obsm\['P'\] to be a matrix or a table in every object/);
  const cube = (n: number) =>
    new AnnData({ obsm: { T: new Dense(new Float32Array(n), { shape: [1, n / 2, 2] }) }, obs: new Frame(["o"]) });
  assert.deepEqual(
    concat([cube(4), cube(4)]).obsm.T!.kind === "dense" && (concat([cube(4), cube(4)]).obsm.T as Dense).shape,
    [2, 2, 2],
  );
  fails(
    () => concat([cube(4), cube(6)]),
    "Misaligned",
    /same trailing shape in every object but found 2 × 2 and 3 × 2/,
  );
});

Deno.test("concat() does not change its objects and gives the class of the first", () => {
  class Mine extends AnnData {}
  const mine = new Mine({ X: Dense.zeros(1, 3), var: new Frame(A_VAR) });
  const before = [String(a), String(b)];
  assert(concat<AnnData>([mine, a, b], { join: "outer", label: "from" }) instanceof Mine);
  assert.deepEqual([String(a), String(b)], before);
});
