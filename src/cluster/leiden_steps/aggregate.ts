import type { Level } from "./level.ts";

/** The graph whose nodes are the `count` groups of `labels`; weights between two groups are added up. */
export function aggregate(level: Level, labels: Int32Array, count: number): Level {
  const { nNodes, indptr, indices, weights, total } = level;
  const starts = new Int32Array(count + 1);
  for (const label of labels) starts[label + 1]!++;
  for (let c = 0; c < count; c++) starts[c + 1]! += starts[c]!;
  const next = starts.slice(0, count);
  const members = new Int32Array(nNodes);
  for (let i = 0; i < nNodes; i++) members[next[labels[i]!]!++] = i;
  const strengths = new Float64Array(count);
  const outIndptr = new Int32Array(count + 1);
  const outIndices = new Int32Array(indices.length);
  const outWeights = new Float64Array(indices.length);
  const links = new Float64Array(count);
  let at = 0;
  for (let c = 0; c < count; c++) {
    const first = at;
    for (let m = starts[c]!; m < starts[c + 1]!; m++) {
      const i = members[m]!;
      strengths[c]! += level.strengths[i]!;
      for (let p = indptr[i]!; p < indptr[i + 1]!; p++) {
        const target = labels[indices[p]!]!;
        if (target === c) continue;
        if (links[target] === 0) outIndices[at++] = target;
        links[target]! += weights[p]!;
      }
    }
    for (let p = first; p < at; p++) {
      outWeights[p] = links[outIndices[p]!]!;
      links[outIndices[p]!] = 0;
    }
    outIndptr[c + 1] = at;
  }
  const edges = { indices: outIndices.slice(0, at), weights: outWeights.slice(0, at) };
  return { nNodes: count, indptr: outIndptr, ...edges, strengths, total };
}
