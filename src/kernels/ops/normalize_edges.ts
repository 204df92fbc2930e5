import type { Block } from "../block.ts";
import { checkRoom } from "../check_room.ts";
import { OP } from "../generated/op.ts";
import type { Kernels } from "../kernels.ts";
import { checkPattern, type PatternBlocks } from "./pattern_blocks.ts";

/** An undirected graph in blocks: each edge once, and every node's neighbours with the numbers of the edges to them. */
export interface UndirectedBlocks {
  /** Each edge `i ≤ j` in row `i`, its own loop first; the place of an edge is its number. */
  readonly upper: PatternBlocks;
  /** All neighbours of every node, itself among them. */
  readonly full: PatternBlocks;
  /** Number of the edge of each entry of `full`. */
  readonly edges: Block;
}

const PARALLEL_FROM = 20_000;

/** `a = D^-½ (relu(p) + I) D^-½` on the edges, and `root = D^-½` for each node. */
export function normalizeEdges(
  kernels: Kernels,
  graph: UndirectedBlocks,
  p: Block,
  { a, root }: { readonly a: Block; readonly root: Block },
): void {
  const { upper, full, edges } = checked(graph, { p, a });
  const { nRows } = upper;
  checkRoom("root", root, nRows);
  const parallel = full.indices.length > PARALLEL_FROM;
  const addresses = [full.indptr.address, full.indices.address, edges.address];
  kernels.run(OP.edgeRoots, [...addresses, p.address, root.address, nRows], parallel);
  const args = [upper.indptr.address, upper.indices.address, p.address, root.address, a.address, nRows];
  kernels.run(OP.edgeNormalize, args, parallel);
}

/** What {@linkcode normalizeEdgesBackward} reads. */
export interface NormalizeEdgesSlopes {
  /** What was normalised. */
  readonly p: Block;
  /** Slope of the loss in each edge's normalised weight, both directions together. */
  readonly g: Block;
  /** The normalised weights. */
  readonly a: Block;
  /** `D^-½` of each node. */
  readonly root: Block;
  /** Factor of the gradients of edges between two nodes. */
  readonly factor: number;
}

/** Gradient of {@linkcode normalizeEdges} in `p`. */
export function normalizeEdgesBackward(
  kernels: Kernels,
  graph: UndirectedBlocks,
  { p, g, a, root, factor }: NormalizeEdgesSlopes,
  out: Block,
): void {
  const { upper, full, edges } = checked(graph, { p, g, a, out });
  const { nRows } = upper;
  checkRoom("root", root, nRows);
  const parallel = full.indices.length > PARALLEL_FROM;
  const sums = kernels.alloc(nRows);
  const every = [full.indptr, full.indices, edges, g, a, root, sums].map(({ address }) => address);
  kernels.run(OP.edgeNormalizeSums, [...every, nRows], parallel);
  const once = [upper.indptr, upper.indices, p, g, root, sums, out].map(({ address }) => address);
  kernels.run(OP.edgeNormalizeBackward, [...once, nRows, factor], parallel);
  kernels.free(sums);
}

function checked(graph: UndirectedBlocks, values: Readonly<Record<string, Block>>): UndirectedBlocks {
  checkPattern(graph.upper, values);
  checkPattern(graph.full, { edges: graph.edges });
  checkRoom("loops", graph.upper.indices, graph.upper.nRows);
  return graph;
}
