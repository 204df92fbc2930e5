import { createHash } from "node:crypto";
import { fileURLToPath } from "node:url";
import { OP } from "../../src/kernels/generated/op.ts";
import { FAST } from "./compile.ts";
import { run, zigCommand } from "./zig.ts";

const ROOT = fileURLToPath(new URL("../../", import.meta.url));
const CACHE = `${ROOT}.cache/fuzz/`;
const SOURCES = [`${ROOT}src/kernels/c/ops.c`, `${ROOT}test/kernels/fuzz/replay.c`];
/**
 * Kernels whose results rounding may turn (directions in which a matrix is the same, which candidates there are), or that
 * leave something behind the end of a list.
 */
const FREE_VALUES = [OP.nuclearFactor, OP.knnBegin, OP.knnMeet, OP.nonzeros];
const STRICT = ["-O1", "-g", "-fno-sanitize-trap=all", "-fno-sanitize-recover=all"];
const PROCESSORS: Readonly<Record<number, string>> = { 4: "x86_64", 8: "x86_64_v3", 16: "x86_64_v4" };

/** A way of watching kernels while they run. */
interface Watch {
  /** What it sees, for people. */
  readonly sees: string;
  /** Flags of the compiler. */
  readonly flags: readonly string[];
  /** The system's compiler brings the run-time library: its flags when it links. */
  readonly linked?: readonly string[];
  /** A processor that is not this one: what to compile for, and the program that plays it. */
  readonly elsewhere?: { readonly flags: readonly string[]; readonly player: string };
}

/** Ways of watching kernels, by name. */
export const WATCHES = {
  address: {
    sees: "memory outside of blocks, undefined behaviour",
    flags: [...STRICT, "-fsanitize=address,undefined"],
    linked: ["-fsanitize=address,undefined"],
  },
  threads: {
    sees: "two threads at one place",
    flags: [...STRICT, "-fsanitize=thread", "-DTHREADS=6"],
    linked: ["-fsanitize=thread"],
  },
  pages: { sees: "memory outside of blocks, in the code that is shipped", flags: ["-O3", ...FAST], linked: [] },
  neon: {
    sees: "memory outside of blocks, undefined behaviour, values on another processor",
    flags: ["-O1", "-fsanitize=undefined", "-fsanitize-trap=undefined", "-static"],
    elsewhere: { flags: ["-target", "aarch64-linux-musl"], player: "qemu-aarch64" },
  },
} as const satisfies Record<string, Watch>;

/** Name of a way of watching. */
export type WatchName = keyof typeof WATCHES;

/** A program that runs recorded calls. */
export interface Replayer {
  /** Runs a recording; what it prints, and whether all was well. */
  readonly replay: (recording: Uint8Array) => Promise<{ readonly ok: boolean; readonly printed: string }>;
}

/**
 * Compiles the replayer for a width of vectors, once for each state of the source.
 *
 * @param sources Files to compile, for tests of the replayer itself.
 * @returns The program, or why there is none here.
 */
export async function replayer(
  name: WatchName,
  floats: number,
  sources: readonly string[] = SOURCES,
): Promise<Replayer | string> {
  const watch: Watch = WATCHES[name];
  const zig = await zigCommand();
  if (zig === undefined) return "no compiler";
  const path = `${CACHE}${name}${floats}-${await hashOf(sources)}`;
  const command = watch.elsewhere && Deno.build.arch !== "aarch64" ? [watch.elsewhere.player, path] : [path];
  if (!await exists(path)) {
    const missing = await compile(zig, watch, floats, sources, path);
    if (missing !== undefined) return missing;
  }
  if (watch.elsewhere && !await runs([watch.elsewhere.player, "--version"])) return `no ${watch.elsewhere.player}`;
  return { replay: (recording) => replay(command, recording) };
}

async function compile(
  zig: readonly string[],
  { flags, linked, elsewhere }: Watch,
  floats: number,
  sources: readonly string[],
  path: string,
): Promise<string | undefined> {
  await Deno.mkdir(CACHE, { recursive: true });
  const scratch = await Deno.makeTempDir();
  const here = Deno.build.arch === "x86_64" ? [`-mcpu=${PROCESSORS[floats]}`] : [];
  const target = elsewhere ? elsewhere.flags : here;
  const all = [...target, ...flags, "-DISA=fuzz", `-DVL=${floats}`];
  try {
    if (!linked) {
      await run(zig, ["cc", ...all, ...sources, "-o", `${scratch}/replay`, "-lm", "-lpthread"]);
    } else {
      const objects = sources.map((_, i) => `${scratch}/${i}.o`);
      for (const [i, source] of sources.entries()) await run(zig, ["cc", ...all, "-c", source, "-o", objects[i]!]);
      const link = ["cc", ...linked, ...objects, "-o", `${scratch}/replay`, "-lm", "-lpthread"];
      if (!await runs(link)) return ["no C compiler to link", ...linked].join(" ");
    }
    await Deno.copyFile(`${scratch}/replay`, `${path}.tmp`);
    await Deno.rename(`${path}.tmp`, path);
    return undefined;
  } finally {
    await Deno.remove(scratch, { recursive: true });
  }
}

async function replay(
  [program, ...args]: readonly string[],
  recording: Uint8Array,
): Promise<{ ok: boolean; printed: string }> {
  const file = await Deno.makeTempFile();
  try {
    await Deno.writeFile(file, recording);
    const command = new Deno.Command(program!, {
      args: [...args, file, ...FREE_VALUES.map(String)],
      stdout: "piped",
      stderr: "piped",
    });
    const { success, stdout, stderr } = await command.output();
    const text = (bytes: Uint8Array): string => new TextDecoder().decode(bytes);
    return { ok: success, printed: `${text(stdout)}${text(stderr)}`.trim() };
  } finally {
    await Deno.remove(file);
  }
}

async function hashOf(sources: readonly string[]): Promise<string> {
  const hash = createHash("sha256");
  const texts = [...sources, `${ROOT}src/kernels/generated/op_table.h`, import.meta.filename!];
  for await (const { name } of Deno.readDir(`${ROOT}src/kernels/c`)) texts.push(`${ROOT}src/kernels/c/${name}`);
  for (const path of texts.sort()) hash.update(await Deno.readFile(path));
  return hash.digest("hex").slice(0, 16);
}

async function exists(path: string): Promise<boolean> {
  return await Deno.stat(path).then(() => true, () => false);
}

async function runs([program, ...args]: readonly string[]): Promise<boolean> {
  return await run([program!], args).then(() => true, () => false);
}
