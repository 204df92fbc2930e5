import assert from "node:assert/strict";
import { mkdir, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import process from "node:process";
import { absentAdapter, adapterTest } from "../adapters.ts";
import { openElsewhere } from "../open_elsewhere.ts";

const absent = await absentAdapter("tensorflow");
const FOLDER = process.env.WEFT_TENSORFLOW!;
const SETUP = /deno task tensorflow:setup FOLDER` and set WEFT_TENSORFLOW to that folder\.$/;

Deno.test("tensorflow: without a folder, or the right to ask for it, the error says how to make one", async () => {
  for (const rights of [["-A"], []]) {
    const { result, complaints } = await openElsewhere("tensorflow", rights);
    assert.match(result, /^NotFound: Expected WEFT_TENSORFLOW to name a folder but found none, .*--allow-env/);
    assert.match(result, SETUP);
    assert.equal(complaints, "");
  }
});

Deno.test("tensorflow: a folder that is not there, is empty, or lacks its parts is an error that says so", async () => {
  const folder = await mkdtemp(join(tmpdir(), "weft_"));
  try {
    for (const path of [`${folder}/nowhere`, folder]) {
      const { result } = await openElsewhere("tensorflow", ["-A"], { WEFT_TENSORFLOW: path });
      assert.match(result, /^NotFound: Expected a TensorFlow wheel but found none in /);
      assert(result.includes(`${path}/venv/lib`), result);
      assert.match(result, SETUP);
    }
    const wheel = `${folder}/venv/lib/python3/site-packages/tensorflow`;
    await mkdir(`${wheel}/include`, { recursive: true });
    const { result } = await openElsewhere("tensorflow", ["-A"], { WEFT_TENSORFLOW: folder });
    assert.match(result, /^Failed: Expected TensorFlow to start but found .*libtensorflow_framework/);
    assert.match(result, SETUP);
  } finally {
    await rm(folder, { recursive: true });
  }
});

adapterTest("tensorflow: a missing right is an error that names all that it takes", absent, async () => {
  const cases: readonly (readonly [rights: readonly string[], missing: RegExp])[] = [
    [["--allow-env"], /read access/],
    [["--allow-env", "--allow-read"], /ffi access to ".*libtensorflow_framework/],
    [["--allow-env=WEFT_TENSORFLOW", "--allow-read", `--allow-ffi=${FOLDER}`], /env access/],
  ];
  for (const [rights, missing] of cases) {
    const { result } = await openElsewhere("tensorflow", rights, { WEFT_TENSORFLOW: FOLDER });
    assert.match(result, /^Permission: Expected the rights to start TensorFlow but found Requires /);
    assert.match(result, missing);
    assert(result.endsWith(`It takes --allow-env --allow-read --allow-ffi=${FOLDER}.`), result);
  }
});

adapterTest(
  "tensorflow: the engine opens with the rights that its errors name, and prints nothing",
  absent,
  async () => {
    const rights = ["--allow-env", "--allow-read", `--allow-ffi=${FOLDER}`];
    const { result, complaints } = await openElsewhere("tensorflow", rights, { WEFT_TENSORFLOW: FOLDER });
    assert.match(result, /^opened tensorflow on (cpu|gpu): 2,3$/);
    assert.equal(complaints, "");
  },
);

adapterTest(
  "tensorflow: it opens after graphics adapters were asked for, and the process ends in peace",
  absent,
  async () => {
    const { result } = await openElsewhere("tensorflow", ["-A"], { WEFT_TENSORFLOW: FOLDER }, "describe");
    assert.match(result, /^opened tensorflow on (cpu|gpu): 2,3$/);
  },
);

Deno.test("tensorflow: a folder named only after graphics adapters were asked for is refused, and loads nothing", async () => {
  const folder = await mkdtemp(join(tmpdir(), "weft_"));
  try {
    await mkdir(`${folder}/venv/lib/python3/site-packages/tensorflow/include`, { recursive: true });
    const { result } = await openElsewhere("tensorflow", ["-A"], {}, "describe", folder);
    assert.match(result, /^Failed: Expected TensorFlow to be loaded before any graphics adapter is asked for/);
    assert.match(result, /Start anew with WEFT_TENSORFLOW/);
  } finally {
    await rm(folder, { recursive: true });
  }
});
