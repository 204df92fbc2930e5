/** Separators that can be told from a file. */
export type Delimiter = "," | "\t" | ";" | " ";

/** The separator of a table: by the name of the file, else the one that occurs most in its first line. */
export function guessDelimiter(path: string, firstLine: string): Delimiter {
  const name = path.toLowerCase().replace(/\.gz$/, "");
  if (name.endsWith(".tsv")) return "\t";
  const unquoted = firstLine.replace(/"[^"]*"/g, "");
  const candidates: readonly Delimiter[] = ["\t", ",", ";", " "];
  const counts = candidates.map((delimiter) => unquoted.split(delimiter).length - 1);
  const named = name.endsWith(".csv") ? "," : undefined;
  if (named && counts[1]! > 0) return named;
  const most = counts.indexOf(Math.max(...counts));
  return counts[most]! > 0 ? candidates[most]! : named ?? "\t";
}
