/** How neighbours overrule a spot: see {@linkcode refineSpatial}. */
export type RefineRule = "majority" | "spagcn";

/**
 * Labels after one vote of the neighbours; `neighbors` is n × k, nearest first. A spot or neighbour without a label
 * (−1) does not vote; a spot without one gets the label of its neighbours.
 */
export function refineLabels(labels: Int32Array, neighbors: Int32Array, k: number, rule: RefineRule): Int32Array {
  const votes = new Map<number, number>();
  return labels.map((own, i) => {
    votes.clear();
    if (rule === "spagcn" && own >= 0) votes.set(own, 1);
    for (let at = i * k; at < (i + 1) * k; at++) {
      const label = labels[neighbors[at]!]!;
      if (label >= 0) votes.set(label, (votes.get(label) ?? 0) + 1);
    }
    let winner = own, most = 0;
    // A map keeps the order of insertion, so that among equals the label met first, nearest, wins.
    for (const [label, count] of votes) {
      if (count > most) {
        winner = label;
        most = count;
      }
    }
    if (rule === "majority" || own < 0) return winner;
    return votes.get(own)! < k / 2 && most > k / 2 ? winner : own;
  });
}
