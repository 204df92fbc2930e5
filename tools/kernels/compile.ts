import { MODULES, type Target } from "./targets.ts";
import { run } from "./zig.ts";

const COMMON = ["-O3", "-fno-sanitize=all", "-fno-stack-protector", "-fvisibility=hidden", "-g0", "-fno-ident"];
/** Not given to the linker: it would switch the whole process to flush-to-zero, JavaScript's numbers too. */
export const FAST = [
  "-ffast-math",
  "-fno-finite-math-only",
  "-ffp-contract=fast-honor-pragmas",
  "-Wno-overriding-option",
];

/** What is not there has a value of its own, and not every kernel asks how many shares there are. */
const STRICT = ["-Wall", "-Wextra", "-Werror", "-Wno-missing-field-initializers", "-Wno-unused-parameter"];

/** Where sources lie and results go. */
export interface Places {
  /** The kernel room, `src/kernels/`: sources in `c`, tables in `generated`. */
  readonly room: string;
  /** Folder for objects, removed by the caller. */
  readonly scratch: string;
  /** Folder of the results. */
  readonly out: string;
}

/** Compiles one native library; the same bytes come out wherever it is done. */
export async function compileNative(zig: readonly string[], target: Target, places: Places): Promise<void> {
  const { room, scratch, out } = places;
  const flags = ["cc", "-target", target.triple, ...COMMON, `-ffile-prefix-map=${room}=`];
  if (target.os !== "windows") flags.push("-fPIC");
  const objects = target.sets.map(([isa]) => `${scratch}/${target.file}.${isa}.o`);
  for (const [i, [isa, cpu, floats, ...more]] of target.sets.entries()) {
    const defines = [`-mcpu=${cpu}`, ...more, `-DISA=${isa}`, `-DVL=${floats}`];
    await run(zig, [...flags, ...STRICT, ...FAST, ...defines, "-c", `${room}c/ops.c`, "-o", objects[i]!]);
  }
  const host = `${scratch}/${target.file}.host.o`;
  // The host runs before anything is known of the processor.
  const least = target.arch === "x86_64" ? "x86_64" : target.sets[0]![1];
  await run(zig, [...flags, ...STRICT, `-mcpu=${least}`, "-c", `${room}c/host.c`, "-o", host]);
  const windows = target.os === "windows" ? [`-Wl,--out-implib,${scratch}/x.lib`] : [];
  const result = ["-o", `${out}/${target.file}`, ...target.link, ...windows];
  await run(zig, [...flags, "-shared", "-s", ...objects, host, ...result]);
}

/** Compiles one WebAssembly module. */
export async function compileWasm(
  zig: readonly string[],
  module: typeof MODULES[number],
  places: Places,
): Promise<void> {
  const { room, scratch, out } = places;
  const flags = ["cc", "-target", "wasm32-freestanding", ...COMMON, "-fno-unroll-loops", ...FAST];
  flags.push("-nostdlib", "-ffreestanding", `-mcpu=${module.features}`, `-ffile-prefix-map=${room}=`);
  const [ops, host] = [`${scratch}/${module.name}.o`, `${scratch}/${module.name}.host.o`];
  await run(zig, [...flags, ...STRICT, "-DISA=wasm", "-DVL=4", "-c", `${room}c/ops.c`, "-o", ops]);
  await run(zig, [...flags, ...STRICT, "-c", `${room}c/host_wasm.c`, "-o", host]);
  const memory = ["--no-entry", "--import-memory", "--shared-memory", "--max-memory=4294967296"];
  const rest = ["--export=__stack_pointer", "--strip-all", "--gc-sections", "-z", "stack-size=65536"];
  await run(zig, ["wasm-ld", ops, host, "-o", `${out}/${module.name}.wasm`, ...memory, ...rest]);
}
