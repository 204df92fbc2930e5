/**
 * Where two JSON contents first differ, as a path and both values; undefined when they are the same. The order of keys
 * does not count, that of lists does.
 */
export function firstDifference(got: unknown, want: unknown, path = ""): string | undefined {
  if (Object.is(got, want) || got === want) return undefined;
  if (Array.isArray(got) && Array.isArray(want)) {
    if (got.length !== want.length) return `${path}: length ${got.length}, expected ${want.length}`;
    return first(got.keys(), (i) => firstDifference(got[i], want[i], `${path}[${i}]`));
  }
  if (isObject(got) && isObject(want)) {
    const keys = new Set([...Object.keys(got), ...Object.keys(want)]);
    return first(keys, (key) => firstDifference(got[key], want[key], `${path}/${key}`));
  }
  return `${path}: ${JSON.stringify(got)?.slice(0, 80)}, expected ${JSON.stringify(want)?.slice(0, 80)}`;
}

function first<T>(items: Iterable<T>, ask: (item: T) => string | undefined): string | undefined {
  for (const item of items) {
    const answer = ask(item);
    if (answer !== undefined) return answer;
  }
  return undefined;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
