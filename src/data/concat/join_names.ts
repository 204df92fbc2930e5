/** Which names of several lists remain: those in all of them, or those in any. */
export type Join = "inner" | "outer";

/** Names of several lists joined: `inner` in the order of the first, `outer` in the order met. */
export function joinNames(lists: readonly (readonly string[])[], join: Join): string[] {
  const all = [...new Set(lists.flat())];
  if (join === "outer") return all;
  const sets = lists.map((list) => new Set(list));
  return all.filter((name) => sets.every((set) => set.has(name)));
}

/** As {@linkcode joinNames}, but an outer join of lists that differ is sorted, as pandas sorts a union of indexes. */
export function joinIndexes(lists: readonly (readonly string[])[], join: Join): readonly string[] {
  if (join === "inner") return joinNames(lists, join);
  return lists.reduce((union, list) => {
    if (list.length === 0 || sameNames(union, list)) return union;
    return union.length === 0 ? list : [...new Set([...union, ...list])].sort();
  });
}

/** Whether two lists hold the same names in the same order. */
export function sameNames(a: readonly string[], b: readonly string[]): boolean {
  return a === b || (a.length === b.length && a.every((name, i) => name === b[i]));
}
