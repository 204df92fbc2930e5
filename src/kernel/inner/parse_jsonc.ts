/**
 * Parses JSON with comments and trailing commas, as Deno takes it for its configuration.
 *
 * @throws {SyntaxError} when it is not even that.
 */
export function parseJsonc(text: string): unknown {
  const token = /"(?:[^"\\]|\\.)*"|\/\/[^\n]*|\/\*[\s\S]*?\*\//g;
  const bare = text.replace(token, (found) => found.startsWith('"') ? found : " ");
  const commaAtEnd = /"(?:[^"\\]|\\.)*"|,(?=\s*[\]}])/g;
  return JSON.parse(bare.replace(commaAtEnd, (found) => found === "," ? "" : found));
}
