import assert from "node:assert/strict";
import { isWeftError } from "../../src/core/is_weft_error.ts";
import { Rng } from "../../src/core/rng.ts";
import { AnnData } from "../../src/data/anndata.ts";
import { Dense } from "../../src/data/dense.ts";
import { Frame } from "../../src/data/frame.ts";
import { MuData } from "../../src/data/mudata.ts";
import { fullAnnData, names, randomIndices, rowsOf } from "./random.ts";

function modality(obs: readonly string[], vars: readonly string[], value = 1): AnnData {
  const X = Dense.fromRows(obs.map((_, i) => vars.map((_, j) => 10 * (value + i) + j)));
  return new AnnData({ X: obs.length ? X : Dense.zeros(0, vars.length), obs: new Frame(obs), var: new Frame(vars) });
}

const rna = modality(["a", "b", "c"], ["g1", "g2"]);
const adt = modality(["c", "d", "b"], ["p1"], 5);
const tissue = new MuData({
  mod: { rna, adt },
  obs: new Frame(["a", "b", "c", "d"], { domain: ["1", "3", "3", "2"] }),
});

Deno.test("MuData joins observations by name in the order met and chains variables", () => {
  const joined = new MuData({ mod: { rna, adt } });
  assert.deepEqual(joined.obsNames, ["a", "b", "c", "d"]);
  assert.deepEqual(joined.varNames, ["g1", "g2", "p1"]);
  assert.deepEqual([...joined.obsmap.rna!], [1, 2, 3, 0]);
  assert.deepEqual([...joined.obsmap.adt!], [0, 3, 1, 2]);
  assert.deepEqual([...joined.varmap.adt!], [0, 0, 1]);
  assert.deepEqual(joined.shape, [4, 3]);
  assert.deepEqual(joined.modalityNames, ["rna", "adt"]);
});

Deno.test("MuData maps follow the names of the whole, whatever their order", () => {
  const turned = new MuData({ mod: { rna, adt }, obs: new Frame(["d", "c", "b", "a"]) });
  assert.deepEqual([...turned.obsmap.adt!], [2, 1, 3, 0]);
});

Deno.test("MuData of axis 1 joins variables and chains observations", () => {
  const one = modality(["a", "b"], ["g1", "g2"]), two = modality(["c"], ["g2", "g3"]);
  const both = new MuData({ mod: { one, two }, axis: 1 });
  assert.deepEqual(both.varNames, ["g1", "g2", "g3"]);
  assert.deepEqual(both.obsNames, ["a", "b", "c"]);
  assert.deepEqual([...both.varmap.two!], [0, 1, 2]);
});

Deno.test("MuData refuses no modalities, duplicates and slots that do not fit", () => {
  const fails = (
    parts: ConstructorParameters<typeof MuData>[0],
    tag: "TooSmall" | "Duplicate" | "Misaligned",
    text: RegExp,
  ) =>
    assert.throws(() => new MuData(parts), (error) => isWeftError(error, tag) && text.test(error.message), `${text}`);
  fails({ mod: {} }, "TooSmall", /at least one modality but found none in a MuData/);
  const twice = modality(["a", "b", "a"], ["g"]);
  fails(
    { mod: { rna, adt: twice } },
    "Duplicate",
    /obs names to be unique but found 1 duplicates, first 'a' \(rows 0 and 2\) in modality 'adt'\. Call obsNamesMakeUnique\(\)/,
  );
  fails(
    { mod: { rna }, obsm: { X: Dense.zeros(2, 1) } },
    "Misaligned",
    /obsm\['X'\] to have length 3, as obs but found 2/,
  );
  fails({ mod: { rna }, obsp: { P: Dense.zeros(3, 1) } }, "Misaligned", /obsp\['P'\] along its columns/);
});

Deno.test("MuData.modality() lists the modalities there are when one is missing", () => {
  assert.equal(tissue.modality("rna"), rna);
  assert.throws(() => tissue.modality("atac"), (error) => {
    return isWeftError(error, "NotFound") &&
      error.message === "Expected a modality 'atac' but found the modalities 'rna', 'adt'.";
  });
});

Deno.test("MuData.subset() keeps in each modality what it has, in the order of the selection", () => {
  const cut = tissue.subset({ obs: ["d", "c", "a"] });
  assert(cut.isView);
  assert.deepEqual(cut.obsNames, ["d", "c", "a"]);
  assert.deepEqual(cut.modality("rna").obsNames, ["c", "a"]);
  assert.deepEqual(cut.modality("adt").obsNames, ["d", "c"]);
  assert.deepEqual([...cut.obsmap.rna!], [0, 1, 2]);
  assert.deepEqual(cut.obs.column("domain").toArray(), ["2", "3", "1"]);
  assert.deepEqual(rowsOf(cut.modality("adt").X!), [[60], [50]]);
});

Deno.test("MuData.subset() of variables cuts the modalities they belong to", () => {
  const cut = tissue.subset({ var: ["p1", "g2"] });
  assert.deepEqual(cut.varNames, ["p1", "g2"]);
  assert.deepEqual(cut.modality("rna").varNames, ["g2"]);
  assert.deepEqual(cut.modality("adt").varNames, ["p1"]);
  assert.equal(cut.nObs, 4);
  assert.deepEqual([...cut.varmap.rna!], [0, 1]);
});

Deno.test("MuData.subset() agrees with looking names up, for random unions and selections", () => {
  const rng = new Rng(1);
  for (let t = 0; t < 25; t++) {
    const all = names("s", 9);
    const part = () => [...rng.sample(9, 1 + rng.integer(9))].map((i) => all[i]!).sort(() => rng.uniform() - 0.5);
    const mdata = new MuData({ mod: { x: modality(part(), ["g"]), y: modality(part(), ["p", "q"]) } });
    const chosen = [...new Set(randomIndices(rng, mdata.nObs, 6))].map((i) => mdata.obsNames[i]!);
    const cut = mdata.subset({ obs: chosen });
    for (const name of ["x", "y"]) {
      const before = mdata.modality(name);
      const expected = chosen.filter((spot) => before.obsNames.includes(spot));
      assert.deepEqual(cut.modality(name).obsNames, expected);
      assert.deepEqual(
        rowsOf(cut.modality(name).X!),
        expected.map((spot) => rowsOf(before.X!)[before.obsNames.indexOf(spot)]!),
      );
      const places = chosen.map((spot) => expected.indexOf(spot) + 1);
      assert.deepEqual([...cut.obsmap[name]!], places);
    }
  }
});

Deno.test("MuData.with() replaces a modality and lets go of observations that none holds any more", () => {
  const less = tissue.with({ mod: { rna: rna.subset({ obs: ["b", "c"] }) } });
  assert.deepEqual(less.obsNames, ["b", "c", "d"]);
  assert.deepEqual(less.obs.column("domain").toArray(), ["3", "3", "2"]);
  assert.deepEqual([...less.obsmap.rna!], [1, 2, 0]);
  assert.deepEqual(tissue.obsNames, ["a", "b", "c", "d"]);
});

Deno.test("MuData.with() follows variables that a modality drops or reorders", () => {
  const whole = tissue.with({ var: { rank: [1, 2, 3] } });
  const less = whole.with({ mod: { rna: rna.subset({ var: ["g2"] }) } });
  assert.deepEqual(less.varNames, ["g2", "p1"]);
  assert.deepEqual(less.var.column("rank").toArray(), [2, 3]);
});

Deno.test("MuData.with() drops a modality, and starts the variables anew when one brings others", () => {
  const alone = tissue.with({ mod: { adt: undefined } });
  assert.deepEqual(alone.modalityNames, ["rna"]);
  assert.deepEqual(alone.obsNames, ["a", "b", "c"]);
  const fresh = tissue.with({ var: { rank: [1, 2, 3] } }).with({
    mod: { adt: modality(["b", "c", "d"], ["q1", "q2"]) },
  });
  assert.deepEqual(fresh.varNames, ["g1", "g2", "q1", "q2"]);
  assert.deepEqual(fresh.var.columnNames, []);
});

Deno.test("MuData.with() refuses observations that the whole does not have", () => {
  assert.throws(() => tissue.with({ mod: { adt: modality(["b", "x", "y"], ["p1"]) } }), (error) => {
    assert(isWeftError(error, "Misaligned"));
    assert.match(
      error.message,
      /modalities whose obs names the whole has already but found 2 others, such as 'x', 'y'/,
    );
    return true;
  });
});

Deno.test("MuData.with() cuts obsm and obsp of the whole along with its observations", () => {
  const whole = tissue.with({ obsm: { X: Dense.fromRows([[1], [2], [3], [4]]) }, obsp: { P: Dense.zeros(4, 4) } });
  const less = whole.with({ mod: { rna: rna.subset({ obs: ["b", "c"] }) } });
  assert.deepEqual((less.obsm.X as Dense).toRows(), [[2], [3], [4]]);
  assert.deepEqual(less.obsp.P!.shape, [3, 3]);
});

Deno.test("MuData keeps its class, is frozen, and is not changed by its verbs", () => {
  class Mine extends MuData {}
  const mine = new Mine({ mod: { rna: fullAnnData(new Rng(1), 3, 2) } });
  const before = String(mine);
  assert(mine.with({ uns: { a: 1 } }) instanceof Mine);
  assert(mine.subset({ obs: [0] }) instanceof Mine);
  assert.equal(String(mine), before);
  assert(Object.isFrozen(mine) && Object.isFrozen(mine.mod) && Object.isFrozen(mine.obsmap));
});

Deno.test("MuData joins both axes by name when modalities share both", () => {
  const both = new MuData({ mod: { raw: rna, clean: rna.subset({ obs: ["c", "a"], var: ["g2"] }) }, axis: -1 });
  assert.deepEqual(both.shape, [3, 2]);
  assert.deepEqual([...both.obsmap.clean!], [2, 0, 1]);
  assert.deepEqual([...both.varmap.clean!], [0, 1]);
  const part = both.subset({ obs: ["a"], var: ["g2"] });
  assert.deepEqual(Object.values(part.mod).map(({ shape }) => shape), [[1, 1], [1, 1]]);
  const less = both.with({ mod: { raw: undefined } });
  assert.deepEqual([less.obsNames, less.varNames], [["a", "c"], ["g2"]]);
});

Deno.test("MuData.with() shares the tables and arrays of the whole when no observation leaves", () => {
  const whole = new MuData({
    mod: { rna, adt },
    obsm: { X_smart: Dense.zeros(4, 2) },
    varm: { PCs: Dense.zeros(3, 1) },
  });
  const scaled = whole.with({ mod: { rna: rna.with({ X: Dense.zeros(3, 2) }) } });
  assert.equal(scaled.obs, whole.obs);
  assert.equal(scaled.obsm.X_smart, whole.obsm.X_smart);
  assert.equal(scaled.varm.PCs, whole.varm.PCs);
  const turned = whole.with({ mod: { rna: rna.subset({ obs: ["c", "b", "a"] }) } });
  assert.equal(turned.obs, whole.obs);
  assert.deepEqual([...turned.obsmap.rna!], turned.obsNames.map((name) => ["c", "b", "a"].indexOf(name) + 1));
});
