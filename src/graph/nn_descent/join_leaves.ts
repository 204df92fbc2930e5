import type { NeighborLists } from "./neighbor_lists.ts";
import type { ProjectionTree } from "./projection_tree.ts";
import { squaredWithin } from "./squared_within.ts";

/** Offers each other the points that share a leaf. */
export function joinLeaves(lists: NeighborLists, values: Float64Array, width: number, tree: ProjectionTree): void {
  const { order, leaves } = tree;
  for (let leaf = 0; leaf + 1 < leaves.length; leaf++) {
    const to = leaves[leaf + 1]!;
    for (let p = leaves[leaf]!; p < to; p++) {
      const a = order[p]!;
      let worst = lists.worst(a);
      for (let q = p + 1; q < to; q++) {
        const b = order[q]!;
        const worstOther = lists.worst(b);
        const limit = worst > worstOther ? worst : worstOther;
        const distance = squaredWithin(values, width, a, b, limit);
        if (distance >= limit) continue;
        if (distance < worst && lists.insert(a, b, distance)) worst = lists.worst(a);
        if (distance < worstOther) lists.insert(b, a, distance);
      }
    }
  }
}
