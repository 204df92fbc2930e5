import type { Rng } from "../../core/rng.ts";
import type { Level } from "./level.ts";

/**
 * The refinement of Leiden (Traag, Waltman and van Eck 2019, algorithm A.3): within every community, nodes that are
 * well connected to it join the well connected part where modularity gains most. Parts are connected. Returns a label
 * for every node, below the number of nodes.
 */
export function refineCommunities(level: Level, labels: Int32Array, resolution: number, rng: Rng): Int32Array {
  const { nNodes, indptr, indices, weights, strengths, total } = level;
  const chance = resolution / total;
  const whole = new Float64Array(nNodes);
  for (let i = 0; i < nNodes; i++) whole[labels[i]!]! += strengths[i]!;
  const parts = Int32Array.from({ length: nNodes }, (_, i) => i);
  const mass = strengths.slice();
  const sizes = new Int32Array(nNodes).fill(1);
  // Weight from each part to the rest of its community.
  const outside = new Float64Array(nNodes);
  for (let i = 0; i < nNodes; i++) {
    for (let p = indptr[i]!; p < indptr[i + 1]!; p++) if (labels[indices[p]!] === labels[i]) outside[i]! += weights[p]!;
  }
  const wellConnected = (part: number, community: number): boolean =>
    outside[part]! >= chance * mass[part]! * (whole[community]! - mass[part]!);
  const links = new Float64Array(nNodes);
  const near = new Int32Array(nNodes);
  for (const i of rng.permutation(nNodes)) {
    const community = labels[i]!;
    if (sizes[parts[i]!] !== 1 || !wellConnected(i, community)) continue;
    let count = 0;
    for (let p = indptr[i]!; p < indptr[i + 1]!; p++) {
      const j = indices[p]!;
      if (labels[j] !== community) continue;
      const part = parts[j]!;
      if (links[part] === 0) near[count++] = part;
      links[part]! += weights[p]!;
    }
    let best = -1, most = 0, joined = 0;
    for (let a = 0; a < count; a++) {
      const part = near[a]!;
      const gain = links[part]! - chance * strengths[i]! * mass[part]!;
      if (gain > most && wellConnected(part, community)) {
        best = part;
        most = gain;
        joined = links[part]!;
      }
      links[part] = 0;
    }
    if (best < 0) continue;
    parts[i] = best;
    sizes[best]!++;
    sizes[i] = 0;
    mass[best]! += strengths[i]!;
    outside[best]! += outside[i]! - 2 * joined;
  }
  return parts;
}
