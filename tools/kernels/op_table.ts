/** Macros that make a kernel of an expression; it is called FAMILY_NAME. */
const FAMILIES = ["UNARY", "BINARY", "COMPARE", "LOGICAL", "REDUCE", "POSITION"];
const KERNEL = new RegExp(`^(OP|${FAMILIES.join("|")})\\((\\w+)`, "gm");

/**
 * The table of kernels, read from the lines `OP(name)` and `FAMILY(name, …)` of the C files in the order in which `ops.c`
 * includes them.
 */
export async function readOps(folder: string): Promise<string[]> {
  const root = await Deno.readTextFile(`${folder}/ops.c`);
  const names: string[] = [];
  for (const [, file] of root.matchAll(/^#include "(\w+\.h)"$/gm)) {
    const text = await Deno.readTextFile(`${folder}/${file}`);
    for (const [, macro, short] of text.matchAll(KERNEL)) {
      const name = macro === "OP" ? short! : `${macro!.toLowerCase()}_${short}`;
      if (names.includes(name)) throw new Error(`kernel '${name}' is defined twice, again in ${file}`);
      names.push(name);
    }
  }
  return names;
}

/** The same table for C, as an array of functions. */
export function tableForC(names: readonly string[]): string {
  const rows = names.map((name) => `    JOIN(op_${name}, ISA),`).join("\n");
  return `// Made by tools/build_kernels.ts from the OP(…) lines.\n` +
    `static void (*const TABLE[])(const double *, int, int) = {\n${rows}\n};\n`;
}

/** The same table for TypeScript: numbers by name. */
export function tableForTypeScript(names: readonly string[]): string {
  const camel = (name: string): string => name.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase());
  const rows = names.map((name, code) => `  ${camel(name)}: ${code},`).join("\n");
  return `// Made by tools/build_kernels.ts from the OP(…) lines of src/kernels/c.\n\n` +
    `/** Number of every kernel in the compiled table. */\nexport const OP = {\n${rows}\n} as const;\n`;
}
