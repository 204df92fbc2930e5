/** The first version number in a text, as numbers; undefined when there is none. */
export function versionIn(text: string): readonly number[] | undefined {
  return text.match(/\d+(?:\.\d+)+/)?.[0].split(".").map(Number);
}

/** Whether a version is not older than another. */
export function isAtLeast(version: readonly number[], least: readonly number[]): boolean {
  const at = least.findIndex((number, i) => (version[i] ?? 0) !== number);
  return at < 0 || (version[at] ?? 0) > least[at]!;
}
