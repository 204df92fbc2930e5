import assert from "node:assert/strict";

import { AnnData } from "../../../src/data/anndata.ts";
import { concat } from "../../../src/data/concat.ts";
import { Dense } from "../../../src/data/dense.ts";
import { Frame } from "../../../src/data/frame.ts";
import { Raw } from "../../../src/data/raw.ts";

const PROPERTIES = ["constructor", "toString", "__proto__", "hasOwnProperty", "10", "2"];
const MERGES = ["same", "unique", "first", "only"] as const;

/** An object with the columns and entries named in every slot that is joined or merged. */
function named(prefix: string, genes: readonly string[], names: readonly string[]): AnnData {
  const obsNames = [`${prefix}0`, `${prefix}1`];
  const columns = (n: number) => names.map((name) => [name, new Int32Array(n).fill(7)] as const);
  const arrays = <T>(make: () => T) => Object.fromEntries(names.map((name) => [name, make()]));
  return new AnnData({
    X: Dense.zeros(2, genes.length),
    obs: new Frame(obsNames, columns(2)),
    var: new Frame(genes, columns(genes.length)),
    obsm: arrays(() => Dense.zeros(2, 1)),
    varm: arrays(() => Dense.zeros(genes.length, 1)),
    layers: arrays(() => Dense.zeros(2, genes.length)),
  });
}

Deno.test("concat() does not take properties of objects for columns or entries that a part lacks", () => {
  const genes = ["g1", "g2"];
  const without = named("a", genes, []), withAll = named("b", ["g2", "g1"], PROPERTIES);
  for (const merge of MERGES) {
    for (const parts of [[without, withAll], [withAll, without], [without, withAll, without]]) {
      const inner = concat(parts, { merge, join: "inner" });
      assert.deepEqual(inner.obs.columnNames, []);
      assert.deepEqual(inner.var.columnNames, merge === "same" ? [] : PROPERTIES, merge);
      assert.deepEqual(new Set(Object.keys(inner.varm)), new Set(inner.var.columnNames), merge);
      assert.deepEqual([Object.keys(inner.obsm), Object.keys(inner.layers)], [[], []]);
      const outer = concat(parts, { merge, join: "outer" });
      assert.deepEqual(outer.obs.columnNames, PROPERTIES);
      const row = outer.obsNames.indexOf("a0");
      for (const name of PROPERTIES) assert.equal(outer.obs.column(name).get(row), NaN, name);
      assert.deepEqual(new Set(Object.keys(outer.obsm)), new Set(PROPERTIES));
      assert.deepEqual(new Set(Object.keys(outer.layers)), new Set(PROPERTIES));
    }
  }
  const two = concat([withAll, withAll], { merge: "same" });
  assert.deepEqual(two.var.columnNames, PROPERTIES);
  for (const name of PROPERTIES) assert.deepEqual(two.var.column(name).toArray(), [7, 7], name);
});

Deno.test("concat() keeps the name of an index that all parts share, and no other", () => {
  const part = (name: string, obsName: string | null, varName: string | null) =>
    new AnnData({
      X: Dense.zeros(1, 1),
      obs: new Frame([name], {}, { indexName: obsName }),
      var: new Frame(["g"], {}, { indexName: varName }),
    });
  for (const merge of [null, ...MERGES]) {
    const both = concat([part("a", "barcode", "gene"), part("b", "barcode", "symbol")], { merge, label: "from" });
    assert.deepEqual([both.obs.indexName, both.var.indexName], ["barcode", null]);
    assert.equal(concat([part("a", null, "gene"), part("b", "barcode", "gene")], { merge }).obs.indexName, null);
    assert.equal(concat([part("a", null, "gene"), part("b", "barcode", "gene")], { merge }).var.indexName, "gene");
  }
});

Deno.test("concat() merges no columns into raw, as anndata does", () => {
  const part = (name: string) => {
    const raw = new Raw({ X: Dense.zeros(1, 1), var: new Frame(["r"], { same: [1] }) });
    return new AnnData({ X: Dense.zeros(1, 1), obs: new Frame([name]), var: new Frame(["g"], { same: [1] }), raw });
  };
  const both = concat([part("a"), part("b")], { merge: "same" });
  assert.deepEqual([both.var.columnNames, both.raw!.var.columnNames], [["same"], []]);
});

Deno.test("concat() of numbers and text is text in which missing numbers stay missing", () => {
  const part = (name: string, c: readonly (number | string)[]) =>
    new AnnData({ obs: new Frame(c.map((_, i) => `${name}${i}`), { c: c as readonly string[] }) });
  const both = concat([part("a", [1.5, NaN]), part("b", ["x"])]);
  assert.deepEqual(both.obs.column("c").toArray(), ["1.5", null, "x"]);
});
