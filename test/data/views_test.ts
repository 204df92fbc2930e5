import assert from "node:assert/strict";
import { Rng } from "../../src/core/rng.ts";
import { AnnData } from "../../src/data/anndata.ts";
import { Dense } from "../../src/data/dense.ts";
import { Frame } from "../../src/data/frame.ts";
import { MuData } from "../../src/data/mudata.ts";
import type { Selector } from "../../src/data/selector.ts";
import { transpose } from "../../src/data/transpose.ts";
import { fullAnnData, KINDS, names, rowsOf } from "./random.ts";

/** The same rows said in a way drawn at random. */
function saidSomehow(rng: Rng, rows: readonly number[], index: readonly string[]): Selector {
  const ways: (() => Selector)[] = [
    () => rows,
    () => Int32Array.from(rows),
    () => rows.map((i) => i - index.length),
    () => rows.map((i) => index[i]!),
  ];
  const sorted = rows.every((row, i) => i === 0 || row > rows[i - 1]!);
  if (sorted) {
    ways.push(() => index.map((_, i) => rows.includes(i)), () => (row) => rows.includes(index.indexOf(row.index)));
  }
  return ways[rng.integer(ways.length)]!();
}

function sameSlots(a: AnnData, b: AnnData): void {
  assert.deepEqual(a.obs.toRecords(), b.obs.toRecords());
  assert.deepEqual(a.var.toRecords(), b.var.toRecords());
  assert.deepEqual(rowsOf(a.X!), rowsOf(b.X!));
  assert.deepEqual(rowsOf(a.layers.counts!), rowsOf(b.layers.counts!));
  assert.deepEqual(rowsOf(a.obsp.pairs!), rowsOf(b.obsp.pairs!));
  assert.deepEqual(rowsOf(a.varp.links!), rowsOf(b.varp.links!));
}

Deno.test("a view of a view is the view of both selections at once, however they are said", () => {
  const rng = new Rng(1);
  for (let t = 0; t < 40; t++) {
    const adata = fullAnnData(rng, 1 + rng.integer(8), 1 + rng.integer(8), KINDS[t % 3]!);
    const first = [...rng.sample(adata.nObs, 1 + rng.integer(adata.nObs))];
    const second = [...rng.permutation(first.length)].slice(0, 1 + rng.integer(first.length));
    const columns = [...rng.permutation(adata.nVars)].slice(0, 1 + rng.integer(adata.nVars));
    const once = adata.subset({ obs: second.map((i) => first[i]!), var: columns });
    const outer = adata.subset({ obs: saidSomehow(rng, first, adata.obsNames) });
    const inner = outer.subset({ obs: saidSomehow(rng, second, outer.obsNames) });
    sameSlots(inner.subset({ var: saidSomehow(rng, columns, adata.varNames) }), once);
  }
});

Deno.test("rows and columns may be cut in either order", () => {
  const rng = new Rng(2);
  for (const kind of KINDS) {
    const adata = fullAnnData(rng, 6, 5, kind);
    const obs = [4, 0, 2], vars = [3, 3, 1];
    sameSlots(adata.subset({ obs }).subset({ var: vars }), adata.subset({ var: vars }).subset({ obs }));
    sameSlots(transpose(transpose(adata).subset({ obs: vars, var: obs })), adata.subset({ obs, var: vars }));
  }
});

Deno.test("a view keeps what it saw when the object moves on", () => {
  const adata = fullAnnData(new Rng(3), 5, 3);
  const view = adata.subset({ obs: [1, 2] });
  adata.with({ X: Dense.zeros(5, 3), obs: { total: [0, 0, 0, 0, 0] } });
  assert.deepEqual(rowsOf(view.X!), rowsOf(adata.X!).slice(1, 3));
  assert.equal(view.obs.row(0).total, adata.obs.row(1).total);
});

Deno.test("empty and whole selections are selections", () => {
  const adata = fullAnnData(new Rng(4), 4, 3);
  assert.deepEqual(adata.subset({ obs: [], var: [] }).shape, [0, 0]);
  assert.deepEqual(rowsOf(adata.subset({ obs: {} }).X!), rowsOf(adata.X!));
  assert.deepEqual(adata.subset({}).shape, [4, 3]);
  const empty = fullAnnData(new Rng(5), 0, 3);
  assert.equal(empty.subset({ obs: () => true }).nObs, 0);
  assert.deepEqual(rowsOf(empty.subset({ var: [1] }).X!), []);
});

Deno.test("a view of several modalities of a view is the view at once", () => {
  const rng = new Rng(6);
  for (let t = 0; t < 20; t++) {
    const all = names("s", 8);
    const part = () =>
      new AnnData({
        obs: new Frame([...rng.sample(8, 5)].map((i) => all[i]!)),
        var: new Frame(["g"]),
        X: Dense.zeros(5, 1),
      });
    const mdata = new MuData({ mod: { x: part(), y: part() } });
    const first = [...rng.permutation(mdata.nObs)].slice(0, 4);
    const second = [2, 0];
    const twice = mdata.subset({ obs: first }).subset({ obs: second });
    const once = mdata.subset({ obs: second.map((i) => first[i]!) });
    assert.deepEqual(twice.obsNames, once.obsNames);
    for (const name of ["x", "y"]) {
      assert.deepEqual(twice.modality(name).obsNames, once.modality(name).obsNames);
      assert.deepEqual(twice.obsmap[name], once.obsmap[name]);
    }
  }
});
