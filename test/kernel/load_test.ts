import type { CodeCell } from "../../src/kernel/notebook/notebook.ts";
import { runNotebook } from "../../src/kernel/notebook/run_notebook.ts";
import { alive } from "./alive.ts";
import { within } from "../within.ts";
import { TestKernel } from "./client.ts";
import { notebook } from "./notebook/make_notebook.ts";
import assert from "node:assert/strict";

/** Restarts after heavy traffic: few in every run of the tests, 20 where they are asked for. */
const RESTARTS = Number(Deno.env.get("WEFT_TEST_RESTARTS") ?? 3);
const PORT = `globalThis[Symbol.for("weft.kernel")]`;

/** What a cell in full swing does to the kernel: prints, displays and buffers, without end. */
const STORM = `
  for (let i = 0; ; i++) {
    console.log(String(i).padEnd(2000, "."));
    void Deno.jupyter.display({ "text/plain": "x".repeat(100_000) }, { raw: true });
    await ${PORT}.publish("display_data", { data: {}, metadata: {} }, { buffers: [new Uint8Array(2 ** 22)] });
  }`;

Deno.test("kernel: two notebooks at once keep their variables, outputs and folders apart", async () => {
  const run = async (name: string) => {
    const folder = await Deno.makeTempDir();
    await Deno.writeTextFile(`${folder}/name.txt`, name);
    const cells = Array.from(
      { length: 40 },
      (_, i) =>
        i % 4 === 3
          ? `await new Promise((resolve) => setTimeout(resolve, 20)); console.log(name, ${i})`
          : `console.log(name, ${i})`,
    );
    const made = notebook(`const name = Deno.readTextFileSync("name.txt")`, ...cells);
    const { failure, notebook: done } = await runNotebook(made, { folder });
    await Deno.remove(folder, { recursive: true });
    assert.equal(failure, undefined, failure?.text);
    return done.cells.slice(1).map((cell) => (cell as CodeCell).outputs);
  };
  const [left, right] = await Promise.all([run("left"), run("right")]);
  const expected = (name: string) =>
    Array.from({ length: 40 }, (_, i) => [{ "output_type": "stream", name: "stdout", text: `${name} ${i}\n` }]);
  assert.deepEqual(left, expected("left"));
  assert.deepEqual(right, expected("right"));
});

Deno.test("kernel: ten thousand messages with buffers arrive in order, and in seconds", async () => {
  await using kernel = await TestKernel.start();
  await kernel.client.run("1");
  const start = performance.now();
  const { outputs } = await kernel.client.run(`
    for (let i = 0; i < 10_000; i++) {
      const content = { comm_id: "x", data: { method: "custom", content: { i } } };
      await ${PORT}.publish("comm_msg", content, { buffers: [new Uint8Array([i, i >> 8])] });
    }`);
  const ms = performance.now() - start;
  const numbers = outputs.filter(({ type }) => type === "comm_msg").map(({ content, buffers }) => {
    const { i } = (content["data"] as { content: { i: number } }).content;
    assert.equal(buffers[0]![0]! + 256 * buffers[0]![1]!, i);
    return i;
  });
  assert.deepEqual(numbers, Array.from({ length: 10_000 }, (_, i) => i));
  console.log(`ten thousand messages in ${ms.toFixed(0)} ms, ${(1e7 / ms).toFixed(0)} a second`);
  assert(ms < 10_000, `took ${ms} ms`);
});

Deno.test("kernel: restarts in the middle of heavy traffic, again and again, each at once and leaving nothing", async () => {
  let kernel = await TestKernel.start();
  const took: number[] = [];
  for (let round = 0; round < RESTARTS; round++) {
    const inner = Number((await kernel.client.run("console.log(Deno.pid)")).text);
    const storm = kernel.client.start(STORM);
    await kernel.client.until("a lot of traffic", () => kernel.client.of(storm).length > 60 ? true : undefined);
    kernel.client.published.length = 0;
    const start = performance.now();
    kernel = await kernel.restart();
    assert.equal((await kernel.client.run("console.log(6 * 7)")).text, "42\n");
    took.push(performance.now() - start);
    assert(took[round]! < 10_000, `restart ${round} took ${took[round]} ms`);
    assert(!alive(inner), "the process of the cells goes on");
    assert.equal((await kernel.leftovers()).length, 1, "an older kernel has left its folder");
  }
  took.sort((a, b) => a - b);
  const [median, most] = [took[took.length >> 1]!, took.at(-1)!].map((ms) => ms.toFixed(0));
  console.log(`restarted ${took.length} times within ${median} ms (median), ${most} ms at most`);
  await kernel[Symbol.asyncDispose]();
});

Deno.test("kernel: when the inner process is killed, another kernel starts in its place, as Jupyter's server does it", async () => {
  let kernel = await TestKernel.start();
  await kernel.client.run("const before = 1");
  const inner = Number((await kernel.client.run("console.log(Deno.pid)")).text);
  Deno.kill(inner, "SIGKILL");
  const { code } = await within(5000, "the end of the kernel", kernel.child.status);
  assert.notEqual(code, 0);
  kernel = await kernel.revive();
  assert.equal((await kernel.client.run("console.log(typeof before)")).text, "undefined\n");
  await kernel[Symbol.asyncDispose]();
});
