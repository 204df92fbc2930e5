import { WeftError } from "../core/error.ts";
import type { EdgeStructure } from "../engine/edge_structure.ts";
import type { Weights } from "./parameter_set.ts";

/** Numbers below this are exact in float32. */
const EXACT = 2 ** 24;

/** Two numbers that tell edges apart from those of other graphs, exact in float32. */
export function edgeFingerprint({ entries: { indptr, indices } }: EdgeStructure): Float32Array {
  let low = 0x811c9dc5, high = 0x9e3779b9;
  for (const numbers of [indptr, indices]) {
    for (const number of numbers) {
      low = Math.imul(low ^ number, 0x01000193);
      high = Math.imul(high ^ low, 0x85ebca6b) + number | 0;
    }
  }
  return Float32Array.of((low >>> 0) % EXACT, (high >>> 0) % EXACT);
}

/** What refuses saved weights of the edges of another graph. */
export function edgeGuard(
  name: string,
  nObs: number,
  nEdges: number,
  fingerprint: Float32Array,
): (saved: ReadonlyMap<string, Weights>) => void {
  return (saved) => {
    const found = saved.get(`${name}.p`)?.data.length;
    const print = saved.get(`${name}.edges`)?.data;
    if (found === undefined || print === undefined) return;
    if (found === nEdges && print.every((number, i) => number === fingerprint[i])) return;
    throw new WeftError("Misaligned", {
      expected: `weights '${name}' of the tissue they were learned on, one for each edge of its feature graph`,
      found: found === nEdges
        ? `as many edges (${nEdges}), but between other spots`
        : `${found} learned edges for a graph of ${nEdges} on ${nObs} spots`,
      next: "A learned graph holds for its own tissue only: train the method on this one.",
    });
  };
}
