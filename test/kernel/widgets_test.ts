import assert from "node:assert/strict";
import type { Json, Message } from "../../src/kernel/wire/message.ts";
import { type CellResult, type Client, TestKernel } from "./client.ts";

const DEFINE = `
  import { widget } from "weft";
  const heard = [];
  const make = () => {
    const model = widget({
      module: "export default { render() {} }",
      state: { count: 0, points: new Float32Array([1, 2, 3]) },
      checks: { count: Number },
    });
    model.on("count", (value, from) => heard.push([value, from]));
    return model;
  };
  let model = make();`;

/** Runs a cell under a name, as Lab does. */
function runAs(client: Client, cellId: string, code: string): Promise<CellResult> {
  const content = { code, silent: false, "stop_on_error": true };
  return client.result(client.send("execute_request", content, "shell", { metadata: { cellId } }));
}

function commOf({ content }: Message): { id: string; data: Record<string, Json> } {
  return { id: content["comm_id"] as string, data: content["data"] as Record<string, Json> };
}

const ofType = ({ outputs }: CellResult, type: string) => outputs.filter((message) => message.type === type);

Deno.test("widgets: a model opens before it is displayed, and updates go out while the cell runs", async () => {
  await using kernel = await TestKernel.start();
  const { client } = kernel;
  assert.equal((await client.run(DEFINE)).reply["status"], "ok");
  const shown = await runAs(client, "a", "model");
  assert.deepEqual(shown.outputs.map(({ type }) => type), ["comm_open", "execute_result"]);
  const { id, data } = commOf(shown.outputs[0]!);
  assert.equal(shown.outputs[0]!.content["target_name"], "jupyter.widget");
  assert.equal(data["state"]!["count"], 0);
  assert.deepEqual(data["buffer_paths"], [["points"]]);
  assert.deepEqual(new Float32Array(shown.outputs[0]!.buffers[0]!.slice().buffer), new Float32Array([1, 2, 3]));
  const view = (shown.outputs[1]!.content["data"] as Json)["application/vnd.jupyter.widget-view+json"];
  assert.deepEqual(view, { version_major: 2, version_minor: 1, model_id: id });
  const updated = await client.run(`
    const start = performance.now();
    for (let i = 1; i <= 50; i++) {
      model.set({ count: i });
      await new Promise((done) => setTimeout(done, 10));
    }
    await model.flush();
    console.log(performance.now() - start);`);
  const updates = ofType(updated, "comm_msg").map((message) => commOf(message).data["state"]!["count"]);
  const atMost = 2 + Number(updated.text) * 30 / 1000;
  assert(updates.length > 1 && updates.length <= atMost, `${updates.length} updates, ${atMost} at most`);
  assert.equal(updates.at(-1), 50);
});

Deno.test("widgets: a page sets a trait while a cell awaits, and asks for everything after it was loaded again", async () => {
  await using kernel = await TestKernel.start();
  const { client } = kernel;
  await client.run(DEFINE);
  const { id } = commOf((await runAs(client, "a", "model")).outputs[0]!);
  const waiting = client.start("await new Promise((done) => model.on('count', done)); heard");
  await client.until("busy", () => client.of(waiting, "execute_input")[0]);
  client.send("comm_msg", { "comm_id": id, data: { method: "update", state: { count: 7 }, "buffer_paths": [] } });
  const { outputs } = await client.result(waiting);
  assert.match(JSON.stringify(outputs.at(-1)!.content), /7.*page/);

  client.send("comm_open", { "comm_id": "ctl", "target_name": "jupyter.widget.control", data: {} });
  const request = client.send("comm_msg", { "comm_id": "ctl", data: { method: "request_states" } });
  const answer = await client.until("all states", () => client.of(request, "comm_msg")[0]);
  const { data } = commOf(answer);
  assert.equal(data["method"], "update_states");
  assert.equal((data["states"]![id] as { state: Json }).state["count"], 7);
  assert.deepEqual(data["buffer_paths"], [[id, "state", "points"]]);
  assert.equal(answer.buffers.length, 1);

  const single = client.send("comm_msg", { "comm_id": id, data: { method: "request_state" } });
  const state = commOf(await client.until("the state", () => client.of(single, "comm_msg")[0]));
  assert.equal(state.data["method"], "update");
  assert.equal(state.data["state"]!["count"], 7);
  const open = await client.request("comm_info_request", { "target_name": "jupyter.widget" });
  assert.deepEqual(Object.keys(open["comms"] as object), [id]);
});

Deno.test("widgets: running a cell again closes what it had displayed, and a hundred leave nothing behind", async () => {
  await using kernel = await TestKernel.start();
  const { client } = kernel;
  await client.run(DEFINE);
  const kept = commOf((await runAs(client, "kept", "model")).outputs[0]!).id;
  const first = commOf((await runAs(client, "a", "make()")).outputs[0]!).id;
  const again = await runAs(client, "a", "make()");
  assert.deepEqual(ofType(again, "comm_close").map((message) => commOf(message).id), [first]);
  for (let i = 0; i < 100; i++) await runAs(client, "a", "make()");
  const open = (await client.request("comm_info_request"))["comms"] as object;
  assert.equal(Object.keys(open).length, 2);
  assert(kept in open);
});

Deno.test("widgets: what a page may not say is refused, told once, and harms nothing", async () => {
  await using kernel = await TestKernel.start();
  const { client } = kernel;
  await client.run(DEFINE);
  const { id } = commOf((await runAs(client, "a", "model")).outputs[0]!);
  const say = (data: unknown, buffers: Uint8Array[] = []) =>
    client.send("comm_msg", { "comm_id": id, data }, "shell", { buffers });
  for (let i = 0; i < 20; i++) {
    say({ method: "update", state: { points: 1 } });
    say({ method: "update", state: { nobody: 1 } });
    say({ method: "update", state: {}, "buffer_paths": [["__proto__", "polluted"]] }, [new Uint8Array(1)]);
    say("nonsense");
  }
  say({ method: "update", state: { count: 3 } });
  const { outputs, text } = await client.run(
    `await new Promise((done) => setTimeout(done, 300)); console.log(model.get("count"), {}.polluted)`,
  );
  assert.equal(text, "3 undefined\n");
  const errors = client.published.filter(({ type, content }) => type === "stream" && content["name"] === "stderr");
  assert.equal(errors.length, 2);
  assert.equal(outputs.some(({ type }) => type === "error"), false);
});

Deno.test("widgets: a page that answers what it hears gets its own answer soon, also during training", async () => {
  await using kernel = await TestKernel.start();
  const { client } = kernel;
  await client.run(DEFINE + `model.onMessage((content) => model.send({ kind: "pong", at: content.at }));`);
  const { id } = commOf((await runAs(client, "a", "model")).outputs[0]!);
  const idle = await roundTrips(client, id, 30);
  const training = client.start(`
    import * as wf from "weft";
    const tissue = wf.datasets.simulatedTissue({ seed: 1 })
      .modality("rna", (a) => a.normalizeTotal().log1p().pca({ nComps: 10 }))
      .modality("adt", (a) => a.clr().pca({ nComps: 10 }))
      .modality("atac", (a) => a.pca({ nComps: 10 }))
      .spatialNeighbors({ nNeighbors: 4 });
    const run = wf.train(tissue, wf.smart({ earlyStopping: false }), { nEpochs: 100_000 });
    run.subscribe((event) => event.kind === "epoch" && event.epoch === 3 && console.log("on its way"));
    await run.result();`);
  await client.until("the training", () => client.of(training, "stream")[0], 60_000);
  const busy = await roundTrips(client, id, 30);
  await client.request("interrupt_request", {}, "control");
  const { reply } = await client.result(training);
  assert.equal(reply["status"], "error");
  console.log(`round trip: ${idle.toFixed(1)} ms idle, ${busy.toFixed(1)} ms while training (median of 30)`);
  assert(idle < 2000 && busy < 5000, `${idle} ms idle, ${busy} ms while training`);
});

Deno.test("widgets: a trait of 64 MiB arrives whole, on opening and on change", async () => {
  await using kernel = await TestKernel.start();
  const { client } = kernel;
  const opening = client.start(`
    import { widget } from "weft";
    const large = widget({ module: "export default {}", state: { bytes: new Uint8Array(2 ** 26).fill(3), n: 0 } });
    large`);
  const start = performance.now();
  const { outputs } = await client.result(opening, 60_000);
  console.log(`64 MiB opened and shown within ${(performance.now() - start).toFixed(0)} ms`);
  assert.deepEqual(outputs.map(({ type }) => type), ["comm_open", "execute_result"]);
  const whole = ({ buffers: [bytes] }: Message, value: number) =>
    bytes!.length === 2 ** 26 && bytes!.every((byte) => byte === value);
  assert(whole(outputs[0]!, 3));
  const changed = await client.result(
    client.start(`large.set({ bytes: new Uint8Array(2 ** 26).fill(4) }); large.set({ n: 1 }); await large.flush();`),
    60_000,
  );
  const [update] = ofType(changed, "comm_msg");
  assert(whole(update!, 4));
  assert.deepEqual(commOf(update!).data["state"], { n: 1 });
});

/** Median milliseconds from a message of a page to the answer. */
async function roundTrips(client: Client, id: string, count: number): Promise<number> {
  const took: number[] = [];
  for (let i = 0; i < count; i++) {
    const start = performance.now();
    const seen = client.published.length;
    client.send("comm_msg", { "comm_id": id, data: { method: "custom", content: { kind: "ping", at: i } } });
    await client.until(
      "the answer",
      () =>
        client.published.slice(seen).find(({ type, content }) =>
          type === "comm_msg" && JSON.stringify(content).includes(`"pong","at":${i}}`)
        ),
    );
    took.push(performance.now() - start);
  }
  return took.sort((a, b) => a - b)[count >> 1]!;
}
