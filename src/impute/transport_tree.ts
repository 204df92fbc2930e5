/**
 * A spanning tree over rows and columns of a transport problem with the flows on its arcs: the state of the network
 * simplex. Rows are nodes 0 … n − 1, columns the m after them, and row 0 is the root.
 *
 * An arc always leads from a row to a column, so that of the arc between a node and its parent the direction is known:
 * up from a row, down to a column.
 */
export class TransportTree {
  readonly n: number;
  readonly parent: Int32Array;
  /** Flow on the arc to the parent. */
  readonly flow: Float64Array;
  readonly depth: Int32Array;
  /** Potentials: cost = row's + column's along every arc of the tree. */
  readonly potential: Float64Array;
  readonly #costs: Float64Array;
  readonly #m: number;
  readonly #child: Int32Array;
  readonly #next: Int32Array;
  readonly #previous: Int32Array;
  readonly #stack: Int32Array;

  /** Starts from the north-west corner rule. Masses must be positive and sum to the same. */
  constructor(costs: Float64Array, supply: Float64Array, demand: Float64Array) {
    const [n, m] = [supply.length, demand.length];
    const nodes = n + m;
    this.n = n;
    this.#m = m;
    this.#costs = costs;
    this.parent = new Int32Array(nodes).fill(-1);
    this.flow = new Float64Array(nodes);
    this.depth = new Int32Array(nodes);
    this.potential = new Float64Array(nodes);
    this.#child = new Int32Array(nodes).fill(-1);
    this.#next = new Int32Array(nodes).fill(-1);
    this.#previous = new Int32Array(nodes).fill(-1);
    this.#stack = new Int32Array(nodes);
    let [left, wanted] = [supply[0]!, demand[0]!];
    // Rounding of sums of masses must not look like mass.
    const nothing = 1e-13 * supply.reduce((sum, mass) => sum + mass, 0);
    this.#attach(n, 0, Math.min(left, wanted));
    for (let i = 0, j = 0; i < n - 1 || j < m - 1;) {
      const moved = Math.min(left, wanted);
      left -= moved;
      wanted -= moved;
      // Of both used up the row goes on, along an arc that carries nothing and leads to the root.
      if (j === m - 1 || (i < n - 1 && left <= nothing)) {
        left = supply[++i]!;
        if (wanted <= nothing) wanted = 0;
        this.#attach(i, n + j, Math.min(left, wanted));
      } else {
        wanted = demand[++j]!;
        this.#attach(n + j, i, Math.min(left, wanted));
      }
    }
    this.#refresh(0, 0);
  }

  /** Cost of the arc between two nodes, one a row and one a column. */
  #cost(a: number, b: number): number {
    return a < this.n ? this.#costs[a * this.#m + b - this.n]! : this.#costs[b * this.#m + a - this.n]!;
  }

  /**
   * Brings the arc from row `i` to column `j` into the tree and takes another out, the one that keeps the tree strongly
   * feasible (Cunningham 1976), so that the search cannot run in circles.
   */
  pivot(i: number, j: number): void {
    const { parent, flow, depth, n } = this;
    let [a, b] = [i, n + j];
    let least = Infinity;
    let leaving = -1;
    let cutAtRow = true;
    // Flow turns round the circle from row to column: rows lose on the row's side, columns on the column's.
    while (a !== b) {
      if (depth[a]! >= depth[b]!) {
        if (a < n && flow[a]! < least) {
          least = flow[a]!;
          leaving = a;
        }
        a = parent[a]!;
      } else b = parent[b]!;
    }
    const apex = a;
    for (b = n + j; b !== apex; b = parent[b]!) {
      if (b >= n && flow[b]! <= least) {
        least = flow[b]!;
        leaving = b;
        cutAtRow = false;
      }
    }
    for (a = i; a !== apex; a = parent[a]!) flow[a]! += a < n ? -least : least;
    for (b = n + j; b !== apex; b = parent[b]!) flow[b]! += b < n ? least : -least;
    const [top, under] = cutAtRow ? [i, n + j] : [n + j, i];
    this.#hang(top, under, leaving, least);
  }

  /** Cuts the arc above `leaving`, turns its part of the tree so that `top` leads it, and hangs it under a node. */
  #hang(top: number, under: number, leaving: number, carried: number): void {
    let [node, above, amount] = [top, under, carried];
    for (;;) {
      const before = this.parent[node]!;
      const had = this.flow[node]!;
      this.#detach(node);
      this.#attach(node, above, amount);
      if (node === leaving) break;
      [above, amount, node] = [node, had, before];
    }
    this.#refresh(top, this.#cost(top, under) - this.potential[under]!);
  }

  #attach(node: number, above: number, amount: number): void {
    this.parent[node] = above;
    this.flow[node] = amount;
    const first = this.#child[above]!;
    this.#next[node] = first;
    this.#previous[node] = -1;
    if (first >= 0) this.#previous[first] = node;
    this.#child[above] = node;
  }

  #detach(node: number): void {
    const [before, after] = [this.#previous[node]!, this.#next[node]!];
    if (before >= 0) this.#next[before] = after;
    else this.#child[this.parent[node]!] = after;
    if (after >= 0) this.#previous[after] = before;
  }

  /** Sets the potential of a node, and depth and potentials of all below it. */
  #refresh(top: number, value: number): void {
    const stack = this.#stack;
    let height = 0;
    stack[height++] = top;
    this.potential[top] = value;
    this.depth[top] = this.parent[top]! < 0 ? 0 : this.depth[this.parent[top]!]! + 1;
    while (height > 0) {
      const node = stack[--height]!;
      for (let child = this.#child[node]!; child >= 0; child = this.#next[child]!) {
        this.depth[child] = this.depth[node]! + 1;
        this.potential[child] = this.#cost(child, node) - this.potential[node]!;
        stack[height++] = child;
      }
    }
  }
}
