import type { SparseOperator, SparseRows } from "./sparse_operator.ts";

/** Up to so many nodes their order costs nothing that can be measured. */
const FEW_NODES = 50_000;
/** Rows of a layer that a core's cache holds. */
const NEAR = 4096;

/**
 * An order of the nodes in which neighbours lie close to each other, so that their features are found in the cache:
 * breadth first, from a node at the edge of each component.
 *
 * @param operator A square operator.
 * @returns The node that comes at each place; `undefined` where nodes are few or lie close already.
 */
export function localOrder({ forward, backward }: SparseOperator): Int32Array | undefined {
  const { nRows } = forward;
  if (nRows <= FEW_NODES || meanDistance(forward) <= NEAR) return undefined;
  const order = new Int32Array(nRows);
  const rounds = new Uint8Array(nRows);
  for (let node = 0, done = 0; node < nRows; node++) {
    if (rounds[node] !== 0) continue;
    const end = visit([forward, backward], { order, rounds, at: done, round: 1, node });
    // The node that was reached last lies at the edge, from where the rounds are narrow.
    done = visit([forward, backward], { order, rounds, at: done, round: 2, node: order[end - 1]! });
  }
  return order;
}

interface Walk {
  readonly order: Int32Array;
  /** The last round each node was reached in. */
  readonly rounds: Uint8Array;
  /** Where the order goes on. */
  readonly at: number;
  readonly round: number;
  /** Where the walk begins. */
  readonly node: number;
}

/** Writes the nodes that can be reached, the nearest first; returns where the order ends. */
function visit(directions: readonly SparseRows[], { order, rounds, at, round, node }: Walk): number {
  let end = at;
  order[end++] = node;
  rounds[node] = round;
  for (let next = at; next < end; next++) {
    const from = order[next]!;
    for (const { indptr, indices } of directions) {
      for (let p = indptr[from]!; p < indptr[from + 1]!; p++) {
        const to = indices[p]!;
        if (rounds[to]! >= round) continue;
        rounds[to] = round;
        order[end++] = to;
      }
    }
  }
  return end;
}

function meanDistance({ nRows, indptr, indices }: SparseRows): number {
  let sum = 0;
  for (let i = 0; i < nRows; i++) {
    for (let p = indptr[i]!; p < indptr[i + 1]!; p++) sum += Math.abs(indices[p]! - i);
  }
  return sum / Math.max(1, indices.length);
}
