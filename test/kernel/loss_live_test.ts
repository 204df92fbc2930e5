import assert from "node:assert/strict";
import type { Json, Message } from "../../src/kernel/wire/message.ts";
import { type Client, TestKernel } from "./client.ts";

const VIEW = "application/vnd.jupyter.widget-view+json";

/** A small tissue and a run that nobody waits for. */
const TRAIN = `
  import * as wf from "weft";
  const tissue = wf.datasets.simulatedTissue({ seed: 1 })
    .modality("rna", (a) => a.filterGenes({ minCells: 10 }).normalizeTotal({ targetSum: 1e4 }).log1p().pca({ nComps: 8 }))
    .modality("adt", (a) => a.clr().pca({ nComps: 4 }))
    .modality("atac", (a) => a.tfidf().pca({ nComps: 4 }))
    .spatialNeighbors({ nNeighbors: 4 });
  const start = (nEpochs) => wf.train(tissue, wf.smart({ earlyStopping: false }), { seed: 1, nEpochs });
  let run = start(1_000_000);`;

interface Shown {
  /** The model's comm. */
  readonly comm: string;
  /** What was displayed. */
  readonly display: Message;
}

async function trainAndShow(client: Client): Promise<Shown> {
  const trained = await client.run(TRAIN, {});
  assert.equal(trained.reply["status"], "ok", JSON.stringify(trained.outputs.map(({ content }) => content)));
  const { outputs, reply } = await client.result(client.start("run"), 60_000);
  assert.equal(reply["status"], "ok");
  const display = outputs.filter(({ type }) => type === "display_data");
  assert.equal(display.length, 1);
  assert.deepEqual(outputs.filter(({ type }) => type === "execute_result"), [], "it has shown itself");
  const opened = outputs.find(({ type }) => type === "comm_open")!;
  return { comm: String(opened.content["comm_id"]), display: display[0]! };
}

/** Everything that pages have been told of the model's state, put together. */
function stateOf(client: Client, comm: string): Json {
  const all = client.published.filter(({ type, content }) => type.startsWith("comm_") && content["comm_id"] === comm);
  return Object.assign({}, ...all.map(({ content }) => (content["data"] as Json)["state"] ?? {})) as Json;
}

function press(client: Client, comm: string, action: string): string {
  const data = { method: "custom", content: { kind: "control", action } };
  return client.send("comm_msg", { "comm_id": comm, data });
}

const dataOf = ({ content }: Message) => content["data"] as Json;

Deno.test("loss_live: pause, resume and stop of a page work while a cell awaits the run", async () => {
  await using kernel = await TestKernel.start();
  const { client } = kernel;
  const { comm, display } = await trainAndShow(client);
  assert.deepEqual(Object.keys(dataOf(display)), [VIEW, "text/plain", "text/html", "image/svg+xml"]);
  const waiting = client.start("const result = await run.result(); [run.stopReason, result.obsm.X_smart.nRows]");
  const state = (wanted: string) => () => stateOf(client, comm)["state"] === wanted || undefined;
  await client.until("training", state("training"));
  await client.until("a first picture", () => Number(stateOf(client, comm)["pictureEpoch"]) > 0 || undefined, 60_000);
  press(client, comm, "pause");
  await client.until("a pause", state("paused"));
  const held = stateOf(client, comm)["epoch"];
  press(client, comm, "resume");
  await client.until("the run to go on", state("training"));
  await client.until("more epochs", () => Number(stateOf(client, comm)["epoch"]) > Number(held) || undefined);
  press(client, comm, "stop");
  const { outputs, reply } = await client.result(waiting, 60_000);
  assert.equal(reply["status"], "ok");
  const value = outputs.find(({ type }) => type === "execute_result")!;
  assert.match(String(dataOf(value)["text/plain"]), /stopped.*1296/s);
  await client.until("the end", state("done"));
  const replaced = outputs.find(({ type }) => type === "update_display_data")!;
  assert(replaced, "before the cell has ended: some notebooks listen no longer");
  assert.deepEqual(replaced.content["transient"], display.content["transient"]);
  assert.deepEqual(Object.keys(dataOf(replaced)), ["text/plain", "text/html", "image/svg+xml"]);
  assert.match(String(dataOf(replaced)["image/svg+xml"]), /stopped after \d+ of 1000000 epochs/);
  await kernel.shutdown();
  assert.equal(await kernel.errors(), "");
});

Deno.test("loss_live: the stop button interrupts the run, which the view says; variables stay", async () => {
  await using kernel = await TestKernel.start();
  const { client } = kernel;
  const { comm } = await trainAndShow(client);
  const waiting = client.start("await run.result()");
  await client.until("epochs", () => Number(stateOf(client, comm)["epoch"]) > 3 || undefined);
  await client.request("interrupt_request", {}, "control");
  const { reply } = await client.result(waiting);
  assert.equal(reply["status"], "error");
  await client.until("the view to say so", () => stateOf(client, comm)["state"] === "interrupted" || undefined);
  const after = await client.run("[run.state, run.history.nRows > 3]");
  const value = after.outputs.find(({ type }) => type === "execute_result")!;
  assert.match(String(dataOf(value)["text/plain"]), /interrupted.*true/s);
});

Deno.test("loss_live: a page that is loaded again finds the view, and asks for the rows it lacks", async () => {
  await using kernel = await TestKernel.start();
  const { client } = kernel;
  const { comm } = await trainAndShow(client);
  await client.until("epochs", () => Number(stateOf(client, comm)["epoch"]) > 20 || undefined);
  const before = client.published.length;
  client.send("comm_msg", { "comm_id": comm, data: { method: "request_state" } });
  const whole = await client.until(
    "its state",
    () =>
      client.published.slice(before).find(({ content }) =>
        "_esm" in (((content["data"] ?? {}) as Json)["state"] as Json ?? {})
      ),
  );
  const { epoch, terms } = (whole.content["data"] as Json)["state"] as { epoch: number; terms: string[] };
  assert(epoch > 0);
  const asked = client.published.length;
  client.send("comm_msg", { "comm_id": comm, data: { method: "custom", content: { kind: "rows", from: 0 } } });
  const rows = await client.until("rows", () =>
    client.published.slice(asked).find(({ content }) => {
      const said = ((content["data"] ?? {}) as Json)["content"] as Json | undefined;
      return said?.["kind"] === "rows" && said["from"] === 0;
    }));
  assert(rows.buffers[0]!.length / 4 / terms.length >= epoch);
  await client.run("run.stop(); await run.result(); 0");
});
