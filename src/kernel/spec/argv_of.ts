/** The command line of a kernel's specification; empty when the text is none. */
export function argvOf(text: string): readonly string[] {
  try {
    const { argv } = JSON.parse(text) as { argv?: unknown };
    return Array.isArray(argv) ? argv.map(String) : [];
  } catch {
    return [];
  }
}
