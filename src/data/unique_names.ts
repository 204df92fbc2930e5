/** Names made unique by Python's rule: the first stays, the others get "-1", "-2", … unless that name is taken. */
export function uniqueNames(names: readonly string[], join: string): readonly string[] {
  const taken = new Set(names);
  if (taken.size === names.length) return names;
  const seen = new Set<string>();
  const counts = new Map<string, number>();
  return names.map((name) => {
    if (!seen.has(name)) {
      seen.add(name);
      return name;
    }
    let count = counts.get(name) ?? 0;
    let candidate: string;
    do candidate = `${name}${join}${++count}`; while (taken.has(candidate));
    counts.set(name, count);
    taken.add(candidate);
    return candidate;
  });
}
