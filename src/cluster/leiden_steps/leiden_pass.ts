import type { Rng } from "../../core/rng.ts";
import { aggregate } from "./aggregate.ts";
import { type Level, renumber } from "./level.ts";
import { moveNodes } from "./move_nodes.ts";
import { refineCommunities } from "./refine_communities.ts";

/**
 * One pass of Leiden over a graph, from the partition `start`: moving, refining and aggregating until every community
 * is one node. Returns labels 0, 1, ….
 */
export function leidenPass(graph: Level, start: Int32Array, resolution: number, rng: Rng): Int32Array {
  let level = graph;
  let labels: Int32Array = start.slice();
  const nodeOf = Int32Array.from(start, (_, i) => i);
  for (let depth = 0;; depth++) {
    moveNodes(level, labels, resolution, rng.split(`move ${depth}`));
    const nCommunities = renumber(labels);
    if (nCommunities === level.nNodes) break;
    let parts = refineCommunities(level, labels, resolution, rng.split(`refine ${depth}`));
    let nParts = renumber(parts);
    if (nParts === level.nNodes) {
      // Nothing was well connected: the communities themselves become the nodes.
      parts = labels;
      nParts = nCommunities;
    }
    const next = new Int32Array(nParts);
    for (let i = 0; i < parts.length; i++) next[parts[i]!] = labels[i]!;
    level = aggregate(level, parts, nParts);
    for (let i = 0; i < nodeOf.length; i++) nodeOf[i] = parts[nodeOf[i]!]!;
    labels = next;
  }
  return splitPieces(graph, nodeOf.map((node) => labels[node]!));
}

/** Gives every connected piece of a community a label of its own, which never lowers modularity. */
function splitPieces({ nNodes, indptr, indices }: Level, labels: Int32Array): Int32Array {
  const pieces = new Int32Array(nNodes).fill(-1);
  const stack = new Int32Array(nNodes);
  let count = 0;
  for (let seed = 0; seed < nNodes; seed++) {
    if (pieces[seed] !== -1) continue;
    pieces[seed] = count;
    stack[0] = seed;
    for (let depth = 1; depth > 0;) {
      const i = stack[--depth]!;
      for (let p = indptr[i]!; p < indptr[i + 1]!; p++) {
        const j = indices[p]!;
        if (pieces[j] !== -1 || labels[j] !== labels[i]) continue;
        pieces[j] = count;
        stack[depth++] = j;
      }
    }
    count++;
  }
  return pieces;
}
