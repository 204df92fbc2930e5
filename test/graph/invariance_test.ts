import assert from "node:assert/strict";
import { existsSync } from "node:fs";

import { Rng } from "../../src/core/rng.ts";
import { AnnData } from "../../src/data/anndata.ts";
import { Dense } from "../../src/data/dense.ts";
import { toCsr } from "../../src/data/matrix.ts";
import { MuData } from "../../src/data/mudata.ts";
import { detectGrid } from "../../src/graph/detect_grid.ts";
import { Graph } from "../../src/graph/graph.ts";
import { neighbors } from "../../src/graph/neighbors.ts";
import { spatialCoordinates } from "../../src/graph/spatial_coordinates.ts";
import { spatialNeighbors } from "../../src/graph/spatial_neighbors.ts";
import { readH5ad } from "../../src/io/read_h5ad.ts";
import { randomDense, rowsOf, spots } from "./support.ts";

const COORDS = randomDense(new Rng(1), 80, 2).toRows();
const MODES = [{ nNeighbors: 5 }, { radius: 0.6 }, { delaunay: true }] as const;

Deno.test("spatialNeighbors() follows its spots when they are reordered", () => {
  const order = new Rng(2).permutation(80);
  const place = new Int32Array(80);
  order.forEach((row, i) => place[row] = i);
  for (const mode of MODES) {
    const plain = rowsOf(spatialNeighbors(spots(COORDS), mode).obsp.spatial_connectivities);
    const shuffled = spatialNeighbors(spots([...order].map((row) => COORDS[row]!)), mode);
    rowsOf(shuffled.obsp.spatial_connectivities).forEach((row, i) => {
      const wanted = plain[order[i]!]!.map((j) => place[j]!).sort((a, b) => a - b);
      assert.deepEqual(row, wanted);
    });
  }
});

Deno.test("spatialNeighbors() does not care where the tissue lies and how it is turned", () => {
  const [cos, sin] = [Math.cos(1), Math.sin(1)];
  const turned = COORDS.map(([x, y]) => [cos * x! - sin * y! + 30, sin * x! + cos * y! - 7]);
  for (const mode of MODES) {
    const plain = rowsOf(spatialNeighbors(spots(COORDS), mode).obsp.spatial_connectivities);
    assert.deepEqual(rowsOf(spatialNeighbors(spots(turned), mode).obsp.spatial_connectivities), plain);
  }
});

Deno.test("spatialNeighbors() scales its distances with the tissue", () => {
  const large = COORDS.map((row) => row.map((value) => 8 * value));
  const [plain, scaled] = [COORDS, large].map((coords) =>
    toCsr(spatialNeighbors(spots(coords), MODES[0]).obsp.spatial_distances!)
  );
  assert.deepEqual(scaled!.indices, plain!.indices);
  scaled!.data.forEach((length, p) => assert.equal(length, 8 * Number(plain!.data[p])));
});

Deno.test("spatialNeighbors() with more neighbours holds those with fewer", () => {
  const [few, many] = [3, 7].map((nNeighbors) =>
    rowsOf(spatialNeighbors(spots(COORDS), { nNeighbors }).obsp.spatial_connectivities)
  );
  few!.forEach((row, i) => row.forEach((j) => assert(many![i]!.includes(j))));
});

Deno.test("neighbors() is the same for cosine whatever the length of the rows", () => {
  const x = randomDense(new Rng(3), 50, 6);
  const values = Float64Array.from(x.data as Float64Array, (value, p) => value * (1 + Math.floor(p / 6)));
  const stretched = new Dense(values, { shape: [50, 6] });
  const pattern = (X: Dense) =>
    rowsOf(neighbors(new AnnData({ X }), { metric: "cosine", nNeighbors: 6 }).obsp.distances);
  assert.deepEqual(pattern(stretched), pattern(x));
});

class Facade extends AnnData {
  /** A method of the façade. */
  hello(): string {
    return `${this.nObs} spots`;
  }
}

class MuFacade extends MuData {
  /** A method of the façade. */
  hello(): string {
    return `${this.nObs} spots`;
  }
}

Deno.test("graph verbs return the class they were given", () => {
  const spatial = Dense.fromRows(COORDS);
  const tissue = new Facade({ X: spatial, obsm: { spatial } });
  assert.equal(neighbors(spatialNeighbors(tissue), { useRep: "spatial" }).hello(), "80 spots");
  const whole = new MuFacade({ mod: { rna: tissue }, obsm: { joint: spatial } });
  assert.equal(neighbors(spatialNeighbors(whole), { useRep: "joint" }).hello(), "80 spots");
});

Deno.test("graph verbs write into obsp beside what is there", () => {
  const done = neighbors(spatialNeighbors(spots(COORDS), { nNeighbors: 3 }), { useRep: "spatial", nNeighbors: 4 });
  assert.deepEqual(Object.keys(done.obsp).sort(), [
    "connectivities",
    "distances",
    "spatial_connectivities",
    "spatial_distances",
  ]);
  assert.deepEqual(Object.keys(done.uns).sort(), ["neighbors", "spatial_neighbors"]);
});

const LYMPH = "../shared/data/lymph_node_a1_protein/adata_adt.h5ad";
const OSMFISH = "../shared/data/osmfish_ss_cortex/osmfish.h5ad";

const ignore = !existsSync(LYMPH) || !existsSync(OSMFISH);
if (ignore) console.log(`SKIPPED: no ${LYMPH} or ${OSMFISH}`);

async function realTissues(): Promise<void> {
  const lymph = await readH5ad(LYMPH);
  assert.equal(detectGrid(spatialCoordinates(lymph))?.kind, "hexagonal");
  const graph = new Graph(toCsr(spatialNeighbors(lymph).obsp.spatial_connectivities!));
  assert(graph.degrees().every((degree) => degree === 6));
  assert.equal(graph.components().count, 1);
  const cells = await readH5ad(OSMFISH);
  assert.equal(detectGrid(spatialCoordinates(cells)), undefined);
  assert.equal(
    new Graph(toCsr(spatialNeighbors(cells, { delaunay: true }).obsp.spatial_connectivities!)).components().count,
    1,
  );
}

Deno.test({
  name: "spatialNeighbors() on real tissues finds their lattice or that there is none",
  ignore,
  fn: realTissues,
});
