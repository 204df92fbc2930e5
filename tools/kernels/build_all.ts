import { createHash } from "node:crypto";
import { encodeBase64 } from "./base64.ts";
import { compileNative, compileWasm, type Places } from "./compile.ts";
import { readOps, tableForC, tableForTypeScript } from "./op_table.ts";
import { MODULES, type Target, TARGETS } from "./targets.ts";

/** What to build, and with what. */
export interface BuildOptions {
  /** The compiler's command. */
  readonly zig: readonly string[];
  /** Native libraries to build; the others stay as they are. */
  readonly targets: readonly Target[];
}

/**
 * Builds a kernel room: from the C files in its folder `c` come the tables and modules in `generated` and the libraries
 * in `dist`. Nothing depends on where the folder lies.
 *
 * @param room The folder, with a slash at its end.
 */
export async function buildAll(room: string, { zig, targets }: BuildOptions): Promise<void> {
  const names = await readOps(`${room}c`);
  for (const folder of ["generated", "dist"]) await Deno.mkdir(`${room}${folder}`, { recursive: true });
  await Deno.writeTextFile(`${room}generated/op_table.h`, tableForC(names));
  await Deno.writeTextFile(`${room}generated/op.ts`, tableForTypeScript(names));
  const scratch = await Deno.makeTempDir();
  const places: Places = { room, scratch, out: scratch };
  try {
    for (const module of MODULES) {
      await compileWasm(zig, module, places);
      await embed(room, module.name, await Deno.readFile(`${scratch}/${module.name}.wasm`));
    }
    for (const target of targets) {
      await compileNative(zig, target, places);
      // A loaded library must not be written into: the new one takes its name.
      const path = `${room}dist/${target.file}`;
      await Deno.writeFile(`${path}.tmp`, await Deno.readFile(`${scratch}/${target.file}`), { mode: 0o644 });
      await Deno.rename(`${path}.tmp`, path);
    }
  } finally {
    await Deno.remove(scratch, { recursive: true });
  }
  await writeSums(room);
}

async function embed(room: string, name: string, bytes: Uint8Array): Promise<void> {
  const text =
    `// Made by tools/build_kernels.ts from src/kernels/c.\n\n/** The module with ${name} SIMD, in base64. */\n` +
    `export const ${name.toUpperCase()} =\n  "${encodeBase64(bytes)}";\n`;
  await Deno.writeTextFile(`${room}generated/wasm_${name}.ts`, text);
}

async function writeSums(room: string): Promise<void> {
  const rows: string[] = [];
  for (const { file } of TARGETS) {
    const bytes = await Deno.readFile(`${room}dist/${file}`).catch(() => undefined);
    if (bytes) rows.push(`  "${file}": "${createHash("sha256").update(bytes).digest("hex")}",`);
  }
  const head = "// Made by tools/build_kernels.ts.\n\n/** SHA-256 of every native library, by file. */\n";
  const text = `${head}export const SUMS: Readonly<Record<string, string>> = {\n${rows.join("\n")}\n};\n`;
  await Deno.writeTextFile(`${room}generated/sums.ts`, text);
}
