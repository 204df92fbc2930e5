import assert from "node:assert/strict";

import { Rng } from "../../src/core/rng.ts";
import {
  AnnData,
  type AxisArray,
  type Column,
  concat,
  Dense,
  filterObs,
  Frame,
  type Matrix,
  MuData,
  obsNamesMakeUnique,
  subsample,
  toDense,
  transpose,
  type Value,
} from "../../src/data/mod.ts";
import { everything, pick, randomAnnData, randomMuData, someNames } from "../io/random_objects.ts";

function randomCells(rng: Rng): AnnData {
  return randomAnnData(rng, someNames("cell", 1 + rng.integer(6)), someNames("gene", 1 + rng.integer(5)));
}

function draw(rng: Rng, n: number): number[] {
  return Array.from({ length: rng.integer(n + 2) }, () => rng.integer(n));
}

/** A row of an array or table as plain values. */
function rowOf(array: AxisArray, i: number): readonly unknown[] {
  if (array.kind === "frame") return array.columnNames.map((name) => array.column(name).get(i));
  return Array.from<number | bigint>((array.kind === "dense" ? array : toDense(array)).row(i));
}

function cells(matrix: Matrix, rows: readonly number[], columns: readonly number[]): unknown[][] {
  const dense = toDense(matrix);
  return rows.map((i) => columns.map((j) => dense.data[i * dense.nCols + j]));
}

const all = (n: number) => Array.from({ length: n }, (_, i) => i);

/** Checks every slot of a part against picking elements one by one. */
function checkPart(
  part: AnnData,
  whole: AnnData,
  rows: readonly number[],
  columns: readonly number[],
  what: string,
): void {
  const r = all(rows.length), c = all(columns.length);
  assert.deepEqual(part.obsNames, rows.map((i) => whole.obsNames[i]), what);
  assert.deepEqual(part.varNames, columns.map((j) => whole.varNames[j]), what);
  assert.deepEqual(r.map((i) => rowOf(part.obs, i)), rows.map((i) => rowOf(whole.obs, i)), what);
  assert.deepEqual(c.map((j) => rowOf(part.var, j)), columns.map((j) => rowOf(whole.var, j)), what);
  const pairs: (readonly [Matrix, Matrix, readonly number[], readonly number[]])[] = [
    ...Object.keys(whole.layers).map((key) => [part.layers[key]!, whole.layers[key]!, rows, columns] as const),
    ...Object.keys(whole.obsp).map((key) => [part.obsp[key]!, whole.obsp[key]!, rows, rows] as const),
    ...Object.keys(whole.varp).map((key) => [part.varp[key]!, whole.varp[key]!, columns, columns] as const),
    ...(whole.X ? [[part.X!, whole.X, rows, columns] as const] : []),
    ...(whole.raw ? [[part.raw!.X, whole.raw.X, rows, all(whole.raw.nVars)] as const] : []),
  ];
  for (const [cut, full, i, j] of pairs) {
    assert.deepEqual([cut.kind, cut.dtype, cut.nRows, cut.nCols], [full.kind, full.dtype, i.length, j.length], what);
    assert.deepEqual(cells(cut, all(i.length), all(j.length)), cells(full, i, j), what);
  }
  for (const [cut, full, i] of [[part.obsm, whole.obsm, rows], [part.varm, whole.varm, columns]] as const) {
    assert.deepEqual(Object.keys(cut), Object.keys(full), what);
    for (const [key, array] of Object.entries(cut)) {
      assert.deepEqual(
        all(i.length).map((at) => rowOf(array, at)),
        i.map((at) => rowOf(full[key]!, at)),
        `${what} ${key}`,
      );
    }
  }
  assert.equal(part.uns, whole.uns, what);
}

Deno.test("AnnData.subset() picks the elements that lists would, in every slot of random objects, also of a part", () => {
  for (let seed = 0; seed < 80; seed++) {
    const rng = new Rng(seed);
    const adata = randomCells(rng);
    const rows = draw(rng, adata.nObs), columns = draw(rng, adata.nVars);
    const part = adata.subset({ obs: rows, var: columns });
    checkPart(part, adata, rows, columns, `seed ${seed}`);
    if (rows.length === 0 || columns.length === 0) continue;
    const again = draw(rng, rows.length), columnsAgain = draw(rng, columns.length);
    const deep = part.subset({ obs: again }).subset({ var: columnsAgain });
    checkPart(deep, adata, again.map((i) => rows[i]!), columnsAgain.map((j) => columns[j]!), `seed ${seed}, twice`);
    assert(deep.isView && !deep.with({}).isView);
  }
});

Deno.test("AnnData.with() shares every slot that it does not touch, down to the entry, and changes nothing", () => {
  for (let seed = 0; seed < 40; seed++) {
    const rng = new Rng(seed);
    const adata = randomCells(rng);
    const before = everything(adata);
    const added = Dense.zeros(adata.nObs, 2);
    const patches = [
      { obsm: { added } },
      { obs: { added: new Float64Array(adata.nObs) } },
      { layers: { added: Dense.zeros(adata.nObs, adata.nVars) } },
      { uns: { added: 1 } },
      { varp: { added: Dense.zeros(adata.nVars, adata.nVars) } },
    ] as const;
    for (const patch of patches) {
      const changed = adata.with(patch);
      for (const slot of ["X", "obs", "var", "layers", "obsm", "varm", "obsp", "varp", "uns", "raw"] as const) {
        if (!(slot in patch)) assert.equal(changed[slot], adata[slot], `seed ${seed}: ${slot}`);
        else if (slot === "obs") {
          for (const name of adata.obs.columnNames) assert.equal(changed.obs.column(name), adata.obs.column(name));
        } else {for (const [key, value] of Object.entries(adata[slot]!)) {
            assert.equal((changed[slot] as Record<string, unknown>)[key], value);
          }}
      }
      const undone = Object.fromEntries(Object.keys(patch).map((slot) => [slot, { added: undefined }]));
      assert.deepEqual(everything(changed.with(undone)), before, `seed ${seed}: setting and removing is nothing`);
    }
    assert.deepEqual(everything(adata), before, `seed ${seed}`);
  }
});

Deno.test("transpose() of random objects twice is the object, and cutting commutes with it", () => {
  for (let seed = 0; seed < 40; seed++) {
    const rng = new Rng(seed);
    const adata = randomCells(rng).with({ raw: null });
    assert.deepEqual(everything(transpose(transpose(adata))), everything(adata), `seed ${seed}`);
    const rows = draw(rng, adata.nObs), columns = draw(rng, adata.nVars);
    const first = transpose(adata.subset({ obs: rows, var: columns }));
    const second = transpose(adata).subset({ obs: columns, var: rows });
    assert.deepEqual([first.obsNames, first.varNames], [second.obsNames, second.varNames]);
    if (first.X) assert.deepEqual(toDense(first.X).data, toDense(second.X!).data, `seed ${seed}`);
  }
});

Deno.test("filterObs(), subsample() and obsNamesMakeUnique() of random objects are the subsets that they say", () => {
  for (let seed = 0; seed < 30; seed++) {
    const rng = new Rng(seed);
    const adata = randomCells(rng);
    const kept = all(adata.nObs).filter(() => rng.uniform() < 0.5);
    const names = new Set(kept.map((i) => adata.obsNames[i]!));
    checkPart(filterObs(adata, (row) => names.has(row.index)), adata, kept, all(adata.nVars), `seed ${seed}`);
    const n = 1 + rng.integer(adata.nObs);
    const sample = subsample(adata, { n, seed });
    checkPart(
      sample,
      adata,
      sample.obsNames.map((name) => adata.obsNames.indexOf(name)),
      all(adata.nVars),
      `seed ${seed}`,
    );
    const twice = adata.subset({ obs: [...all(adata.nObs), ...all(adata.nObs)] });
    const unique = obsNamesMakeUnique(twice);
    assert.equal(new Set(unique.obsNames).size, 2 * adata.nObs);
    assert.deepEqual(unique.obsNames.slice(0, adata.nObs), adata.obsNames);
  }
});

/** A value as columns of several objects compare: integers of any width alike, missing values alike. */
function plain(value: Value | undefined): unknown {
  if (value === null || value === undefined || Number.isNaN(value)) return "missing";
  return typeof value === "bigint" ? Number(value) : value;
}

/** Whether columns of two parts can stand below each other without becoming text. */
function kindOf(column: Column): string {
  const inner = column.kind === "categorical" ? column.categories : column.kind === "nullable" ? column.values : column;
  return inner.kind;
}

Deno.test("concat() of random objects has every value of every part where its names say, for both joins", () => {
  let compared = 0;
  for (let seed = 0; seed < 60; seed++) {
    const rng = new Rng(seed);
    const genes = someNames("gene", 6);
    const parts = Array.from({ length: 1 + rng.integer(3) }, (_, k) => {
      const vars = Array.from(rng.permutation(6).subarray(0, 1 + rng.integer(5)), (j) => genes[j]!);
      const adata = randomAnnData(rng, someNames(`part ${k}`, rng.integer(4)), vars);
      return adata.with({ X: adata.X ?? Dense.zeros(adata.nObs, adata.nVars), obsm: tablesRemoved(adata) });
    });
    const join = pick(rng, ["inner", "outer"] as const);
    const kinds = new Map<string, Set<string>>();
    for (const { obs } of parts) {
      for (const name of obs.columnNames) kinds.set(name, (kinds.get(name) ?? new Set()).add(kindOf(obs.column(name))));
    }
    const mixed = [...kinds].filter(([, kind]) => kind.size > 1).map(([name]) => name);
    const even = parts.map((part) => part.with({ obs: Object.fromEntries(mixed.map((name) => [name, undefined])) }));
    const before = even.map(everything);
    const both = concat(even, { join, label: "from" });
    assert.deepEqual(even.map(everything), before, "the parts are left alone");
    assert.deepEqual(both.obsNames, even.flatMap(({ obsNames }) => obsNames));
    let row = 0;
    for (const [k, part] of even.entries()) {
      const X = toDense(part.X!), found = toDense(both.X!);
      for (let i = 0; i < part.nObs; i++, row++) {
        assert.equal(both.obs.column("from").get(row), `${k}`);
        for (const name of both.obs.columnNames) {
          if (name === "from") continue;
          const expected = part.obs.has(name) ? plain(part.obs.column(name).get(i)) : "missing";
          assert.deepEqual(plain(both.obs.column(name).get(row)), expected, `seed ${seed}: ${name} in row ${row}`);
          compared++;
        }
        both.varNames.forEach((name, j) => {
          const at = part.varNames.indexOf(name);
          if (at >= 0 && X.dtype === found.dtype) {
            assert.deepEqual(found.data[row * found.nCols + j], X.data[i * X.nCols + at]);
          }
          if (at >= 0) assert.equal(found.get(row, j), X.get(i, at), `seed ${seed}: ${name} in row ${row}`);
        });
      }
    }
    assert.equal(row, both.nObs);
  }
  assert(compared > 300, `${compared} cells compared`);
});

/** Entries to remove from `obsm`: a name may stand for a table in one part and for an array in another. */
function tablesRemoved({ obsm }: AnnData): Record<string, undefined> {
  return Object.fromEntries(Object.keys(obsm).map((key) => [key, undefined]));
}

Deno.test("MuData.subset() of random objects gives every modality the rows that it has, in the order asked for", () => {
  for (let seed = 0; seed < 40; seed++) {
    const rng = new Rng(seed);
    const tissue = randomMuData(rng);
    if (tissue.nObs === 0) continue;
    const rows = Array.from(rng.permutation(tissue.nObs).subarray(0, rng.integer(tissue.nObs + 1)));
    const part = tissue.subset({ obs: rows });
    const wanted = rows.map((i) => tissue.obsNames[i]!);
    assert.deepEqual(part.obsNames, wanted);
    for (const name of tissue.modalityNames) {
      const whole = tissue.modality(name);
      const own = wanted.map((cell) => whole.obsNames.indexOf(cell)).filter((i) => i >= 0);
      checkPart(part.modality(name), whole, own, all(whole.nVars), `seed ${seed} ${name}`);
      const map = part.obsmap[name]!;
      wanted.forEach((cell, i) => assert.equal(part.modality(name).obsNames[map[i]! - 1], map[i] ? cell : undefined));
    }
    for (const key of Object.keys(tissue.obsm)) {
      assert.deepEqual(
        all(rows.length).map((i) => rowOf(part.obsm[key]!, i)),
        rows.map((i) => rowOf(tissue.obsm[key]!, i)),
      );
    }
    assert.deepEqual(all(rows.length).map((i) => rowOf(part.obs, i)), rows.map((i) => rowOf(tissue.obs, i)));
  }
});

Deno.test("MuData of any names keeps its modalities apart, also those called like properties of objects", () => {
  const names = ["__proto__", "constructor", "toString", "a/b", ""];
  const modality = (k: number) =>
    new AnnData({ X: Dense.zeros(2, 1), obs: new Frame(["a", `b${k}`]), var: new Frame([`g${k}`]) });
  const tissue = new MuData({ mod: Object.fromEntries(names.map((name, k) => [name, modality(k)])) });
  assert.deepEqual(tissue.modalityNames, names);
  const cut = tissue.subset({ obs: ["b1", "a"] });
  names.forEach((name, k) => {
    assert.deepEqual(tissue.modality(name).varNames, [`g${k}`]);
    assert.deepEqual(cut.modality(name).obsNames, k === 1 ? ["b1", "a"] : ["a"], name);
    assert.deepEqual([...cut.obsmap[name]!], k === 1 ? [1, 2] : [0, 1], name);
  });
});
