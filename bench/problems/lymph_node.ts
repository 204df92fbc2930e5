import { existsSync } from "node:fs";
import { mkdir, rename } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { Rng } from "../../src/core/rng.ts";
import { AnnData } from "../../src/data/anndata.ts";
import { categorical } from "../../src/data/columns/categorical.ts";
import { Csr } from "../../src/data/csr.ts";
import { Dense } from "../../src/data/dense.ts";
import { Frame } from "../../src/data/frame.ts";
import { toDense } from "../../src/data/matrix.ts";
import { writeH5ad } from "../../src/io/write_h5ad.ts";
import { hexGrid } from "./hex_tissue.ts";

const SEED = 5;
const N_SPOTS = 3484;
const N_GENES = 18_085;
const N_PROTEINS = 31;
const N_DOMAINS = 7;
const FOLDER = fileURLToPath(new URL("../../.cache/bench-data/lymph_node_1", import.meta.url));

/** The files of a simulated lymph node, made on the first call: spots × genes, and spots × proteins. */
export async function lymphNodeFiles(): Promise<{ rna: string; adt: string }> {
  const files = { rna: `${FOLDER}/rna.h5ad`, adt: `${FOLDER}/adt.h5ad` };
  if (existsSync(FOLDER)) return files;
  const unfinished = `${FOLDER}.${crypto.randomUUID()}`;
  await mkdir(unfinished, { recursive: true });
  const { rna, adt } = lymphNode();
  await writeH5ad(rna, `${unfinished}/rna.h5ad`);
  await writeH5ad(adt, `${unfinished}/adt.h5ad`);
  await rename(unfinished, FOLDER);
  return files;
}

/**
 * A tissue of the size of the human lymph node: 3,484 spots, 18,085 genes (negative binomial, dispersion 2, about one
 * entry in twelve not zero), 31 proteins (dispersion 5), seven domains with wavy borders in `obs["domain"]`, each with
 * its own levels of some genes and of all proteins.
 */
function lymphNode(): { rna: AnnData; adt: AnnData } {
  const rng = new Rng(SEED);
  const spatial = hexGrid(N_SPOTS);
  const domain = domains(spatial, rng.split("domains"));
  const levels = rng.split("levels");
  const size = Float64Array.from({ length: N_SPOTS }, () => Math.exp(0.4 * levels.normal()));
  const gene = Float64Array.from({ length: N_GENES }, () => Math.exp(1.75 * levels.normal() - 3.6));
  const genes = byDomain(gene, () => levels.uniform() < 0.08 ? Math.exp(0.8 * levels.normal()) : 1);
  const protein = Float64Array.from({ length: N_PROTEINS }, () => Math.exp(1.2 * levels.normal() + 3));
  const proteins = byDomain(protein, () => Math.exp(0.7 * levels.normal()));
  const names = (letter: string, n: number) => new Frame(Array.from({ length: n }, (_, i) => `${letter}${i}`));
  const obs = names("S", N_SPOTS).with({ domain: categorical(Array.from(domain, String)) });
  const counts = (means: Float64Array, width: number, shape: number, draws: Rng) =>
    drawCounts({ means, width, shape, domain, size }, draws);
  const rna = counts(genes, N_GENES, 2, rng.split("genes"));
  const adt = toDense(counts(proteins, N_PROTEINS, 5, rng.split("proteins")));
  return {
    rna: new AnnData({ X: rna, obs, var: names("G", N_GENES), obsm: { spatial } }),
    adt: new AnnData({ X: adt, obs, var: names("P", N_PROTEINS), obsm: { spatial } }),
  };
}

/** Each spot belongs to the nearest of seven centres, once its place has been shifted by a wave. */
function domains({ data, nRows }: Dense, rng: Rng): Int32Array {
  const side = Math.sqrt(nRows);
  const x = (i: number) => Number(data[2 * i]), y = (i: number) => Number(data[2 * i + 1]);
  const centers = [...rng.sample(nRows, N_DOMAINS)];
  const wave = 0.06 * side;
  return Int32Array.from({ length: nRows }, (_, i) => {
    const px = x(i) + wave * Math.sin(10 * y(i) / side), py = y(i) + wave * Math.cos(10 * x(i) / side);
    const squared = centers.map((c) => (px - x(c)) ** 2 + (py - y(c)) ** 2);
    return squared.indexOf(Math.min(...squared));
  });
}

function byDomain(level: Float64Array, factor: () => number): Float64Array {
  return Float64Array.from({ length: N_DOMAINS * level.length }, (_, i) => level[i % level.length]! * factor());
}

interface CountModel {
  readonly means: Float64Array;
  readonly width: number;
  readonly shape: number;
  readonly domain: Int32Array;
  readonly size: Float64Array;
}

/** Negative binomial counts by inversion: one uniform draw an entry, whatever the count. */
function drawCounts({ means, width, shape, domain, size }: CountModel, rng: Rng): Csr {
  const indptr = new Int32Array(N_SPOTS + 1);
  const indices: number[] = [];
  const values: number[] = [];
  for (let i = 0; i < N_SPOTS; i++) {
    for (let j = 0; j < width; j++) {
      const mean = means[domain[i]! * width + j]! * size[i]!;
      const success = mean / (mean + shape);
      let mass = (1 - success) ** shape;
      let left = rng.uniform() - mass;
      let count = 0;
      for (; left >= 0 && mass > 0; left -= mass) mass *= success * (count++ + shape) / count;
      if (count === 0) continue;
      indices.push(j);
      values.push(count);
    }
    indptr[i + 1] = indices.length;
  }
  const data = Float32Array.from(values);
  return new Csr({ shape: [N_SPOTS, width], indptr, indices: Int32Array.from(indices), data });
}
