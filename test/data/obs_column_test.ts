import assert from "node:assert/strict";
import { isWeftError } from "../../src/core/is_weft_error.ts";
import { AnnData } from "../../src/data/anndata.ts";
import { CategoricalColumn } from "../../src/data/columns/categorical_column.ts";
import { categorical } from "../../src/data/columns/categorical.ts";
import { column, type ColumnInput } from "../../src/data/columns/column.ts";
import { Frame } from "../../src/data/frame.ts";
import { MuData } from "../../src/data/mudata.ts";
import { obsColumn } from "../../src/data/obs_column.ts";

const spots = (names: readonly string[], columns: Record<string, ColumnInput> = {}) =>
  new AnnData({ obs: new Frame(names, columns) });

Deno.test("obsColumn() gives the column of an AnnData itself", () => {
  const labels = categorical(["x", "y"]);
  assert.equal(obsColumn(spots(["a", "b"], { labels }), "labels"), labels);
});

Deno.test("obsColumn() takes that of the whole before that of a modality", () => {
  const rna = spots(["a", "b"], { labels: ["from rna", "from rna"] });
  const whole = new MuData({ mod: { rna } }).with({ obs: { labels: ["from whole", "from whole"] } });
  assert.deepEqual(obsColumn(whole, "labels").toArray(), ["from whole", "from whole"]);
});

Deno.test("obsColumn() puts a modality's column in the order of the whole", () => {
  const adt = spots(["c", "b", "a"]);
  const rna = spots(["a", "b", "c"], { n: new Int32Array([1, 2, 3]) });
  const found = obsColumn(new MuData({ mod: { adt, rna } }), "n");
  assert.deepEqual(found.toArray(), [3, 2, 1]);
  assert(found.kind === "numeric" && found.dtype === "int32");
});

Deno.test("obsColumn() marks what the modality lacks as missing and keeps the kind of column", () => {
  const ordered = categorical(["lo", "hi"], { categories: ["lo", "mid", "hi"], ordered: true });
  const columns = { ordered, flag: [true, false], size: [1n, 2n], text: ["p", "q"], value: [0.5, 1.5] };
  const tissue = new MuData({ mod: { adt: spots(["b", "x", "a"]), rna: spots(["a", "b"], columns) } });
  const found = obsColumn(tissue, "ordered");
  assert(found instanceof CategoricalColumn && found.ordered);
  assert.deepEqual(found.categories.toArray(), ["lo", "mid", "hi"]);
  assert.deepEqual(found.toArray(), ["hi", null, "lo"]);
  assert.deepEqual(obsColumn(tissue, "flag").toArray(), [false, null, true]);
  assert.deepEqual(obsColumn(tissue, "size").toArray(), [2n, null, 1n]);
  assert.deepEqual(obsColumn(tissue, "text").toArray(), ["q", null, "p"]);
  assert.deepEqual(obsColumn(tissue, "value").toArray(), [1.5, NaN, 0.5]);
});

Deno.test("obsColumn() takes the first modality that has the column", () => {
  const mod = { first: spots(["a"]), second: spots(["a"], { k: ["2"] }), third: spots(["a"], { k: ["3"] }) };
  assert.deepEqual(obsColumn(new MuData({ mod }), "k").toArray(), ["2"]);
});

Deno.test("obsColumn() lists every column there is when the one asked for is nowhere", () => {
  const mod = { rna: spots(["a"], { batch: ["1"] }), adt: spots(["a"], { region: ["1"], batch: ["1"] }) };
  const tissue = new MuData({ mod }).with({ obs: { donor: column(["d"]) } });
  const refused = (message: RegExp) => (error: unknown) =>
    isWeftError(error, "NotFound") && message.test(error.message);
  assert.throws(
    () => obsColumn(tissue, "label"),
    refused(/a column 'label' in obs of the whole or of a modality but found the columns 'donor', 'batch', 'region'\./),
  );
  assert.throws(() => obsColumn(spots(["a"]), "label"), refused(/a column 'label' in obs but found no columns at all/));
});
