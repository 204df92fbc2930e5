import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { cp, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { libraryHere } from "../../src/kernels/native_library.ts";
import { TARGETS } from "../../tools/kernels/targets.ts";
import { run, zigCommand } from "../../tools/kernels/zig.ts";

const ROOT = fileURLToPath(new URL("../../", import.meta.url));
const OPEN = "test/kernels/programs/open.ts";

interface Outcome {
  readonly engine?: string;
  readonly kind?: string;
  readonly threads?: number;
  readonly passedOver?: readonly string[];
  readonly error?: string;
}

/** Runs a program with these rights and variables of the environment, and reads what it prints. */
async function outcome(rights: readonly string[], args: readonly string[] = [], options: {
  readonly env?: Readonly<Record<string, string>>;
  readonly root?: string;
} = {}): Promise<Outcome> {
  const { env = {}, root = ROOT } = options;
  const command = new Deno.Command(Deno.execPath(), {
    args: ["run", "--no-prompt", "--no-check", "--quiet", ...rights, `${root}${OPEN}`, ...args],
    cwd: root,
    env: { WEFT_ENGINE: "", WEFT_KERNELS: "", WEFT_THREADS: "", ...env },
  });
  const { stdout, stderr } = await command.output();
  const text = new TextDecoder().decode(stdout);
  assert.match(text, /^\{.*\}\n$/, new TextDecoder().decode(stderr));
  return JSON.parse(text);
}

const DIST = `${ROOT}src/kernels/dist`;
const SCOPED = [`--allow-read=${DIST}`, `--allow-ffi=${DIST}`];

Deno.test("native kernels open with the rights to one folder, and nothing is passed over", async () => {
  const { engine, passedOver, threads } = await outcome(SCOPED);
  assert.deepEqual({ engine, passedOver, threads }, {
    engine: "native",
    passedOver: [],
    threads: navigator.hardwareConcurrency,
  });
});

Deno.test("without rights WebAssembly opens, and one line says which right was missing", async () => {
  const cases: readonly (readonly [rights: readonly string[], missing: string])[] = [
    [[], "--allow-read"],
    [[SCOPED[0]!], "--allow-ffi"],
    [[SCOPED[1]!], "--allow-read"],
    [[`--allow-read=${DIST}`, `--allow-ffi=${ROOT}docs`], "--allow-ffi"],
    [["--allow-read", "--deny-ffi"], "--allow-ffi"],
  ];
  for (const [rights, missing] of cases) {
    const { engine, kind, passedOver } = await outcome(rights);
    assert.equal(engine, "wasm");
    assert.equal(kind, "relaxed");
    assert.deepEqual(passedOver, [`native: no ${missing} (at least =${DIST})`]);
  }
});

Deno.test("an engine named by option or by WEFT_ENGINE that cannot be had is an error that says why", async () => {
  for (const attempt of [outcome([], ["native"]), outcome(["--allow-env"], [], { env: { WEFT_ENGINE: "native" } })]) {
    assert.match((await attempt).error!, /^Expected the engine 'native' to start but found no --allow-read .*\. Use/);
  }
});

Deno.test("WEFT_ENGINE, WEFT_THREADS and WEFT_KERNELS choose; what they cannot mean is an error", async () => {
  const rights = [...SCOPED, "--allow-env"];
  assert.equal((await outcome(rights, [], { env: { WEFT_ENGINE: "wasm" } })).engine, "wasm");
  assert.equal((await outcome(rights, [], { env: { WEFT_ENGINE: "auto" } })).engine, "native");
  assert.equal((await outcome(rights, [], { env: { WEFT_ENGINE: "webgpu" } })).engine, "native");
  assert.equal((await outcome(rights, ["native"], { env: { WEFT_ENGINE: "wasm" } })).engine, "native");
  assert.equal((await outcome(SCOPED, [], { env: { WEFT_ENGINE: "wasm" } })).engine, "native", "no right to read it");
  assert.equal((await outcome(rights, [], { env: { WEFT_THREADS: "3" } })).threads, 3);
  const { engine, kind } = await outcome(rights, [], { env: { WEFT_KERNELS: "simd" } });
  assert.deepEqual([engine, kind], ["wasm", "simd"]);
  if (Deno.build.arch === "x86_64") {
    assert.equal((await outcome(rights, [], { env: { WEFT_KERNELS: "avx2" } })).kind, "avx2");
    const other = await outcome(rights, [], { env: { WEFT_KERNELS: "neon" } });
    assert.deepEqual([other.engine, other.passedOver], ["wasm", ["native: a processor without 'neon'"]]);
  }
  const wrong: Readonly<Record<string, string>> = { WEFT_THREADS: "many", WEFT_KERNELS: "sse" };
  for (const [name, value] of Object.entries(wrong)) {
    assert.match((await outcome(rights, [], { env: { [name]: value } })).error!, new RegExp(`variable ${name} to be`));
  }
});

/** Runs in a copy of the package, in which something was changed before. */
async function inCopy(change: (root: string) => Promise<void>, work: (root: string) => Promise<void>): Promise<void> {
  const root = `${await mkdtemp(join(tmpdir(), "weft-package-"))}/`;
  try {
    for (const folder of ["src/core", "src/kernels", "test/kernels/programs"]) {
      await cp(`${ROOT}${folder}`, `${root}${folder}`, { recursive: true });
    }
    await change(root);
    await work(root);
  } finally {
    await rm(root, { recursive: true });
  }
}

async function assertPassedOver(root: string, reason: RegExp): Promise<void> {
  const { engine, passedOver } = await outcome(["--allow-read", "--allow-ffi"], [], { root });
  assert.equal(engine, "wasm");
  assert.equal(passedOver!.length, 1);
  assert.match(passedOver![0]!, reason);
}

const { file, sum } = libraryHere();

Deno.test("a library with one bit changed is not loaded", () =>
  inCopy(async (root) => {
    const bytes = await readFile(`${root}src/kernels/dist/${file}`);
    bytes[bytes.length >> 1]! ^= 1;
    await writeFile(`${root}src/kernels/dist/${file}`, bytes);
  }, (root) => assertPassedOver(root, new RegExp(`^native: ${file} with other bytes than were built \\(SHA-256\\)$`))));

Deno.test("a library that is missing is passed over", () =>
  inCopy(
    (root) => rm(`${root}src/kernels/dist/${file}`),
    (root) => assertPassedOver(root, new RegExp(`^native: no ${file} in .*dist`)),
  ));

/** Puts a library of other make in the place of ours, as if it had been built. */
async function plant(root: string, zig: readonly string[], defines: readonly string[]): Promise<void> {
  const path = `${root}src/kernels/dist/${file}`;
  await rm(path);
  const source = `${ROOT}test/kernels/programs/library.c`;
  const { triple } = TARGETS.find((target) => target.file === file)!;
  await run(zig, ["cc", "-target", triple, "-nostdlib", "-shared", "-fPIC", ...defines, source, "-o", path]);
  const sums = `${root}src/kernels/generated/sums.ts`;
  const found = createHash("sha256").update(await readFile(path)).digest("hex");
  await writeFile(sums, (await readFile(sums, "utf8")).replace(sum, found));
}

Deno.test("a library of another interface, for another processor, or that computes wrongly is passed over", async () => {
  const zig = await zigCommand();
  if (zig === undefined) return console.warn("SKIPPED: no compiler for libraries that do not fit");
  const cases: readonly (readonly [defines: readonly string[], reason: RegExp])[] = [
    [["-DINTERFACE=1"], /^native: a library with interface 1 instead of 2$/],
    [["-DOPENED=-1"], /^native: a processor with neither AVX2 nor NEON$/],
    [["-DOPENED=-2"], /^native: too many open sets of kernels$/],
    [[], /^native: a failed self-test: element 0, 0 of a product is NaN instead of/],
  ];
  for (const [defines, reason] of cases) {
    await inCopy((root) => plant(root, zig, defines), (root) => assertPassedOver(root, reason));
  }
});

Deno.test("loading the library leaves JavaScript's smallest numbers alone", async () => {
  const program = `
    import { openKernels } from "${ROOT}src/kernels/mod.ts";
    const tiny = Float64Array.of(1e-310);
    openKernels({ engine: "native" }).kernels.close();
    tiny[0] *= 0.5;
    console.log(tiny[0]);`;
  const command = new Deno.Command(Deno.execPath(), { args: ["eval", program], cwd: ROOT });
  assert.equal(new TextDecoder().decode((await command.output()).stdout), "5e-311\n");
});
