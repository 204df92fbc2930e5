import { fileURLToPath } from "node:url";

const ROOT = fileURLToPath(new URL("../../", import.meta.url));
/** Tests whose calls of kernels are recorded: those of every kernel and of what is made of it, and random shapes. */
const TESTS = ["test/kernels/ops", "test/engine/ops", "test/engine/backend", "test/kernels/fuzz/cases_test.ts"];

/** How tests are run to be recorded. */
export interface RecordOptions {
  /** Instruction set of the native kernels; default the best there is. */
  readonly kind?: "avx2" | undefined;
  /** Rounds of random shapes. */
  readonly rounds: number;
  /** Seed of the random shapes. */
  readonly seed: number;
}

/**
 * Runs the tests of the kernels and records every kernel they call.
 *
 * @returns The recordings by instruction set.
 */
export async function recordTests({ kind, rounds, seed }: RecordOptions): Promise<Map<string, Uint8Array[]>> {
  const folder = await Deno.makeTempDir();
  try {
    const { success, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
      args: ["test", "-A", "--no-check", "--quiet", "--preload", "test/kernels/fuzz/record_preload.ts", ...TESTS],
      cwd: ROOT,
      env: {
        NO_COLOR: "1",
        WEFT_RECORDINGS: folder,
        WEFT_FUZZ_ROUNDS: `${rounds}`,
        WEFT_FUZZ_SEED: `${seed}`,
        ...(kind && { WEFT_KERNELS: kind }),
      },
    }).output();
    if (!success) throw new Error([stdout, stderr].map((bytes) => new TextDecoder().decode(bytes)).join("\n"));
    const recordings = new Map<string, Uint8Array[]>();
    for await (const { name } of Deno.readDir(folder)) {
      const of = name.split("-", 1)[0]!;
      recordings.set(of, [...recordings.get(of) ?? [], await Deno.readFile(`${folder}/${name}`)]);
    }
    return recordings;
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}
