import assert from "node:assert/strict";

import { Rng } from "../../../src/core/rng.ts";
import type { AnnData } from "../../../src/data/anndata.ts";
import type { Dense } from "../../../src/data/dense.ts";
import { toDense } from "../../../src/data/matrix.ts";
import type { MuData } from "../../../src/data/mudata.ts";
import { permuteCoordinates } from "../../../src/io/datasets/permute_coordinates.ts";
import { permuteRows } from "../../../src/io/datasets/permute_rows.ts";
import type { SimulatorPreset } from "../../../src/io/datasets/presets.ts";
import { simulatedTissue } from "../../../src/io/datasets/simulated_tissue.ts";
import { readH5mu, writeH5mu } from "../../../src/io/mod.ts";
import { everything } from "../random_objects.ts";
import { withFolder } from "../temp_folder.ts";

const PRESETS: readonly SimulatorPreset[] = ["default", "easy", "hard", "nuisance", "rare", "unpaired"];
const SEEDS = [0, 1, -7, 2 ** 40];
const nFeatures = { rna: 24, adt: 8, atac: 16 };

const tissues = PRESETS.flatMap((preset) =>
  SEEDS.map((seed) => ({ preset, seed, tissue: simulatedTissue({ preset, seed, nFeatures, gaussNoiseSd: 0 }) }))
);

const counts = (adata: AnnData) => toDense(adata.layers["counts"]!);
const spatial = (data: AnnData | MuData) => data.obsm["spatial"] as Dense;

Deno.test("simulatedTissue() of every preset and seed holds finite counts, X = ln(1 + Y), and unique names", () => {
  for (const { preset, seed, tissue } of tissues) {
    const what = `${preset} ${seed}`;
    assert.deepEqual(tissue.modalityNames, ["rna", "adt", "atac"], what);
    for (const name of tissue.modalityNames) {
      const adata = tissue.modality(name), Y = counts(adata), X = toDense(adata.X!);
      assert.equal(adata.nVars, nFeatures[name as "rna"], what);
      assert.equal(new Set(adata.obsNames).size, adata.nObs, what);
      assert.equal(new Set(adata.varNames).size, adata.nVars, what);
      assert(Y.data.every((y) => Number.isInteger(y) && Number(y) >= 0), what);
      assert(Y.data.some((y) => Number(y) > 0), `${what}: nothing is expressed`);
      assert(X.data.every((x, i) => x === Math.fround(Math.log1p(Number(Y.data[i])))), what);
    }
  }
});

Deno.test("simulatedTissue() of every preset and seed puts modalities, labels and coordinates on the same spots", () => {
  for (const { preset, seed, tissue } of tissues) {
    const what = `${preset} ${seed}`;
    const row = new Map(tissue.obsNames.map((name, i) => [name, i]));
    const seen = new Set<string>();
    for (const adata of Object.values(tissue.mod)) {
      for (const [i, name] of adata.obsNames.entries()) {
        const whole = row.get(name)!;
        assert.deepEqual([...spatial(adata).row(i)], [...spatial(tissue).row(whole)], what);
        for (const column of adata.obs.columnNames.filter((column) => tissue.obs.has(column))) {
          assert.equal(adata.obs.column(column).get(i), tissue.obs.column(column).get(whole), `${what} ${column}`);
        }
        if (preset === "unpaired") assert(!seen.has(name), `${what}: ${name} is measured twice`);
        seen.add(name);
      }
    }
    assert.equal(seen.size, tissue.nObs, `${what}: every spot is measured`);
    const places = new Set(Array.from({ length: tissue.nObs }, (_, i) => spatial(tissue).row(i).join()));
    assert.equal(places.size, tissue.nObs, `${what}: two spots at one place`);
  }
});

Deno.test("simulatedTissue() of every preset has the share of zeros that it promises, and a mean within reason", () => {
  const least: Partial<Record<SimulatorPreset, number>> = {
    default: 0.5,
    easy: 0.5,
    hard: 0.8,
    nuisance: 0.7,
    rare: 0.5,
    unpaired: 0.5,
  };
  for (const { preset, seed, tissue } of tissues) {
    for (const name of ["rna", "atac"]) {
      const { data } = counts(tissue.modality(name));
      let zeros = 0, sum = 0;
      for (const value of data) {
        if (value === 0) zeros++;
        sum += Number(value);
      }
      assert(
        zeros / data.length >= least[preset]! - 0.02,
        `${preset} ${seed} ${name}: ${zeros / data.length} are zero`,
      );
      assert(sum / data.length < 50, `${preset} ${seed} ${name}: mean ${sum / data.length}`);
    }
  }
});

Deno.test("simulatedTissue() tells seeds apart and repeats itself, whatever was made in between", () => {
  for (const { preset, seed, tissue } of tissues.filter((_, i) => i % 5 === 0)) {
    assert.deepEqual(everything(simulatedTissue({ preset, seed, nFeatures })), everything(tissue), `${preset} ${seed}`);
    const other = simulatedTissue({ preset, seed: seed + 1, nFeatures });
    assert.notDeepEqual(counts(other.modality("rna")).data, counts(tissue.modality("rna")).data, `${preset} ${seed}`);
  }
});

Deno.test("simulatedTissue() of one modality does not depend on how many features the others have", () => {
  for (const preset of PRESETS) {
    const few = simulatedTissue({ preset, seed: 3, nFeatures: { rna: 10, adt: 4, atac: 6 } });
    const more = simulatedTissue({ preset, seed: 3, nFeatures: { rna: 10, adt: 9, atac: 20 } });
    assert.deepEqual(everything(few.modality("rna")), everything(more.modality("rna")), preset);
  }
});

Deno.test("simulatedTissue() of every preset goes through h5mu unchanged", () =>
  withFolder({}, async (folder) => {
    for (const { tissue } of tissues.filter(({ seed }) => seed === 1)) {
      await writeH5mu(tissue, `${folder}/x.h5mu`, { compressionLevel: 1 });
      const back = await readH5mu(`${folder}/x.h5mu`);
      assert.deepEqual(back.obsNames, tissue.obsNames);
      for (const name of tissue.modalityNames) {
        assert.deepEqual(counts(back.modality(name)), counts(tissue.modality(name)));
        assert.deepEqual(back.modality(name).obs.toRecords(), tissue.modality(name).obs.toRecords());
        assert.deepEqual(spatial(back.modality(name)), spatial(tissue.modality(name)));
      }
    }
  }));

Deno.test("simulatedTissue({ like }) of random places keeps rows in their order and finds room for every domain", () => {
  for (let seed = 0; seed < 6; seed++) {
    const rng = new Rng(seed);
    const source = tissues[seed * 3]!.tissue.modality("rna");
    const like = source.subset({ obs: Array.from(rng.permutation(source.nObs).subarray(0, 80 + rng.integer(200))) });
    const nDomains = 2 + rng.integer(4);
    const made = simulatedTissue({ like, modality: "adt", seed, nDomains, nFeatures: 6 });
    assert.deepEqual(made.obsNames, like.obsNames);
    assert.deepEqual(spatial(made).toRows(), spatial(like).toRows());
    assert(counts(made).data.every((y) => Number.isInteger(y)));
    const labels = made.obs.columnNames.map((name) => new Set(made.obs.column(name).toArray()).size);
    assert(labels.includes(nDomains), `seed ${seed}: ${labels} labels, ${nDomains} domains`);
  }
});

Deno.test("permuteCoordinates() and permuteRows() break what they say and keep the rest, for every preset", () => {
  for (const { preset, tissue } of tissues.filter(({ seed }) => seed === 0)) {
    const sorted = (data: Dense) => Array.from({ length: data.nRows }, (_, i) => data.row(i).join()).sort();
    const moved = permuteCoordinates(tissue, { seed: 1 });
    assert.deepEqual(sorted(spatial(moved)), sorted(spatial(tissue)), preset);
    assert.notDeepEqual(spatial(moved).data, spatial(tissue).data, preset);
    assert.deepEqual(moved.obsNames, tissue.obsNames);
    assert.equal(moved.modality("rna").X, tissue.modality("rna").X, preset);
    const mixed = permuteRows(tissue, { modality: "rna", seed: 1 });
    assert.deepEqual(new Set(mixed.obsNames), new Set(tissue.obsNames));
    assert.deepEqual(sorted(counts(mixed.modality("rna"))), sorted(counts(tissue.modality("rna"))), preset);
  }
});
