import { Codec } from "../../src/kernel/wire/codec.ts";
import { alive } from "./alive.ts";
import { within } from "../within.ts";
import { TestKernel } from "./client.ts";
import assert from "node:assert/strict";

const wait = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
const PORT = `globalThis[Symbol.for("weft.kernel")]`;

Deno.test("kernel: no output of 200 fast cells is lost or comes under another cell", async () => {
  await using kernel = await TestKernel.start();
  const ids = Array.from({ length: 200 }, (_, i) => kernel.client.start(i % 2 ? `console.log("L${i}")` : `"R${i}"`));
  for (const [i, id] of ids.entries()) {
    const { reply, outputs } = await kernel.client.result(id);
    assert.equal(reply["status"], "ok");
    assert.equal(outputs.length, 1, `cell ${i}`);
    assert.match(JSON.stringify(outputs[0]!.content), new RegExp(i % 2 ? `L${i}\\\\n` : `R${i}\\\\"`));
  }
});

Deno.test("kernel: streams of 8 MiB arrive whole, in one piece and in many, before the cell's idle", async () => {
  await using kernel = await TestKernel.start();
  const one = await kernel.client.run(`console.log("y".repeat(2 ** 23 - 1))`);
  assert.equal(one.text.length, 2 ** 23);
  const many = await kernel.client.run(`for (let i = 0; i < 128; i++) console.log(String(i).padEnd(65535, "."))`);
  assert.deepEqual(many.text.match(/\d+/g)!.map(Number), Array.from({ length: 128 }, (_, i) => i));
  assert.equal(many.text.length, 2 ** 23);
});

Deno.test("kernel: ten thousand messages of one cell all arrive before its idle", async () => {
  await using kernel = await TestKernel.start();
  const { outputs } = await kernel.client.run(`
    for (let i = 0; i < 10_000; i++) await Deno.jupyter.broadcast("comm_msg", { comm_id: "x", data: { i } });`);
  assert.deepEqual(
    outputs.map(({ content }) => (content["data"] as { i: number }).i),
    Array.from({ length: 10_000 }, (_, i) => i),
  );
});

Deno.test("kernel: displays of any size arrive whole and in order, also when the cell does not wait for them", async () => {
  await using kernel = await TestKernel.start();
  const { outputs, reply } = await kernel.client.run(`
    void Deno.jupyter.display({ "text/plain": "x".repeat(2e7) }, { raw: true, display_id: "a" });
    void Deno.jupyter.broadcast("display_data", { data: {}, metadata: {} }, { buffers: [new Float32Array(2e6)] });
    void Deno.jupyter.display(Deno.jupyter.html\`<b>small</b>\`);`);
  assert.equal(reply["status"], "ok");
  const [large, buffers, small] = outputs;
  assert.equal(outputs.length, 3);
  assert.equal((large!.content["data"] as Record<string, string>)["text/plain"]!.length, 2e7);
  assert.deepEqual(large!.content["transient"], { "display_id": "a" });
  assert.deepEqual(small!.content["data"], { "text/html": "<b>small</b>" });
  assert.equal(buffers!.buffers[0]!.length, 8e6);
});

Deno.test("kernel: buffers of 64 MiB come with their message", async () => {
  await using kernel = await TestKernel.start();
  const { outputs } = await kernel.client.run(`
    const bytes = new Uint8Array(2 ** 26).fill(7);
    const content = { data: { "text/plain": "x" }, metadata: {} };
    await ${PORT}.publish("display_data", content, { buffers: [bytes], metadata: { mine: 1 } });`);
  const [display] = outputs;
  assert.equal(display!.type, "display_data");
  assert.deepEqual(display!.metadata, { mine: 1 });
  assert.equal(display!.buffers.length, 1);
  assert(display!.buffers[0]!.length === 2 ** 26 && display!.buffers[0]!.every((byte) => byte === 7));
});

Deno.test("kernel: an error aborts the cells that wait, and the next ones run", async () => {
  await using kernel = await TestKernel.start();
  const { client } = kernel;
  const ids = [client.start(`throw new Error("x")`), client.start("1"), client.start("2")];
  const status = async (id: string) => (await client.result(id)).reply["status"];
  assert.equal(await status(ids[0]!), "error");
  assert.equal(await status(ids[1]!), "aborted");
  assert.equal(await status(ids[2]!), "aborted");
  const { reply } = await client.run("3");
  assert.equal(reply["status"], "ok");
  assert.equal(reply["execution_count"], 2);
});

Deno.test("kernel: interrupt ends a loop that hears nothing, and keeps variables", async () => {
  await using kernel = await TestKernel.start();
  const { client } = kernel;
  await client.run("let n = 41");
  const loop = client.start("n++; for (;;) {}");
  const next = client.start("n = 0");
  await wait(1500);
  assert.equal((await client.request("interrupt_request", {}, "control"))["status"], "ok");
  const { reply, outputs } = await client.result(loop);
  assert.equal(reply["status"], "error");
  assert.deepEqual(outputs.map(({ type }) => type), ["error"]);
  assert.equal((await client.result(next)).reply["status"], "aborted");
  assert.equal((await client.run("console.log(n)")).text, "42\n");
});

Deno.test("kernel: interrupt ends what awaits and listens, keeps variables, and harms nothing that does not", async () => {
  await using kernel = await TestKernel.start();
  const { client } = kernel;
  const awaits = client.start(`
    let n = 1;
    const stopped = new Promise((_, reject) => ${PORT}.onInterrupt(() => reject(new DOMException("mine", "AbortError"))));
    n = 42;
    await stopped;`);
  await wait(1500);
  await client.request("interrupt_request", {}, "control");
  const { reply } = await client.result(awaits);
  assert.equal(reply["ename"], "AbortError");
  assert.equal((await client.run("console.log(n)")).text, "42\n");
});

Deno.test("kernel: a cell that awaits and does not listen goes on at interrupt, and says so", async () => {
  await using kernel = await TestKernel.start();
  const { client } = kernel;
  const deaf = client.start("await new Promise((resolve) => setTimeout(resolve, 5000)); console.log('end')");
  await wait(1500);
  await client.request("interrupt_request", {}, "control");
  const { reply, outputs, text } = await client.result(deaf);
  assert.equal(reply["status"], "ok");
  assert.equal(text, "end\n");
  assert.match(String(outputs[0]!.content["text"]), /does not listen to stop/);
});

Deno.test("kernel: what needs no cell is answered while one runs", async () => {
  await using kernel = await TestKernel.start();
  const { client } = kernel;
  await client.run(`"before"`);
  const cell = client.start("for (const end = Date.now() + 6000; Date.now() < end;);");
  let ended = false;
  const result = client.result(cell).finally(() => ended = true);
  await wait(200);
  assert.equal((await client.request("kernel_info_request"))["implementation"], "weft");
  assert.deepEqual((await client.request("comm_info_request"))["comms"], {});
  const { history } = await client.request("history_request", { "hist_access_type": "tail", n: 2 });
  assert.equal((history as string[][])[0]![2], `"before"`);
  assert.equal((await client.request("inspect_request", { code: "x", "cursor_pos": 1 }))["found"], false);
  assert(!ended, "answered only after the cell");
  assert.equal((await result).reply["status"], "ok");
});

Deno.test("kernel: comms reach listeners in the cells also while one awaits, and what nobody takes is closed", async () => {
  await using kernel = await TestKernel.start();
  const { client } = kernel;
  const target = { "comm_id": "a", "target_name": "none", data: {} };
  const refused = client.send("comm_open", target);
  await client.until("comm_close", () => client.of(refused, "comm_close")[0]);
  const cell = client.start(`
    const message = await new Promise((resolve) => ${PORT}.onComm(resolve));
    console.log(JSON.stringify([message.name, message.content.data, [...message.buffers[0]]]));`);
  await wait(200);
  const data = { method: "update", state: { n: 1 }, "buffer_paths": [] };
  const change = client.send("comm_msg", { "comm_id": "a", data }, "shell", { buffers: [new Uint8Array([1, 2])] });
  const [echo] = await client.until("the echo", () => {
    const echoes = client.of(change, "comm_msg");
    return echoes.length > 0 ? echoes : undefined;
  });
  assert.deepEqual(echo!.content["data"], { ...data, method: "echo_update" });
  assert.equal((await client.result(cell)).text, `["comm_msg",${JSON.stringify(data)},[1,2]]\n`);
  await client.run(`await Deno.jupyter.broadcast("comm_open", { comm_id: "b", target_name: "t", data: {} })`);
  assert.deepEqual((await client.request("comm_info_request"))["comms"], { b: { "target_name": "t" } });
});

Deno.test("kernel: cells ask the user and get the answer", async () => {
  await using kernel = await TestKernel.start();
  const { client } = kernel;
  const cell = client.start(`console.log("got " + prompt("name?"))`);
  await client.until("the question", () => client.published.find(({ type }) => type === "input_request"));
  client.send("input_reply", { status: "ok", value: "weft" }, "stdin");
  assert.match((await client.result(cell)).text, /got weft\n/);
});

Deno.test("kernel: weft can be imported from any folder; relative imports and files are those of the notebook's", async () => {
  await using kernel = await TestKernel.start({ "lib.ts": "export const here = 7;" });
  const { text, reply } = await kernel.client.run(`
    import { WeftError } from "weft/core";
    import { here } from "./lib.ts";
    console.log(WeftError.name, here, Deno.readTextFileSync("lib.ts").length, Deno.cwd());`);
  assert.equal(reply["status"], "ok", JSON.stringify(reply));
  assert.equal(text, `WeftError 7 22 ${await Deno.realPath(kernel.notebook)}\n`);
});

Deno.test("kernel: a configuration of the notebook's folder that maps weft wins", async () => {
  const files = { "deno.json": `{ "imports": { "weft": "./mine.ts" } }`, "mine.ts": "export const mine = 1;" };
  await using kernel = await TestKernel.start(files);
  assert.equal((await kernel.client.run(`import { mine } from "weft"; console.log(mine)`)).text, "1\n");
});

Deno.test("kernel: cells and what they start see no token, and no secret lies on disk", async () => {
  await using kernel = await TestKernel.start();
  const { text } = await kernel.client.run(
    `console.log(JSON.stringify(Object.keys(Deno.env.toObject()).filter((n) => /WEFT/.test(n))))`,
  );
  const inherited = Object.keys(Deno.env.toObject()).filter((name) => /WEFT/.test(name));
  assert.deepEqual(JSON.parse(text), inherited);
  const [own] = await kernel.leftovers();
  assert.deepEqual([...Deno.readDirSync(`${kernel.notebook}/../${own}`)].map(({ name }) => name).sort(), [
    "deno.json",
    "deno.lock",
  ]);
});

Deno.test("kernel: wrong signatures and noise are refused, said once and counted, and the kernel goes on", async () => {
  await using kernel = await TestKernel.start();
  const { client, connection } = kernel;
  await client.run("let n = 1");
  const forged = new Codec("wrong key").encode({ type: "execute_request", content: { code: "n = 2" } });
  for (let i = 0; i < 3; i++) client.raw(forged);
  client.raw([new Uint8Array([1, 2, 3])]);
  for (const port of Object.values(connection.ports)) {
    const conn = await Deno.connect({ hostname: "127.0.0.1", port });
    await conn.write(crypto.getRandomValues(new Uint8Array(300)));
    conn.close();
  }
  assert.equal((await client.run("console.log(n)")).text, "1\n");
  await kernel.shutdown();
  const errors = await kernel.errors();
  assert.equal(errors.match(/signed with the kernel's key/g)?.length, 1);
  assert.match(errors, /3 times in all: Permission on shell/);
  assert.doesNotMatch(errors, /Uncaught|at file:/);
});

Deno.test("kernel: tells code that is whole from code that goes on and code that can never run", async () => {
  await using kernel = await TestKernel.start();
  const status = async (code: string) => (await kernel.client.request("is_complete_request", { code }))["status"];
  assert.equal(await status("const x: number = await f(1)"), "complete");
  assert.equal(await status("function f(x) {\n  x * 2"), "incomplete");
  assert.equal(await status("let = ;"), "invalid");
  await kernel.shutdown();
});

Deno.test("kernel: rightly signed requests that make no sense are answered or passed over, and the kernel goes on", async () => {
  await using kernel = await TestKernel.start();
  const { client } = kernel;
  const types = ["execute", "complete", "is_complete", "inspect", "history", "comm_info", "kernel_info", "interrupt"];
  const contents = [{}, { code: "a", "cursor_pos": "x" }, { "cursor_pos": -5, "stop_on_error": {} }, {
    code: "é🧬",
    "cursor_pos": 1e9,
    "hist_access_type": "range",
    start: {},
    n: -1,
  }];
  for (const type of types) {
    for (const content of contents) {
      const { status } = await client.request(`${type}_request`, content);
      assert.match(String(status), /^(ok|error|complete|invalid)$/, `${type} ${JSON.stringify(content)}`);
    }
  }
  client.send("complete_request", { code: 5 });
  const unanswered = ["comm_open", "comm_msg", "comm_close", "input_reply", "execute_reply", "status", "", "__proto__"];
  for (const type of unanswered) {
    for (const channel of ["shell", "control", "stdin"] as const) {
      client.send(type, {}, channel);
      client.send(type, { "comm_id": {}, data: 7, "target_name": [], value: {} }, channel);
    }
  }
  assert.equal((await client.run("console.log('alive')")).text, "alive\n");
  await kernel.shutdown();
  assert.doesNotMatch(await kernel.errors(), /Uncaught|at file:/);
});

Deno.test("kernel: shutdown ends it at once, also in the middle of a loop and of much output, and leaves nothing", async () => {
  for (const code of ["1", "for (;;) {}", `for (;;) { console.log("x".repeat(9999)); await 0; }`]) {
    await using kernel = await TestKernel.start();
    const { text } = await kernel.client.run("console.log(Deno.pid)");
    kernel.client.start(code);
    await wait(300);
    assert(await kernel.shutdown(true) < 3000, code);
    assert(!alive(Number(text)), code);
    assert.deepEqual(await kernel.leftovers(), []);
  }
});

Deno.test("kernel: three restarts on the same ports each give a fresh kernel", async () => {
  let kernel = await TestKernel.start();
  for (let i = 0; i < 3; i++) {
    assert.equal((await kernel.client.run("const once = 1; console.log(once)")).text, "1\n");
    kernel = await kernel.restart();
    await kernel.client.run("1");
  }
  await kernel[Symbol.asyncDispose]();
});

Deno.test("kernel: when the inner process is killed, the kernel ends, so that the front end learns it", async () => {
  await using kernel = await TestKernel.start();
  kernel.client.start(`Deno.kill(Deno.pid, "SIGKILL")`);
  const { success } = await within(10_000, "the end of the kernel", kernel.child.status);
  assert(!success);
  assert.deepEqual(await kernel.leftovers(), []);
});

Deno.test("kernel: when the kernel is killed, the process of the cells ends, also in a loop", async () => {
  await using kernel = await TestKernel.start();
  const { text } = await kernel.client.run("console.log(Deno.pid)");
  kernel.client.start("for (;;) {}");
  await wait(200);
  kernel.child.kill("SIGKILL");
  for (let i = 0; i < 100 && alive(Number(text)); i++) await wait(100);
  assert(!alive(Number(text)));
});
