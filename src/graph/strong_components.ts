import type { Csr } from "../data/csr.ts";
import type { Components } from "./weak_components.ts";

/**
 * Strongly connected components of a directed graph (Tarjan 1972, without recursion): nodes that can reach each other.
 * Components are numbered by their smallest node.
 */
export function strongComponents({ nRows: n, indptr, indices }: Csr): Components {
  const found = new Int32Array(n).fill(-1);
  const low = new Int32Array(n);
  const component = new Int32Array(n).fill(-1);
  const next = indptr.slice(0, n);
  const open = new Int32Array(n);
  const path = new Int32Array(n);
  let nOpen = 0;
  let nFound = 0;
  for (let start = 0; start < n; start++) {
    if (found[start]! >= 0) continue;
    let depth = 0;
    path[0] = start;
    while (depth >= 0) {
      const node = path[depth]!;
      if (found[node]! < 0) {
        found[node] = low[node] = nFound++;
        open[nOpen++] = node;
      }
      let deeper = false;
      while (next[node]! < indptr[node + 1]!) {
        const target = indices[next[node]!++]!;
        if (found[target]! < 0) {
          path[++depth] = target;
          deeper = true;
          break;
        }
        if (component[target]! < 0) low[node] = Math.min(low[node]!, found[target]!);
      }
      if (deeper) continue;
      if (low[node] === found[node]) {
        let top: number;
        do component[top = open[--nOpen]!] = node; while (top !== node);
      }
      depth--;
      if (depth >= 0) low[path[depth]!] = Math.min(low[path[depth]!]!, low[node]!);
    }
  }
  return renumber(component);
}

function renumber(component: Int32Array): Components {
  const names = new Map<number, number>();
  const labels = component.map((name) => {
    if (!names.has(name)) names.set(name, names.size);
    return names.get(name)!;
  });
  return { count: names.size, labels };
}
