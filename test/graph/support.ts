import assert from "node:assert/strict";

import type { ErrorTag } from "../../src/core/error.ts";
import { isWeftError } from "../../src/core/is_weft_error.ts";
import type { Rng } from "../../src/core/rng.ts";
import { AnnData } from "../../src/data/anndata.ts";
import { column } from "../../src/data/columns/column.ts";
import { Csr } from "../../src/data/csr.ts";
import { Dense } from "../../src/data/dense.ts";
import { type Matrix, toCsr } from "../../src/data/matrix.ts";
import { Graph } from "../../src/graph/graph.ts";

/** Standard normal numbers, or integers from 0 to `levels − 1`, which make many ties. */
export function randomDense(rng: Rng, nRows: number, nCols: number, levels = 0): Dense {
  const draw = () => levels ? rng.integer(levels) : rng.normal();
  return new Dense(Float64Array.from({ length: nRows * nCols }, draw), { shape: [nRows, nCols] });
}

/** A random directed graph without self loops, each edge there with the given probability. */
export function randomGraph(rng: Rng, nNodes: number, share: number): Graph {
  const sources: number[] = [];
  const targets: number[] = [];
  for (let i = 0; i < nNodes; i++) {
    for (let j = 0; j < nNodes; j++) {
      if (i === j || rng.uniform() >= share) continue;
      sources.push(i);
      targets.push(j);
    }
  }
  const weights = Float64Array.from(sources, () => rng.uniform());
  return Graph.fromEdges({ nNodes, sources, targets, weights });
}

/** Spots with coordinates, and sections when they are named. */
export function spots(coords: readonly (readonly number[])[], sections?: readonly string[]): AnnData {
  const spatial = Dense.fromRows(coords, "float64");
  const adata = new AnnData({ X: Dense.zeros(coords.length, 1), obsm: { spatial } });
  return sections ? adata.with({ obs: { section: column(sections) } }) : adata;
}

/** A lattice of `nx × ny` spots; `hexagonal` shifts every other row by half a step. */
export function lattice(nx: number, ny: number, kind: "square" | "hexagonal" = "square"): number[][] {
  const [shift, rise] = kind === "square" ? [0, 1] : [0.5, Math.sqrt(3) / 2];
  return Array.from({ length: nx * ny }, (_, i) => {
    const row = Math.floor(i / nx);
    return [(i % nx) + (row % 2) * shift, row * rise];
  });
}

/** Neighbours of every row of a slot. */
export function rowsOf(matrix: Matrix | undefined): number[][] {
  assert(matrix);
  const graph = new Graph(toCsr(matrix));
  return Array.from({ length: graph.nNodes }, (_, i) => [...graph.neighbors(i)]);
}

/** A CSR matrix from nested lists. */
export function csr(rows: readonly (readonly number[])[]): Csr {
  return Csr.fromDense(Dense.fromRows(rows, "float64"));
}

/** Asserts that a call throws a WeftError of a tag whose sentence matches. */
export function refuses(run: () => unknown, tag: ErrorTag, message: RegExp): void {
  assert.throws(run, (error: Error) => {
    assert(isWeftError(error, tag), `${error.name}: ${error.message}`);
    assert.match(error.message, message);
    return true;
  });
}

/** Asserts that two numbers agree. */
export function near(got: number, want: number, tolerance = 1e-9): void {
  assert(Math.abs(got - want) <= tolerance, `${got} is not within ${tolerance} of ${want}`);
}
