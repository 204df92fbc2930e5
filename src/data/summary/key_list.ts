/** Names as Python prints a list of strings, without its brackets. */
export function keyList(keys: readonly string[]): string {
  return keys.map(pythonQuoted).join(", ");
}

/** What Python's `repr` writes as an escape: a backslash, and characters that cannot be seen. */
const ESCAPED = /[\\\p{C}\p{Zl}\p{Zp}]|(?! )\p{Zs}/gu;
const SHORT: Readonly<Record<string, string>> = { "\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t" };

function pythonQuoted(text: string): string {
  const quote = text.includes("'") && !text.includes('"') ? '"' : "'";
  const escaped = text.replace(ESCAPED, (c) => SHORT[c] ?? codeEscape(c.codePointAt(0)!));
  return quote + (quote === "'" ? escaped.replaceAll("'", "\\'") : escaped) + quote;
}

function codeEscape(code: number): string {
  const [letter, digits] = code < 0x100 ? ["x", 2] as const : code < 0x10000 ? ["u", 4] as const : ["U", 8] as const;
  return `\\${letter}${code.toString(16).padStart(digits, "0")}`;
}
