import assert from "node:assert/strict";
import { AnnData, Csr, Dense, Frame, MuData } from "../../src/data/mod.ts";
import { scmrdr } from "../../src/methods/mod.ts";
import { digestTissue } from "../../src/study/cache/digest.ts";
import { unpackTissue } from "../../src/study/packed/unpack_tissue.ts";
import { packVariant } from "../../src/study/study_work.ts";
import { plainVariant } from "../../src/study/variant.ts";

const GENES = ["g1", "g2", "g3", "g4"];

/** Counts of some genes in cells of their own; X holds something else where the counts lie in a layer. */
function measured(genes: readonly string[], prefix: string, chosen: readonly boolean[], layer: boolean): AnnData {
  const rows = Array.from({ length: 6 }, (_, i) => genes.map((gene) => (i * 7 + gene.charCodeAt(1)) % 5));
  const counts = Csr.fromDense(Dense.fromRows(rows));
  return new AnnData({
    X: layer ? Dense.fromRows(rows.map((row) => row.map((value) => value + 0.5))) : counts,
    obs: new Frame(rows.map((_, i) => `${prefix}${i}`)),
    var: new Frame(genes, { highly_variable: chosen }),
    ...(layer && { layers: { counts, unread: counts } }),
  });
}

const cells = new MuData({
  mod: {
    rna: measured(GENES, "r", [true, false, true, true], true),
    atac: measured(["g4", "g3", "g2"], "a", [true, false, false], false),
  },
});

Deno.test("unpackTissue() gives methods that read all features their names, choice and counts", () => {
  const packed = packVariant(cells, plainVariant("scmrdr", scmrdr()), {});
  const [found, wanted] = [unpackTissue(packed), cells].map((data) => scmrdr().inputs(data, {}));
  assert.deepEqual(found, wanted);
  assert.deepEqual(found!.modalities.map(({ nFeatures }) => nFeatures), [3, 3]);
  const [rna] = Object.values(packed.modalities);
  assert.deepEqual(Object.keys(rna!.features!.layers), ["counts"]);
});

Deno.test("digestTissue() tells names, choice and layers of features apart", () => {
  const digestOf = (rna: AnnData) =>
    digestTissue(packVariant(cells.with({ mod: { rna } }), plainVariant("scmrdr", scmrdr()), {}));
  const given = cells.modality("rna");
  const digests = [
    given,
    given.with({ var: { highly_variable: [true, true, true, true] } }),
    given.with({ layers: { counts: Csr.fromDense(Dense.zeros(6, 4)) } }),
    measured(["g1", "g2", "g4", "g3"], "r", [true, false, true, true], true),
  ].map(digestOf);
  assert.equal(new Set(digests).size, 4);
  assert.equal(digestOf(given.with({ layers: { unread: undefined } })), digests[0]);
});
