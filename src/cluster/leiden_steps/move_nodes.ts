import type { Rng } from "../../core/rng.ts";
import type { Level } from "./level.ts";

/** A move must gain more than this share of the node's own weight: less is rounding. */
const MIN_GAIN = 1e-10;

/**
 * Fast local moving (Traag, Waltman and van Eck 2019, algorithm A.2), in place in `labels` (each below the number of
 * nodes): every node goes where modularity gains most, a community of its own included, and the neighbours of a node
 * that moved are looked at again.
 */
export function moveNodes(level: Level, labels: Int32Array, resolution: number, rng: Rng): void {
  const { nNodes, indptr, indices, weights, strengths, total } = level;
  const chance = resolution / total;
  const mass = new Float64Array(nNodes);
  const sizes = new Int32Array(nNodes);
  for (let i = 0; i < nNodes; i++) {
    mass[labels[i]!]! += strengths[i]!;
    sizes[labels[i]!]!++;
  }
  const empty: number[] = [];
  for (let c = nNodes - 1; c >= 0; c--) if (sizes[c] === 0) empty.push(c);
  const links = new Float64Array(nNodes);
  const near = new Int32Array(nNodes);
  const queue = rng.permutation(nNodes);
  const waiting = new Uint8Array(nNodes).fill(1);
  for (let head = 0, length = nNodes; length > 0; length--, head = head + 1 === nNodes ? 0 : head + 1) {
    const i = queue[head]!;
    waiting[i] = 0;
    const own = labels[i]!;
    const strength = strengths[i]!;
    let count = 0;
    for (let p = indptr[i]!; p < indptr[i + 1]!; p++) {
      const c = labels[indices[p]!]!;
      if (links[c] === 0) near[count++] = c;
      links[c]! += weights[p]!;
    }
    mass[own]! -= strength;
    sizes[own]!--;
    let best = own, most = links[own]! - chance * strength * mass[own]! + MIN_GAIN * strength;
    if (sizes[own]! > 0 && most < 0) {
      best = empty.at(-1)!;
      most = 0;
    }
    for (let a = 0; a < count; a++) {
      const c = near[a]!;
      const gain = links[c]! - chance * strength * mass[c]!;
      links[c] = 0;
      if (c !== own && gain > most) {
        best = c;
        most = gain;
      }
    }
    mass[best]! += strength;
    if (sizes[best]!++ === 0 && best !== own) empty.pop();
    if (best === own) continue;
    if (sizes[own] === 0) empty.push(own);
    labels[i] = best;
    for (let p = indptr[i]!; p < indptr[i + 1]!; p++) {
      const j = indices[p]!;
      if (waiting[j] === 1 || labels[j] === best) continue;
      waiting[j] = 1;
      queue[(head + length++) % nNodes] = j;
    }
  }
}
