import assert from "node:assert/strict";
import { isWeftError } from "../../src/core/is_weft_error.ts";
import { Rng } from "../../src/core/rng.ts";
import { AnnData } from "../../src/data/anndata.ts";
import { checkAligned } from "../../src/data/check_aligned.ts";
import { Dense } from "../../src/data/dense.ts";
import { filterObs } from "../../src/data/filter_obs.ts";
import { filterVar } from "../../src/data/filter_var.ts";
import { Frame } from "../../src/data/frame.ts";
import { intersectObs } from "../../src/data/intersect_obs.ts";
import { MuData } from "../../src/data/mudata.ts";
import { obsNamesMakeUnique } from "../../src/data/obs_names_make_unique.ts";
import { Raw } from "../../src/data/raw.ts";
import { representation } from "../../src/data/representation.ts";
import { subsample } from "../../src/data/subsample.ts";
import { transpose } from "../../src/data/transpose.ts";
import { uniqueNames } from "../../src/data/unique_names.ts";
import { varNamesMakeUnique } from "../../src/data/var_names_make_unique.ts";
import { fullAnnData, KINDS, names, rowsOf } from "./random.ts";

const spots = (obs: readonly string[], columns = {}) => new AnnData({ obs: new Frame(obs, columns) });

Deno.test("uniqueNames() numbers repeats by anndata's rule and passes over names that are taken", () => {
  assert.deepEqual(uniqueNames(["a", "a", "b", "a"], "-"), ["a", "a-1", "b", "a-2"]);
  assert.deepEqual(uniqueNames(["a", "a", "a-1", "a"], "-"), ["a", "a-2", "a-1", "a-3"]);
  assert.deepEqual(uniqueNames(["a-1", "a", "a", "a-1"], "-"), ["a-1", "a", "a-2", "a-1-1"]);
  assert.deepEqual(uniqueNames(["a", "a"], "_"), ["a", "a_1"]);
  assert.deepEqual(uniqueNames([], "-"), []);
});

Deno.test("uniqueNames() gives different names for random repeats, and keeps first ones", () => {
  const rng = new Rng(1);
  for (let t = 0; t < 50; t++) {
    const given = Array.from({ length: 12 }, () => ["a", "b", "a-1", "a-2", "b-1"][rng.integer(5)]!);
    const unique = uniqueNames(given, "-");
    assert.equal(new Set(unique).size, given.length);
    given.forEach((name, i) => given.indexOf(name) === i && assert.equal(unique[i], name));
  }
});

Deno.test("varNamesMakeUnique() and obsNamesMakeUnique() rename one axis and leave the object alone", () => {
  const panel = new AnnData({ X: Dense.zeros(2, 3), var: new Frame(["PTPRC", "CD3E", "PTPRC"], { n: [1, 2, 3] }) });
  const unique = varNamesMakeUnique(panel);
  assert.deepEqual(unique.varNames, ["PTPRC", "CD3E", "PTPRC-1"]);
  assert.deepEqual(unique.var.column("n").toArray(), [1, 2, 3]);
  assert.deepEqual(panel.varNames, ["PTPRC", "CD3E", "PTPRC"]);
  assert.equal(varNamesMakeUnique(unique), unique);
  assert.deepEqual(obsNamesMakeUnique(spots(["s", "s"]), { join: "." }).obsNames, ["s", "s.1"]);
});

Deno.test("filterObs() asks each row, with its name, of AnnData and MuData", () => {
  const adata = spots(["a", "b", "c"], { domain: ["1", "3", "3"], total: [5, 1, 9] });
  assert.deepEqual(filterObs(adata, (row) => row.domain === "3" && (row.total as number) > 5).obsNames, ["c"]);
  assert.deepEqual(filterObs(adata, ({ index }) => index !== "b").obsNames, ["a", "c"]);
  const tissue = new MuData({ mod: { adata }, obs: new Frame(["a", "b", "c"], { domain: ["1", "3", "3"] }) });
  const kept = filterObs(tissue, (row) => row.domain === "3");
  assert.deepEqual(kept.modality("adata").obsNames, ["b", "c"]);
  assert.equal(filterObs(adata, () => false).nObs, 0);
});

Deno.test("filterVar() asks each row of var, of AnnData and MuData", () => {
  const adata = new AnnData({ var: new Frame(["MT-1", "CD3E"], { hv: [true, false] }) });
  assert.deepEqual(filterVar(adata, (row) => row.hv === true).varNames, ["MT-1"]);
  const tissue = new MuData({ mod: { rna: adata, adt: new AnnData({ var: new Frame(["CD3"]) }) } });
  const kept = filterVar(tissue, ({ index }) => index.startsWith("CD"));
  assert.deepEqual(kept.modality("rna").varNames, ["CD3E"]);
  assert.deepEqual(kept.varNames, ["CD3E", "CD3"]);
});

Deno.test("subsample() keeps the number asked for, in order, the same for the same seed", () => {
  const adata = spots(names("s", 50));
  const some = subsample(adata, { n: 12, seed: 3 });
  assert.equal(some.nObs, 12);
  const places = some.obsNames.map((name) => Number(name.slice(1)));
  assert.deepEqual(places, [...places].sort((x, y) => x - y));
  assert.deepEqual(subsample(adata, { n: 12, seed: 3 }).obsNames, some.obsNames);
  assert.notDeepEqual(subsample(adata, { n: 12, seed: 4 }).obsNames, some.obsNames);
  assert.equal(subsample(adata, { fraction: 0.33 }).nObs, 16);
  assert.equal(subsample(adata, { fraction: 1 }).nObs, 50);
  assert.equal(subsample(adata, { n: 0 }).nObs, 0);
  assert.equal(subsample(new MuData({ mod: { adata } }), { n: 4 }).modality("adata").nObs, 4);
});

Deno.test("subsample() wants one of n and fraction, and one that is possible", () => {
  const adata = spots(names("s", 5));
  const fails = (options: Parameters<typeof subsample>[1], text: RegExp) =>
    assert.throws(
      () => subsample(adata, options),
      (error) => isWeftError(error, "InvalidArgument") && text.test(error.message),
    );
  fails({}, /either n or fraction but found neither in subsample\(\)/);
  fails({ n: 1, fraction: 0.5 }, /found both/);
  fails({ n: 6 }, /n to be an integer from 0 to 5 but found 6/);
  fails({ fraction: 1.5 }, /fraction to be a finite number from 0 to 1/);
});

Deno.test("transpose() exchanges everything of the two axes, and twice is once", () => {
  for (const kind of KINDS) {
    const adata = fullAnnData(new Rng(2), 4, 3, kind);
    const turned = transpose(adata);
    assert.deepEqual(turned.shape, [3, 4]);
    assert.deepEqual(turned.obsNames, adata.varNames);
    assert.equal(turned.obs, adata.var);
    assert.equal(turned.obsm.PCs, adata.varm.PCs);
    assert.equal(turned.varp.pairs, adata.obsp.pairs);
    assert.deepEqual(rowsOf(turned.X!), [0, 1, 2].map((j) => rowsOf(adata.X!).map((row) => row[j]!)));
    assert.deepEqual(rowsOf(transpose(turned).layers.counts!), rowsOf(adata.layers.counts!));
  }
  assert.equal(transpose(new AnnData({ X: Dense.zeros(1, 1), raw: new Raw({ X: Dense.zeros(1, 1) }) })).raw, null);
  assert.equal(transpose(spots(["a"])).X, null);
});

Deno.test("checkAligned() passes when names agree, in whatever order", () => {
  checkAligned(new MuData({ mod: { rna: spots(["a", "b"]), adt: spots(["b", "a"]) } }));
  checkAligned(new MuData({ mod: { rna: spots([]) } }));
});

Deno.test("checkAligned() counts, shows examples and says what to do", () => {
  const rna = spots(["a", "b", ...names("r", 5)]), adt = spots(["b", "a", "z"]);
  assert.throws(() => checkAligned(new MuData({ mod: { rna, adt } })), (error) => {
    assert(isWeftError(error, "Misaligned"));
    assert.equal(
      error.message,
      "Expected modalities 'rna' and 'adt' to share all obs names but found 5 only in 'rna', such as 'r0', 'r1', 'r2' " +
        "and 2 more; 1 only in 'adt', such as 'z'; 2 shared. Call intersectObs() to keep the shared observations.",
    );
    assert.deepEqual([error.fields.onlyInFirst, error.fields.onlyInSecond, error.fields.shared], [5, 1, 2]);
    return true;
  });
  const third = new MuData({ mod: { x: spots(["a"]), y: spots(["a"]), z: spots(["b"]) } });
  assert.throws(() => checkAligned(third), /'x' and 'z' .* 0 shared\. Give the same observation the same name/);
});

Deno.test("intersectObs() keeps what all have, in the order of the whole, and counts what falls out", () => {
  const tissue = new MuData({
    mod: { rna: spots(["a", "b", "c", "d"]), adt: spots(["d", "x", "b"]), atac: spots(["b", "d", "c"]) },
    uns: { weft: { smart: 1 } },
  });
  const both = intersectObs(tissue);
  assert.deepEqual(both.obsNames, ["b", "d"]);
  for (const name of both.modalityNames) assert.deepEqual(both.modality(name).obsNames, ["b", "d"]);
  assert.deepEqual(both.uns.weft, {
    smart: 1,
    ["intersect_obs"]: { ["n_kept"]: 2, ["n_dropped"]: { rna: 2, adt: 1, atac: 1 } },
  });
  checkAligned(both);
  assert.deepEqual(tissue.modality("adt").obsNames, ["d", "x", "b"]);
});

Deno.test("intersectObs() refuses modalities that share nothing, in pairs or all together", () => {
  const apart = new MuData({ mod: { rna: spots(["a"]), adt: spots(["b"]) } });
  assert.throws(
    () => intersectObs(apart),
    (error) => isWeftError(error, "Misaligned") && /0 shared/.test(error.message),
  );
  const ring = new MuData({ mod: { x: spots(["a", "b"]), y: spots(["b", "c"]), z: spots(["c", "a"]) } });
  assert.throws(() => intersectObs(ring), (error) => isWeftError(error, "Misaligned"));
  assert.equal(intersectObs(new MuData({ mod: { x: spots([]) } })).nObs, 0);
});

Deno.test("representation() finds obsm entries and X, and lists what there is otherwise", () => {
  const adata = fullAnnData(new Rng(3), 3, 2);
  assert.equal(representation(adata, "X_pca"), adata.obsm.X_pca);
  assert.deepEqual(representation(adata, "X").toRows(), rowsOf(adata.X!));
  for (const key of ["X_umap", "table"]) {
    assert.throws(() => representation(adata, key), (error) => {
      return isWeftError(error, "NotFound") &&
        /found the entries 'X_pca', 'table'\. Compute it first/.test(error.message);
    });
  }
  assert.throws(() => representation(spots(["a"]), "X"), /found no obsm entries/);
});
