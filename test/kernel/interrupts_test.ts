import assert from "node:assert/strict";
import { Rng } from "../../src/core/rng.ts";
import { TestKernel } from "./client.ts";

/** Interrupts in all; a number in WEFT_INTERRUPTS asks for another. */
const COUNT = Number(Deno.env.get("WEFT_INTERRUPTS") ?? 12);

const PREPARE = `
  import * as wf from "weft";
  const tissue = wf.datasets.simulatedTissue({ seed: 1 })
    .modality("rna", (a) => a.normalizeTotal().log1p().pca({ nComps: 10 }))
    .modality("adt", (a) => a.clr().pca({ nComps: 10 }))
    .modality("atac", (a) => a.pca({ nComps: 10 }))
    .spatialNeighbors({ nNeighbors: 4 });
  await wf.writeH5mu(tissue, "tissue.h5mu");
  let counter = 0, run, back;
  const kept = { a: [1, 2, 3] };`;

/** Work that is stopped, and how long it may go on at least. */
const WORK = {
  training: `
    counter++;
    run = wf.train(tissue, wf.smart({ earlyStopping: false }), { nEpochs: 1e6, seed: counter });
    await run.result();`,
  reading: `
    counter++;
    for (;;) back = await wf.readH5mu("tissue.h5mu");`,
  umap: `
    counter++;
    await Promise.resolve();
    for (;;) tissue.modality("rna").neighbors({ nNeighbors: 15 }).umap({ nEpochs: 500, seed: counter });`,
};

Deno.test("interrupts: at any moment of training, reading and UMAP every variable survives, and the kernel goes on", async () => {
  await using kernel = await TestKernel.start();
  const { client } = kernel;
  assert.equal((await client.run(PREPARE)).reply["status"], "ok");
  const rng = new Rng(7).split("moments");
  const took: Record<string, number[]> = { training: [], reading: [], umap: [] };
  for (let i = 0; i < COUNT; i++) {
    const kind = (["training", "reading", "umap"] as const)[i % 3]!;
    const id = client.start(WORK[kind]);
    await client.until("the cell's start", () => client.of(id, "execute_input")[0]);
    await new Promise((resolve) => setTimeout(resolve, rng.uniform() * 1500));
    const start = performance.now();
    await client.request("interrupt_request", {}, "control");
    const { reply } = await client.result(id);
    took[kind]!.push(performance.now() - start);
    assert.equal(reply["status"], "error", kind);
    const { text } = await client.run(
      `console.log(counter, kept.a.length, tissue.nObs, Object.keys(tissue.mod).length)`,
    );
    assert.equal(text, `${i + 1} 3 1296 3\n`, kind);
  }
  for (const [kind, all] of Object.entries(took)) {
    all.sort((a, b) => a - b);
    console.log(
      `${kind}: stopped ${all.length} times within ${all[all.length >> 1]!.toFixed(0)} ms (median), ${
        all.at(-1)!.toFixed(0)
      } ms at most`,
    );
  }
  for (const [kind, all] of Object.entries(took)) assert(all[all.length >> 1]! < 300, `${kind}: ${all} ms`);
  const busy = client.start("const end = Date.now() + 2500; await 0; while (Date.now() < end); await 0; 'ended'");
  await client.until("the cell's start", () => client.of(busy, "execute_input")[0]);
  await new Promise((resolve) => setTimeout(resolve, 200));
  await client.request("interrupt_request", {}, "control");
  const { outputs } = await client.result(busy);
  assert.match(JSON.stringify(outputs.map(({ content }) => content)), /does not look out for stop.*ended/);
  const last = client.start(WORK.training.replace(
    "await",
    `
    run.subscribe((event) => event.kind === "epoch" && event.epoch === 3 && console.log("on its way"));
    await`,
  ));
  await client.until("the third epoch", () => client.of(last, "stream")[0], 60_000);
  await client.request("interrupt_request", {}, "control");
  await client.result(last);
  const { text } = await client.run(`
    let tag = "none";
    try { await run.result(); } catch (error) { tag = error.tag; }
    const checkpoint = await run.checkpoint();
    console.log(run.state, tag, run.epoch === run.history.nRows, checkpoint.length > 1000);`);
  assert.equal(text, "interrupted Aborted true true\n");
});

Deno.test("interrupts: what a cell gives the signal ends, a background training too, and nobody's next cell", async () => {
  await using kernel = await TestKernel.start();
  const { client } = kernel;
  await client.run(`
    import * as wf from "weft";
    const calls = [];
    const waiting = (signal) => new Promise((_, reject) => signal.addEventListener("abort", () => reject(new Error("ended"))));`);
  const press = async (id: string) => {
    await client.until("the cell's start", () => client.of(id, "execute_input")[0]);
    await new Promise((resolve) => setTimeout(resolve, 200));
    await client.request("interrupt_request", {}, "control");
    return await client.result(id);
  };
  const first = await press(client.start(`await waiting(wf.interruptSignal())`));
  assert.equal(first.reply["evalue"], "ended");
  const second = await press(client.start(`
    const forget = wf.onInterrupt(() => calls.push("pressed"));
    try { await waiting(wf.interruptSignal()); } finally { forget(); }`));
  assert.equal(second.reply["status"], "error");
  const { text, outputs } = await client.run(`
    const adata = wf.datasets.simulatedTissue({ seed: 1 }).modality("rna").pca({ nComps: 5 }).neighbors({ nNeighbors: 5 });
    console.log(calls.join(), adata.umap({ nEpochs: 5 }).obsm.X_umap.nRows);`);
  assert.equal(text, "pressed 1296\n", JSON.stringify(outputs.map(({ content }) => content)));
  const deaf = await press(client.start(`await new Promise((done) => setTimeout(done, 600)); "went on"`));
  assert.match(JSON.stringify(deaf.outputs.map(({ content }) => content)), /does not listen to stop.*went on/);
});
