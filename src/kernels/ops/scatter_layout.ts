import { WeftError } from "../../core/error.ts";
import type { Block } from "../block.ts";
import { checkRoom } from "../check_room.ts";
import { OP } from "../generated/op.ts";
import type { Kernels } from "../kernels.ts";

/** A layout that is being optimised; all numbers but indices and the generator's are float64. */
export interface ScatterLayout {
  /** Coordinates, `nPoints × nComps`; changed. */
  readonly points: Block;
  /** Number of points. */
  readonly nPoints: number;
  /** Coordinates per point. */
  readonly nComps: number;
  /** Number of edges. */
  readonly nEdges: number;
  /** Point that each edge starts from, below `nPoints`: the caller has checked it. */
  readonly sources: Block;
  /** Point that each edge leads to, below `nPoints`. */
  readonly targets: Block;
  /** Passes between two pulls of each edge. */
  readonly every: Block;
  /** Pass of each edge's next pull; changed. */
  readonly nextPull: Block;
  /** Pass of each edge's next push; changed. */
  readonly nextPush: Block;
  /** Random points that an edge pushes away for every pull. */
  readonly pushesPerPull: number;
  /** Forces of pulls by squared distance; see {@linkcode ForceCells}. */
  readonly pull: Block;
  /** Forces of pushes. */
  readonly push: Block;
  /** How both are tabulated. */
  readonly cells: ForceCells;
  /** No coordinate moves farther by one force, times the step. */
  readonly farthest: number;
  /** Four words of the generator xoshiro128**, not all 0; changed. */
  readonly generator: Block;
  /** Passes in all. */
  readonly nEpochs: number;
  /** Step length of the first pass; falls to 0 in a straight line. */
  readonly learningRate: number;
}

/** A table by the leading bits of a squared distance as float32, between which it is interpolated. */
export interface ForceCells {
  /** Bits of the first cell. */
  readonly lowest: number;
  /** Bits of the last cell. */
  readonly highest: number;
  /** Bits below those that number a cell. */
  readonly shift: number;
}

/** Passes `first … until − 1` over the edges, one force after the other: the same bytes on every kind of kernels. */
export function scatterLayout(kernels: Kernels, layout: ScatterLayout, first: number, until: number): void {
  const { points, nPoints, nComps, nEdges, sources, targets, every, nextPull, nextPush, pull, push, generator } =
    layout;
  const { lowest, highest, shift } = layout.cells;
  checkRoom("points", points, 2 * nPoints * nComps);
  for (const [name, block] of Object.entries({ sources, targets })) checkRoom(name, block, nEdges);
  for (const [name, block] of Object.entries({ every, nextPull, nextPush })) checkRoom(name, block, 2 * nEdges);
  const nCells = ((highest - lowest) >> shift) + 2;
  for (const [name, block] of Object.entries({ pull, push })) checkRoom(name, block, 2 * nCells);
  checkRoom("generator", generator, 4);
  if (!Number.isInteger(first) || !Number.isInteger(until) || first < 0 || nPoints > 2 ** 31) {
    throw new WeftError("InvalidArgument", { expected: "passes by whole numbers", found: `${first} to ${until}` });
  }
  const edges = [nEdges, sources.address, targets.address, every.address, nextPull.address, nextPush.address];
  const forces = [pull.address, push.address, lowest, highest, shift, layout.farthest, generator.address];
  const args = [points.address, nPoints, nComps, ...edges, layout.pushesPerPull, ...forces];
  kernels.run(OP.scatterLayout, [...args, first, until, layout.nEpochs, layout.learningRate], false);
}
