/**
 * Builds the kernels from their C source: `deno task kernels` for this machine and WebAssembly, `deno task kernels --all`
 * for every platform. What it writes (`src/kernels/generated`, `src/kernels/dist`) is committed; the same source gives
 * the same bytes anywhere.
 */
import { createHash } from "node:crypto";
import { encodeBase64 } from "./kernels/base64.ts";
import { compileNative, compileWasm, type Places } from "./kernels/compile.ts";
import { readOps, tableForC, tableForTypeScript } from "./kernels/op_table.ts";
import { MODULES, TARGETS } from "./kernels/targets.ts";
import { zigCommand } from "./kernels/zig.ts";

const KERNELS = new URL("../src/kernels/", import.meta.url).pathname;
const here = (target: typeof TARGETS[number]): boolean =>
  target.os === Deno.build.os && target.arch === Deno.build.arch;

/** Builds libraries and modules into a folder; the tables are made anew beside the source first. */
export async function buildKernels(
  out: string,
  targets: readonly (typeof TARGETS[number])[],
  kernels = KERNELS,
): Promise<void> {
  const zig = await zigCommand();
  if (zig === undefined) throw new Error("no compiler");
  const names = await readOps(`${kernels}c`);
  await Deno.writeTextFile(`${kernels}generated/op_table.h`, tableForC(names));
  await Deno.writeTextFile(`${kernels}generated/op.ts`, tableForTypeScript(names));
  const scratch = await Deno.makeTempDir();
  try {
    const places: Places = { source: `${kernels}c`, scratch, out };
    for (const module of MODULES) await compileWasm(zig, module, places);
    for (const target of targets) await compileNative(zig, target, places);
  } finally {
    await Deno.remove(scratch, { recursive: true });
  }
}

function sha256(bytes: Uint8Array): string {
  return createHash("sha256").update(bytes).digest("hex");
}

async function embed(folder: string, name: string): Promise<void> {
  const bytes = await Deno.readFile(`${folder}/${name}.wasm`);
  const text =
    `// Made by tools/build_kernels.ts from src/kernels/c.\n\n/** The module with ${name} SIMD, in base64. */\n` +
    `export const ${name.toUpperCase()} =\n  "${encodeBase64(bytes)}";\n`;
  await Deno.writeTextFile(`${KERNELS}generated/wasm_${name}.ts`, text);
}

async function writeSums(): Promise<void> {
  const rows: string[] = [];
  for (const { file } of TARGETS) {
    const bytes = await Deno.readFile(`${KERNELS}dist/${file}`).catch(() => undefined);
    if (bytes) rows.push(`  "${file}": "${sha256(bytes)}",`);
  }
  const head = "// Made by tools/build_kernels.ts.\n\n/** SHA-256 of every native library, by file. */\n";
  const text = `${head}export const SUMS: Readonly<Record<string, string>> = {\n${rows.join("\n")}\n};\n`;
  await Deno.writeTextFile(`${KERNELS}generated/sums.ts`, text);
}

if (import.meta.main) {
  const started = performance.now();
  const all = Deno.args.includes("--all");
  const modules = await Deno.makeTempDir();
  await buildKernels(modules, all ? TARGETS : TARGETS.filter(here));
  for (const { name } of MODULES) await embed(modules, name);
  for (const { file } of TARGETS) {
    // A loaded library must not be written into: the new one takes its name.
    const bytes = await Deno.readFile(`${modules}/${file}`).catch(() => undefined);
    if (!bytes) continue;
    await Deno.writeFile(`${KERNELS}dist/${file}.tmp`, bytes, { mode: 0o644 });
    await Deno.rename(`${KERNELS}dist/${file}.tmp`, `${KERNELS}dist/${file}`);
  }
  await Deno.remove(modules, { recursive: true });
  await writeSums();
  console.log(`built in ${((performance.now() - started) / 1000).toFixed(1)} s`);
}
