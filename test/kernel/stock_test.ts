import { within } from "../within.ts";
import { Client, newConnection } from "./client.ts";
import assert from "node:assert/strict";
import { fileURLToPath } from "node:url";

const ROOT = fileURLToPath(new URL("../../", import.meta.url));

interface StockKernel extends AsyncDisposable {
  readonly child: Deno.ChildProcess;
  readonly client: Client;
}

/** The stock Deno kernel, started where `weft` is this copy. */
async function startStock(): Promise<StockKernel> {
  const folder = await Deno.makeTempDir();
  const { connection, file } = await newConnection(folder);
  const child = new Deno.Command(Deno.execPath(), {
    args: ["jupyter", "--kernel", "--conn", file],
    cwd: ROOT,
    stdin: "null",
    stdout: "null",
    stderr: "null",
  }).spawn();
  const client = await Client.connect(connection, false);
  await client.request("kernel_info_request");
  // A subscription is heard some time after it was sent.
  for (let i = 0; i < 100 && client.published.length === 0; i++) {
    await client.request("kernel_info_request");
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  return {
    child,
    client,
    async [Symbol.asyncDispose]() {
      client.close();
      try {
        child.kill("SIGKILL");
      } catch {
        // It has ended.
      }
      await child.status;
      await Deno.remove(folder, { recursive: true });
    },
  };
}

/** Runs a cell until it has printed a line; the stock kernel may print it under another cell. */
async function prints(client: Client, code: string, line: string): Promise<void> {
  client.start(code);
  await client.until(
    `'${line}'`,
    () => client.published.find(({ type, content }) => type === "stream" && String(content["text"]).includes(line)),
  );
}

Deno.test("stock kernel: a widget with 8 MiB shows, all in small pieces, and output goes on afterwards", async () => {
  await using kernel = await startStock();
  const { client } = kernel;
  const id = client.start(`
    import { widget } from "weft";
    const model = widget({ module: "export default { render() {} }", state: { n: 0, values: new Float32Array(2 ** 21) } });
    await Deno.jupyter.display(model);
    model.set({ n: 1 });
    await model.flush();
    console.log("went on");`);
  await client.result(id, 30_000);
  const messages = await client.until("the last update", () => {
    const found = client.of(id, "comm_msg");
    return JSON.stringify(found.at(-1)?.content ?? {}).includes(`"n":1`) ? found : undefined;
  });
  assert(messages.length > 40, `${messages.length} messages`);
  const bytes = messages.flatMap(({ buffers }) => buffers.map(({ length }) => length));
  assert(Math.max(...bytes) <= 256 * 1024);
  assert(bytes.reduce((sum, length) => sum + length, 0) >= 2 ** 23);
  assert.equal(client.of(id, "comm_open").length, 1);
  await prints(client, `console.log("still here")`, "still here\n");
  const told = client.of(id, "stream").filter(({ content }) => content["name"] === "stderr");
  assert.match(JSON.stringify(told.map(({ content }) => content)), /does not come back/);
});

Deno.test("stock kernel: stop ends a training, which keeps what it has, and not the process", async () => {
  await using kernel = await startStock();
  const { client, child } = kernel;
  const id = client.start(`
    import * as wf from "weft";
    const tissue = wf.datasets.simulatedTissue({ seed: 1 })
      .modality("rna", (a) => a.pca({ nComps: 5 }))
      .modality("adt", (a) => a.pca({ nComps: 5 }))
      .modality("atac", (a) => a.pca({ nComps: 5 }))
      .spatialNeighbors({ nNeighbors: 4 });
    const run = wf.train(tissue, wf.smart({ earlyStopping: false }), { nEpochs: 1e6 });
    run.subscribe((event) => event.kind === "epoch" && event.epoch === 3 && console.log("on its way"));
    await run.result();`);
  await client.until("the training", () => client.of(id, "stream")[0], 60_000);
  const start = performance.now();
  child.kill("SIGINT");
  const { content } = await within(10_000, "the end of the cell", client.reply(id));
  console.log(`stopped within ${(performance.now() - start).toFixed(0)} ms`);
  assert.equal(content["status"], "error");
  await prints(client, `console.log(run.state, run.history.nRows === run.epoch)`, "interrupted true\n");
  child.kill("SIGINT");
  await new Promise((resolve) => setTimeout(resolve, 300));
  await prints(client, `console.log("alive")`, "alive\n");
});
