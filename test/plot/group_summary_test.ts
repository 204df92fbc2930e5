import assert from "node:assert/strict";
import { isWeftError } from "../../src/core/is_weft_error.ts";
import { AnnData, Csr, Dense, Frame, MuData, Raw } from "../../src/data/mod.ts";
import { geneTable } from "../../src/plot/gene_table.ts";
import { rangeOf, standardized, summarize } from "../../src/plot/group_summary.ts";
import { groupsOf } from "../../src/plot/groups.ts";

const X = Dense.fromRows([[0, 1, 5], [2, 0, 5], [4, NaN, 5]]);
const obs = new Frame(["a", "b", "c"], { kind: ["p", "p", "q"], depth: [1, 2, 3] });
const adata = new AnnData({ X, obs, var: new Frame(["g", "h", "k"]) });
const lists = (columns: readonly Float64Array[]) => columns.map((column) => [...column]);

Deno.test("geneTable() has the genes in the order asked for, from dense and sparse, and columns of obs", () => {
  assert.deepEqual(lists(geneTable(adata, ["k", "g"], {}).columns), [[5, 5, 5], [0, 2, 4]]);
  const sparse = adata.with({ X: Csr.fromDense(X) });
  assert.deepEqual(lists(geneTable(sparse, ["g", "g"], {}).columns), [[0, 2, 4], [0, 2, 4]]);
  assert.deepEqual(lists(geneTable(adata, ["depth", "g"], {}).columns), [[1, 2, 3], [0, 2, 4]]);
});

Deno.test("geneTable() reads from raw, a layer, or one modality of several", () => {
  const raw = new Raw({ X: Dense.fromRows([[7], [8], [9]]), var: new Frame(["g"]) });
  const both = new AnnData({ X, obs, var: adata.var, raw, layers: { counts: X } });
  assert.deepEqual(lists(geneTable(both, ["g"], {}).columns), [[7, 8, 9]]);
  assert.deepEqual(lists(geneTable(both, ["g", "k"], {}).columns), [[7, 8, 9], [5, 5, 5]]);
  assert.deepEqual(lists(geneTable(both, ["g"], { useRaw: false }).columns), [[0, 2, 4]]);
  assert.deepEqual(lists(geneTable(both, ["g"], { layer: "counts" }).columns), [[0, 2, 4]]);
  assert.deepEqual(lists(geneTable(new MuData({ mod: { rna: adata } }), ["rna:g"], {}).columns), [[0, 2, 4]]);
});

Deno.test("geneTable() keeps sets with their names, leaves out empty ones, and refuses nothing at all", () => {
  const table = geneTable(adata, { "T": ["g", "k"], none: [], "B": ["h"] }, {});
  assert.deepEqual(table.names, ["g", "k", "h"]);
  assert.deepEqual(table.sets, [{ name: "T", length: 2 }, { name: "B", length: 1 }]);
  assert.deepEqual(geneTable(adata, ["g"], {}).sets, [{ name: "", length: 1 }]);
  assert.throws(() => geneTable(adata, [], {}), (error) => isWeftError(error, "TooSmall"));
  assert.throws(() => geneTable(adata, ["kind"], {}), /'kind' to hold numbers/);
  assert.throws(() => geneTable(adata, ["nothing"], {}), (error) => isWeftError(error, "NotFound"));
});

Deno.test("groupsOf() has groups with observations in the column's order or the one asked for", () => {
  const { names, rows, codes } = groupsOf(adata, "kind");
  assert.deepEqual([names, rows.map((list) => [...list]), codes], [["p", "q"], [[0, 1], [2]], [0, 1]]);
  assert.deepEqual(groupsOf(adata, "kind", ["q", "p"]).codes, [1, 0]);
  assert.deepEqual(groupsOf(adata, undefined).rows[0], Int32Array.of(0, 1, 2));
  assert.throws(() => groupsOf(adata, "kind", ["r"]), /'r' beside 'p', 'q'/);
  const none = new AnnData({ obs: new Frame(["a"], { kind: [null] }) });
  assert.throws(() => groupsOf(none, "kind"), (error) => isWeftError(error, "TooSmall"));
});

Deno.test("summarize() takes means and shares over known values, of expressing ones alone when asked", () => {
  const table = geneTable(adata, ["g", "h"], {});
  const groups = groupsOf(adata, "kind").rows;
  const { mean, fraction } = summarize(table, groups, 0, false);
  assert.deepEqual(lists(mean), [[1, 0.5], [4, NaN]]);
  assert.deepEqual(lists(fraction), [[0.5, 0.5], [1, NaN]]);
  assert.deepEqual(lists(summarize(table, groups, 0, true).mean), [[2, 1], [4, 0]]);
  assert.deepEqual(lists(summarize(table, groups, 2, false).fraction), [[0, 0], [1, NaN]]);
});

Deno.test("standardized() stretches genes or groups to 0 … 1 and leaves what is flat at 0", () => {
  const table = [Float64Array.of(1, 5, 2), Float64Array.of(3, 5, NaN), Float64Array.of(2, 5, 4)];
  assert.deepEqual(lists(standardized(table, "var")), [[0, 0, 0], [1, 0, NaN], [0.5, 0, 1]]);
  assert.deepEqual([...standardized(table, "group")[0]!], [0, 1, 0.25]);
  assert.equal(standardized(table, undefined), table);
});

Deno.test("rangeOf() holds all numbers, never one and the same, and refuses ends that cross", () => {
  assert.deepEqual(rangeOf([Float64Array.of(3, NaN), Float64Array.of(-1, 2)]), [-1, 3]);
  assert.deepEqual(rangeOf([Float64Array.of(2)]), [1.5, 2.5]);
  assert.deepEqual(rangeOf([Float64Array.of(NaN)]), [0, 1]);
  assert.deepEqual(rangeOf([Float64Array.of(2)], 0, 9), [0, 9]);
  assert.throws(() => rangeOf([Float64Array.of(2)], 9, 0), (error) => isWeftError(error, "InvalidArgument"));
});
