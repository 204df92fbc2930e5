import assert from "node:assert/strict";

import { type ErrorTag, WeftError } from "../../../src/core/error.ts";
import { AnnData } from "../../../src/data/anndata.ts";
import type { CategoricalColumn } from "../../../src/data/columns/categorical_column.ts";
import { Dense } from "../../../src/data/dense.ts";
import { Frame } from "../../../src/data/frame.ts";
import { toDense } from "../../../src/data/matrix.ts";
import { simulatedTissue } from "../../../src/io/datasets/simulated_tissue.ts";

const SMALL = { nFeatures: { rna: 40, adt: 12, atac: 30 } };

function dense(adata: AnnData, layer?: string): Dense {
  return toDense(layer ? adata.layers[layer]! : adata.X!);
}

function matrix(adata: AnnData, key: string): Dense {
  return adata.obsm[key] as Dense;
}

function rejects(call: () => unknown, tag: ErrorTag, message: RegExp): void {
  assert.throws(call, (error) => error instanceof WeftError && error.tag === tag && message.test(error.message));
}

Deno.test("simulatedTissue() has the card's slots, shapes and kinds", () => {
  const tissue = simulatedTissue();
  assert.deepEqual(tissue.modalityNames, ["rna", "adt", "atac"]);
  assert.equal(tissue.nObs, 1296);
  const kinds = { rna: [1000, "Gene Expression"], adt: [100, "Antibody Capture"], atac: [1000, "Peaks"] } as const;
  for (const [name, [nVars, kind]] of Object.entries(kinds)) {
    const adata = tissue.modality(name);
    assert.deepEqual(adata.shape, [1296, nVars]);
    assert.deepEqual(new Set(adata.var.column("feature_types").toArray()), new Set([kind]));
    assert.deepEqual(Object.keys(adata.obsm), ["spatial", "spfac", "nsfac"]);
    assert.deepEqual(Object.keys(adata.varm), ["spload", "nsload"]);
    assert.deepEqual(matrix(adata, "spfac").shape, [1296, 4]);
    assert.deepEqual(matrix(adata, "nsfac").shape, [1296, 3]);
    assert.equal(adata.isView, false);
    assert.equal(new Set(adata.varNames).size, nVars);
  }
});

Deno.test("simulatedTissue() stores X = ln(1 + Y), or Y itself when asked", () => {
  const logged = simulatedTissue(SMALL), plain = simulatedTissue({ ...SMALL, input: "counts" });
  for (const name of logged.modalityNames) {
    const counts = dense(logged.modality(name), "counts");
    assert.ok(counts.data.every((count) => Number.isInteger(count) && Number(count) >= 0));
    assert.deepEqual(dense(logged.modality(name)).data, Float32Array.from(counts.data as Float32Array, Math.log1p));
    assert.deepEqual(dense(plain.modality(name)).data, counts.data);
  }
});

Deno.test("simulatedTissue() sets exactly half of RNA and ATAC to zero at least, none of ADT by force", () => {
  const tissue = simulatedTissue({ ...SMALL, preset: "hard" });
  const share = (name: string) => {
    const { data } = dense(tissue.modality(name), "counts");
    return data.filter((count: number | bigint) => count === 0).length / data.length;
  };
  assert.ok(share("rna") >= 0.8 && share("atac") >= 0.8 && share("adt") >= 0.5);
  assert.ok(share("rna") < 0.95);
});

Deno.test("simulatedTissue() shuffles every modality its own way and joins by name", () => {
  const tissue = simulatedTissue(SMALL);
  const orders = tissue.modalityNames.map((name) => tissue.modality(name).obsNames.join());
  assert.equal(new Set([...orders, tissue.obsNames.join()]).size, 4);
  assert.deepEqual(tissue.obsNames, Array.from({ length: 1296 }, (_, n) => `${n}`));
  for (const name of tissue.modalityNames) {
    const adata = tissue.modality(name);
    assert.deepEqual([...adata.obsNames].sort((a, b) => +a - +b), tissue.obsNames);
    adata.obsNames.forEach((spot, i) => {
      assert.equal(tissue.obsmap[name]![+spot], i + 1);
      assert.equal(adata.obs.column("domain").get(i), tissue.obs.column("domain").get(+spot));
      assert.deepEqual(matrix(adata, "spatial").row(i), (tissue.obsm["spatial"] as Dense).row(+spot));
    });
  }
});

Deno.test("simulatedTissue() labels factors 1 to 4 and the background 5", () => {
  const { rna } = simulatedTissue(SMALL).mod;
  const domain = rna!.obs.column("domain") as CategoricalColumn;
  assert.deepEqual(domain.categories.toArray(), ["1", "2", "3", "4", "5"]);
  for (let i = 0; i < rna!.nObs; i++) {
    const factor = [...matrix(rna!, "spfac").row(i)].indexOf(1);
    assert.equal(domain.get(i), factor < 0 ? "5" : `${factor + 1}`);
  }
});

Deno.test("simulatedTissue() expresses a feature where its factors are active", () => {
  const { rna } = simulatedTissue({ nFeatures: { rna: 300 } }).mod;
  const counts = dense(rna!, "counts"), spfac = matrix(rna!, "spfac"), nsfac = matrix(rna!, "nsfac");
  const spload = rna!.varm["spload"] as Dense, nsload = rna!.varm["nsload"] as Dense;
  const sums = [0, 0, 0, 0], numbers = [0, 0, 0, 0];
  for (let i = 0; i < rna!.nObs; i++) {
    for (let j = 0; j < 300; j++) {
      const on = (f: Dense, w: Dense) => f.row(i).some((x, k) => x === 1 && Number(w.get(j, k)) > 0) ? 1 : 0;
      const at = 2 * on(spfac, spload) + on(nsfac, nsload);
      sums[at]! += counts.get(i, j);
      numbers[at]! += 1;
    }
  }
  [0.1, 4.6, 5.6, 10.1].forEach((expected, at) => {
    const mean = sums[at]! / numbers[at]!;
    assert.ok(Math.abs(mean - expected) < 0.03 + 0.02 * expected, `${at}: ${mean}, expected ${expected}`);
  });
});

Deno.test("simulatedTissue() is the same for the same seed and another for another", () => {
  const one = simulatedTissue(SMALL),
    same = simulatedTissue({ ...SMALL, seed: 12 }),
    other = simulatedTissue({ ...SMALL, seed: 13 });
  assert.deepEqual(one.modality("rna").X, same.modality("rna").X);
  assert.deepEqual(one.modality("adt").obsNames, same.modality("adt").obsNames);
  assert.notDeepEqual(one.modality("rna").X, other.modality("rna").X);
  assert.notDeepEqual(one.modality("atac").varm["spload"], other.modality("atac").varm["spload"]);
});

Deno.test("simulatedTissue() keeps the gene programmes when only loadingSeed is shared", () => {
  const one = simulatedTissue(SMALL), two = simulatedTissue({ ...SMALL, seed: 99, loadingSeed: 12 });
  for (const name of one.modalityNames) {
    assert.deepEqual(one.modality(name).varm, two.modality(name).varm);
    assert.notDeepEqual(one.modality(name).X, two.modality(name).X);
  }
});

Deno.test("simulatedTissue() stacks sections that share programmes and no noise", () => {
  const tissue = simulatedTissue({ ...SMALL, sections: 2 });
  assert.equal(tissue.nObs, 2592);
  assert.equal(new Set(tissue.obsNames).size, 2592);
  assert.deepEqual(new Set(tissue.obs.column("section").toArray()), new Set(["section1", "section2"]));
  const [first, second] = ["section1", "section2"].map((section) => {
    const rna = tissue.modality("rna");
    return rna.subset({ obs: Array.from({ length: 1296 }, (_, n) => `${section}_${n}`) });
  });
  assert.notDeepEqual(dense(first!).data, dense(second!).data);
  assert.deepEqual(matrix(first!, "spfac"), matrix(second!, "spfac"));
  const alone = simulatedTissue(SMALL).modality("rna").subset({ obs: Array.from({ length: 1296 }, (_, n) => `${n}`) });
  assert.deepEqual(dense(first!).data, dense(alone).data);
});

Deno.test("simulatedTissue() shares the non-spatial factors in preset nuisance only", () => {
  const inGridOrder = (preset: "nuisance" | "hard") => {
    const tissue = simulatedTissue({ ...SMALL, preset });
    return tissue.modalityNames.map((name) =>
      matrix(tissue.modality(name).subset({ obs: tissue.obsNames }), "nsfac").data
    );
  };
  const [rna, adt, atac] = inGridOrder("nuisance");
  assert.deepEqual(rna, adt);
  assert.deepEqual(rna, atac);
  const [own, other] = inGridOrder("hard");
  assert.notDeepEqual(own, other);
});

Deno.test("simulatedTissue() has eight domains in preset rare", () => {
  const { obs } = simulatedTissue({ ...SMALL, preset: "rare" });
  const sizes = new Map<unknown, number>();
  for (const label of obs.column("domain").toArray()) sizes.set(label, (sizes.get(label) ?? 0) + 1);
  assert.deepEqual([..."12345678"].map((label) => sizes.get(label)), [180, 234, 192, 180, 36, 54, 24, 396]);
});

Deno.test("simulatedTissue() measures disjoint spots over shared genes in preset unpaired", () => {
  const tissue = simulatedTissue({ preset: "unpaired" });
  const names = tissue.modalityNames.flatMap((name) => [...tissue.modality(name).obsNames]);
  assert.equal(names.length, 1296);
  assert.equal(new Set(names).size, 1296);
  const { rna, adt, atac } = tissue.mod;
  assert.equal(rna!.nObs, 432);
  assert.deepEqual(rna!.varNames, atac!.varNames);
  assert.deepEqual(rna!.varm["spload"], atac!.varm["spload"]);
  assert.notDeepEqual(rna!.varm["nsload"], atac!.varm["nsload"]);
  assert.equal(adt!.nVars, 50);
  const shared = rna!.subset({ var: adt!.varNames });
  assert.deepEqual(adt!.varm["spload"], shared.varm["spload"]);
});

Deno.test("simulatedTissue() hides dropped factors from a modality", () => {
  const { rna, adt } = simulatedTissue({ ...SMALL, dropFactors: { adt: [1, 2] } }).mod;
  const used = (adata: AnnData) =>
    [0, 1, 2, 3].map((k) => (adata.varm["spload"] as Dense).toRows().some((row) => row[k]! > 0));
  assert.deepEqual(used(rna!), [true, true, true, true]);
  assert.deepEqual(used(adt!).slice(0, 2), [false, false]);
  assert.ok(used(adt!).includes(true));
});

Deno.test("simulatedTissue() of pure noise has the same mean in every domain", () => {
  const { adt } = simulatedTissue({ nFeatures: { rna: 1, atac: 1 }, pureNoise: true }).mod;
  const domain = adt!.obs.column("domain") as CategoricalColumn;
  const counts = dense(adt!, "counts");
  for (let k = 0; k < 5; k++) {
    const rows = [...domain.codes.keys()].filter((i) => domain.codes[i] === k);
    const values = rows.flatMap((i) => Array.from(counts.row(i), Number));
    const mean = values.reduce((sum, count) => sum + count, 0) / values.length;
    assert.ok(Math.abs(mean - 2) < 0.45, `domain ${k}: ${mean}`);
  }
});

Deno.test("simulatedTissue() adds Gaussian noise to X alone and cuts it at 0", () => {
  const plain = simulatedTissue(SMALL).modality("rna"),
    noisy = simulatedTissue({ ...SMALL, gaussNoiseSd: 0.3 }).modality("rna");
  assert.deepEqual(noisy.layers["counts"], plain.layers["counts"]);
  const before = dense(plain).data as Float32Array, after = dense(noisy).data as Float32Array;
  assert.ok(after.every((value) => value >= 0));
  const shifts = Array.from(before.keys()).filter((at) => before[at]! > 2).map((at) => after[at]! - before[at]!);
  const sd = Math.sqrt(shifts.reduce((sum, x) => sum + x * x, 0) / shifts.length);
  assert.ok(Math.abs(sd - 0.3) < 0.02, `${sd}`);
});

Deno.test("simulatedTissue() notes how it was made", () => {
  const { rna } = simulatedTissue({ ...SMALL, preset: "easy", seed: 5, loadingSeed: 6 }).mod;
  assert.deepEqual(
    (rna!.uns["weft"] as Record<string, unknown>)["simulated_tissue"],
    { preset: "easy", seed: 5, loading_seed: 6, input: "log1p" },
  );
});

Deno.test("simulatedTissue() rejects options that cannot be", () => {
  rejects(
    () => simulatedTissue({ preset: "simple" as "easy" }),
    "InvalidArgument",
    /preset to be one of 'default', 'easy'/,
  );
  rejects(() => simulatedTissue({ sections: 0 }), "InvalidArgument", /sections to be an integer ≥ 1 but found 0/);
  rejects(() => simulatedTissue({ seed: 1.5 }), "InvalidArgument", /seed/);
  rejects(() => simulatedTissue({ gaussNoiseSd: -1 }), "InvalidArgument", /gaussNoiseSd/);
  rejects(() => simulatedTissue({ gaussNoiseSd: 1, input: "counts" }), "InvalidArgument", /Use input 'log1p'/);
  rejects(() => simulatedTissue({ nFeatures: { rna: 0 } }), "InvalidArgument", /nFeatures of rna/);
  rejects(
    () => simulatedTissue({ nFeatures: { protein: 3 } as never }),
    "InvalidArgument",
    /modality to be one of 'rna'/,
  );
  rejects(
    () => simulatedTissue({ dropFactors: { adt: [5] } }),
    "InvalidArgument",
    /dropFactors of adt .* from 1 to 4 but found 5/,
  );
  rejects(() => simulatedTissue({ preset: "unpaired", nFeatures: { adt: 1001 } }), "InvalidArgument", /from 1 to 1000/);
});

function scattered(n: number): AnnData {
  const coordinates = Float64Array.from({ length: 2 * n }, (_, at) => (at * 7919) % 1013);
  return new AnnData({
    X: Dense.zeros(n, 2),
    obs: new Frame(Array.from({ length: n }, (_, i) => `cell-${i}`)),
    obsm: { spatial: new Dense(coordinates, { shape: [n, 2] }) },
  });
}

Deno.test("simulatedTissue({ like }) keeps names, order and coordinates", () => {
  const like = scattered(300);
  const rna = simulatedTissue({ like, modality: "rna", nFeatures: 20 });
  assert.deepEqual(rna.obsNames, like.obsNames);
  assert.deepEqual(rna.obsm["spatial"], like.obsm["spatial"]);
  assert.deepEqual(rna.shape, [300, 20]);
  assert.equal(new Set(rna.obs.column("domain").toArray()).size, 5);
});

Deno.test("simulatedTissue({ like }) plants the same domains for every modality of a seed", () => {
  const like = scattered(200);
  const domains = (["rna", "adt", "atac"] as const).map((modality) =>
    simulatedTissue({ like, modality, nFeatures: 5, seed: 3 }).obs.column("domain")
  );
  assert.deepEqual(domains[0], domains[1]);
  assert.deepEqual(domains[0], domains[2]);
  assert.notDeepEqual(
    domains[0],
    simulatedTissue({ like, modality: "rna", nFeatures: 5, seed: 4 }).obs.column("domain"),
  );
});

Deno.test("simulatedTissue({ like }) says what is missing", () => {
  const like = scattered(30);
  const bare = new AnnData({ X: Dense.zeros(3, 2), obsm: { X_pca: Dense.zeros(3, 2) } });
  rejects(
    () => simulatedTissue({ like: bare, modality: "rna" }),
    "NotFound",
    /obsm\['spatial'\] but found the entries 'X_pca'/,
  );
  rejects(() => simulatedTissue({ like, modality: "protein" as "adt" }), "InvalidArgument", /modality to be one of/);
  rejects(() => simulatedTissue({ like, modality: "rna", preset: "rare" }), "InvalidArgument", /preset with like/);
  rejects(() => simulatedTissue({ like, modality: "rna", nDomains: 40 }), "TooSmall", /at least 120 spots/);
  rejects(() => simulatedTissue({ like, modality: "rna", nDomains: 1 }), "InvalidArgument", /nDomains/);
  const nan = like.with({
    obsm: { spatial: Dense.fromRows(Array.from({ length: 30 }, (_, i) => [i, i === 4 ? NaN : i])) },
  });
  rejects(() => simulatedTissue({ like: nan, modality: "rna" }), "BadValues", /NaN at 'cell-4' in obsm\['spatial'\]/);
});
