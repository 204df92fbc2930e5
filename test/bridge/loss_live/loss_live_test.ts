import assert from "node:assert/strict";
import { lossLive } from "../../../src/bridge/loss_live/view_of_run.ts";
import type { LossLive, LossLiveOptions } from "../../../src/bridge/loss_live/loss_live.ts";
import { ReplacedDisplays } from "../../../src/bridge/loss_live/replaced_displays.ts";
import type { LossLiveRows } from "../../../src/bridge/protocol/loss_live.ts";
import { DISPLAY } from "../../../src/core/renderers.ts";
import { isWeftError } from "../../../src/core/is_weft_error.ts";
import type { MuData } from "../../../src/data/mod.ts";
import { registerDisplays } from "../../../src/display/register_displays.ts";
import { smart } from "../../../src/methods/mod.ts";
import { type Run, train, type TrainOptions } from "../../../src/train/mod.ts";
import { tissue } from "../../methods/tissue.ts";
import { dataOf, FakeHost, type Published } from "../fake_host.ts";

registerDisplays();

const VIEW = "application/vnd.jupyter.widget-view+json";

function start(options: TrainOptions = {}): Run<MuData> {
  return train(tissue(), smart({ nLatent: 6, earlyStopping: false }), { seed: 3, nEpochs: 12, ...options });
}

function watch(run: Run<MuData>, options: LossLiveOptions = {}): { host: FakeHost; view: LossLive } {
  const host = new FakeHost();
  return { host, view: lossLive(run, { host, ...options }) };
}

/** Resolves when a run is in a state. */
function entered(run: Run<MuData>, state: string): Promise<void> {
  return new Promise((resolve) => {
    if (run.state === state) return resolve();
    const end = run.subscribe((event) => {
      if (event.kind !== "state" || event.state !== state) return;
      end();
      resolve();
    });
  });
}

/** Parcels of rows in the order in which they left. */
function parcels(host: FakeHost): { rows: LossLiveRows; values: Float32Array }[] {
  const custom = host.said("comm_msg", "custom");
  return custom.map((message: Published) => {
    const bytes = message.buffers![0]!;
    return { rows: dataOf(message).content as LossLiveRows, values: new Float32Array(bytes.slice().buffer) };
  });
}

Deno.test("lossLive() shows every epoch of a run to its end, and then a picture that needs no kernel", async () => {
  const run = start();
  const { host, view } = watch(run);
  assert.deepEqual(await view[DISPLAY](), {}, "it is displayed already");
  const [shown] = host.said("display_data");
  assert.deepEqual(Object.keys(shown!.content["data"] as object), [
    VIEW,
    "text/plain",
    "text/html",
    "image/svg+xml",
  ]);
  await view.settled();
  const { state } = view;
  assert.deepEqual([state.state, state.stopReason, state.epoch, state.marker], ["done", "epochs", 12, null]);
  assert.deepEqual(state.terms, ["total", ...Object.keys(run.losses[0]!.terms)]);
  assert.equal(state.termColors.length, state.terms.length);
  assert.equal(state.curve.length, 12 * state.terms.length);
  assert.deepEqual(state.curve.slice(-state.terms.length)[0], Math.fround(run.losses[11]!.total));
  assert.equal(state.pictureEpoch, 12);
  assert.equal(state.labels.length, 36);
  assert.equal(state.problem, null);
  const [replaced] = host.said("update_display_data");
  const { data, transient } = replaced!.content as Record<string, Record<string, unknown>>;
  assert.deepEqual(Object.keys(data!), ["text/plain", "text/html", "image/svg+xml"], "the live view is gone");
  assert.deepEqual(transient, shown!.content["transient"]);
  assert.match(String(data!["text/plain"]), /done \(epochs\), epoch 12 of 12/);
  assert.deepEqual(host.warnings, []);
});

Deno.test("lossLive() of a run that has ended has all of it, and displays no live view", async () => {
  const run = start();
  await run.result();
  const { host, view } = watch(run);
  await view.settled();
  assert.equal(view.state.curve.length, 12 * view.state.terms.length);
  assert.equal(view.state.pictureEpoch, 12);
  const bundle = await view[DISPLAY]();
  assert.deepEqual(Object.keys(bundle), ["text/plain", "text/html", "image/svg+xml"]);
  assert.deepEqual(host.said("display_data"), []);
});

Deno.test("Run that has ended before it is first displayed shows its last picture, and no live view", async () => {
  const run = start();
  await run.result();
  const { host, view } = watch(run);
  const bundle = await view[DISPLAY]();
  assert.deepEqual(Object.keys(bundle), ["text/plain", "text/html", "image/svg+xml"]);
  assert.match(String(bundle["image/svg+xml"]), /clusters at epoch 12/);
  assert.deepEqual(host.said("display_data"), []);
});

Deno.test("lossLive() that ends while it is being displayed is replaced all the same", async () => {
  const run = start();
  const { host, view } = watch(run);
  host.cell = async () => {
    await view.settled();
    return null;
  };
  assert.deepEqual(await view[DISPLAY](), {});
  assert.equal(host.said("display_data").length, 1);
  assert.equal(host.said("update_display_data").length, 1);
});

Deno.test("ReplacedDisplays.replace() puts nothing out that the stock kernel would garble", async () => {
  for (const [kind, replaced] of [["stock", 0], ["weft", 1]] as const) {
    const host = new FakeHost(kind);
    const displays = new ReplacedDisplays(host);
    await displays.show({ "text/plain": "live" });
    await displays.replace({ "text/plain": "end", "text/html": "x".repeat(200 * 1024) });
    assert.equal(host.said("update_display_data").length, replaced, kind);
  }
});

Deno.test("lossLive() with options that are refused leaves the view that the run has", async () => {
  const run = start();
  const { host, view } = watch(run);
  assert.throws(() => lossLive(run, { host, nClusters: 0 }), (error) => isWeftError(error, "InvalidArgument"));
  assert.equal(lossLive(run), view);
  await view[DISPLAY]();
  assert.equal(host.said("display_data").length, 1);
  assert.equal(host.said("comm_close").length, 0);
  await view.settled();
});

Deno.test("lossLive() sends rows that join without a gap", async () => {
  const run = start({ nEpochs: 400 });
  const { host, view } = watch(run);
  await view[DISPLAY]();
  await view.settled();
  const { terms, curve } = view.state;
  const sent = parcels(host);
  assert(sent.length > 1, "it took longer than a tenth of a second");
  let next = sent[0]!.rows.from;
  for (const { rows, values } of sent) {
    assert.equal(rows.from, next);
    assert.equal(rows.nTerms, terms.length);
    assert.deepEqual(values, curve.slice(rows.from * terms.length, rows.from * terms.length + values.length));
    next += values.length / terms.length;
  }
});

Deno.test("lossLive() sends rows ten times a second at most, and pictures once a second", async () => {
  const run = start({ nEpochs: 800 });
  const { host, view } = watch(run);
  await view[DISPLAY]();
  const started = performance.now();
  let pictures = 0;
  view.model.on("labels", () => pictures++);
  await run.result();
  const seconds = (performance.now() - started) / 1000;
  assert(pictures <= 1 + seconds, `${pictures} pictures in ${seconds} s`);
  await view.settled();
  const times = host.said("comm_msg", "custom").map(({ at }) => at);
  times.slice(1).forEach((at, i) => assert(at - times[i]! > 60, `${at - times[i]!} ms`));
});

Deno.test("lossLive() answers a page that lacks rows", async () => {
  const run = start();
  const { host, view } = watch(run);
  await view[DISPLAY]();
  await entered(run, "done");
  const before = parcels(host).length;
  host.page(view.model.id, { method: "custom", content: { kind: "rows", from: 7 } });
  await view.model.flush();
  const { rows, values } = parcels(host)[before]!;
  assert.deepEqual(rows, { kind: "rows", from: 7, nTerms: view.state.terms.length });
  assert.equal(values.length, 5 * rows.nTerms);
  await view.settled();
});

Deno.test("lossLive() lets a page hold a run, let it go on, and end it", async () => {
  const run = start({ nEpochs: 100_000 });
  const { host, view } = watch(run);
  await view[DISPLAY]();
  const press = (action: string) =>
    assert(host.page(view.model.id, { method: "custom", content: { kind: "control", action } }));
  await entered(run, "training");
  press("pause");
  await entered(run, "paused");
  await view.model.flush();
  assert.equal(view.model.get("state"), "paused");
  assert.equal(view.model.get("curve").length, run.epoch * view.state.terms.length, "a page loaded now has all of it");
  const held = run.epoch;
  await new Promise((resolve) => setTimeout(resolve, 30));
  assert.equal(run.epoch, held);
  press("resume");
  await entered(run, "training");
  press("stop");
  const result = await run.result();
  assert.equal(run.stopReason, "stopped");
  assert(run.epoch >= held && "X_smart" in result.obsm, "the result so far");
  await view.settled();
  assert.deepEqual(view.state.marker, { epoch: run.epoch, label: "stopped" });
});

Deno.test("lossLive() refuses what no page of its own would say, once and without harm", async () => {
  const run = start({ nEpochs: 40 });
  const { host, view } = watch(run);
  await view[DISPLAY]();
  for (
    const content of [
      null,
      3,
      "stop",
      {},
      { kind: "control", action: "explode" },
      { kind: "control", action: "model" },
      {
        kind: "rows",
        from: -1,
      },
      { kind: "rows", from: 1e99 },
      { kind: "rows", from: "0" },
    ]
  ) {
    host.page(view.model.id, { method: "custom", content });
  }
  host.page(view.model.id, {
    method: "update",
    state: { view: { log: 1 }, epoch: 9000, curve: [1] },
    buffer_paths: [],
  });
  assert.equal(view.model.get("view").log, true);
  await view.settled();
  assert.equal(run.epoch, 40);
  assert.equal(view.state.epoch, 40);
  assert(host.warnings.length > 0);
});

Deno.test("lossLive() keeps how the page wants to draw, also in the still picture", async () => {
  const run = start();
  const { host, view } = watch(run);
  await view[DISPLAY]();
  const wish = { log: false, weighted: true, smoothing: 0.5, hidden: ["total"] };
  host.page(view.model.id, { method: "update", state: { view: wish }, buffer_paths: [] });
  await view.settled();
  assert.deepEqual(view.state.view, wish);
  assert.doesNotMatch(view.still(), />total/);
  assert.match(view.still(), />recon_rna/);
});

Deno.test("lossLive() says what broke a run, and that it was interrupted", async () => {
  const broken = train(tissue(), smart({ nLatent: 6, lr: 1e38 }), { nEpochs: 50 });
  const first = watch(broken);
  await first.view[DISPLAY]();
  await first.view.settled();
  assert.equal(first.view.state.state, "failed");
  assert.match(first.view.state.problem!, /finite loss/);
  assert.match(first.view.still(), /finite loss/);
  const controller = new AbortController();
  const run = start({ nEpochs: 100_000, signal: controller.signal });
  const { view, host } = watch(run);
  await view[DISPLAY]();
  await entered(run, "training");
  controller.abort();
  await view.settled();
  assert.equal(view.state.problem, null);
  assert.deepEqual(view.state.marker, { epoch: run.epoch, label: "interrupted" });
  assert.match(view.still(), new RegExp(`interrupted after ${run.epoch} of`));
  assert.equal(host.said("update_display_data").length, 1);
  assert.deepEqual(host.warnings, []);
});

Deno.test("lossLive() draws other seeds in the columns of this one", async () => {
  const other = start({ seed: 8, nEpochs: 5 });
  await other.result();
  const run = start();
  const { view } = watch(run, { others: [other] });
  await view.settled();
  const [faint] = view.state.others;
  assert.equal(faint!.name, "seed 8");
  assert.equal(faint!.curve.length, 5 * view.state.terms.length);
  assert.equal(faint!.curve[0], Math.fround(other.losses[0]!.total));
});

Deno.test("lossLive() is one view a run; options make another, and close the one before", async () => {
  const run = start({ nEpochs: 200 });
  const { host, view } = watch(run);
  assert.equal(lossLive(run), view);
  await view[DISPLAY]();
  const second = lossLive(run, { host, nClusters: 3 });
  assert.notEqual(second, view);
  assert.equal(second.state.nClusters, 3);
  await view.model.flush();
  assert.equal(host.said("comm_close").length, 1);
  await second.settled();
  await view.settled();
  assert(second.state.labels.every((label) => label < 3));
  assert.equal(host.said("update_display_data").length, 0, "the second was not displayed");
});

Deno.test("lossLive() without a page draws no picture on the way, and one at the end", async () => {
  const run = start({ nEpochs: 300 });
  const host = new FakeHost("none");
  const view = lossLive(run, { host });
  let pictures = 0;
  view.model.on("labels", () => pictures++);
  assert.deepEqual(Object.keys(await view[DISPLAY]()), ["text/plain", "text/html", "image/svg+xml"]);
  await view.settled();
  assert.equal(pictures, 1);
  assert.deepEqual(host.published, []);
});

Deno.test("lossLive() on a kernel that hears no page opens with every epoch, and offers no buttons", async () => {
  const run = start({ nEpochs: 100_000 });
  const host = new FakeHost("stock");
  const view = lossLive(run, { host });
  await entered(run, "training");
  await new Promise((resolve) => setTimeout(resolve, 50));
  await view[DISPLAY]();
  const [opened] = host.said("comm_open");
  const { live, epoch, terms } = dataOf(opened!).state as { live: boolean; epoch: number; terms: string[] };
  assert.equal(live, false);
  const curve = opened!.buffers!.find(({ length }) => length === 4 * epoch * terms.length);
  assert(epoch > 0 && curve, "all rows so far");
  while (parcels(host).length === 0) await new Promise((resolve) => setTimeout(resolve, 20));
  assert(parcels(host)[0]!.rows.from <= epoch, "and then no gap");
  run.stop();
  await view.settled();
});

Deno.test("lossLive() checks the number of clusters", () => {
  const run = start({ nEpochs: 0 });
  for (const nClusters of [0, 256, 1.5]) {
    assert.throws(() => lossLive(run, { nClusters }), (error) => isWeftError(error, "InvalidArgument"));
  }
});

Deno.test("lossLive() of a run without an epoch is empty but drawn", async () => {
  const { view } = watch(start({ nEpochs: 0 }));
  await view.settled();
  assert.equal(view.state.curve.length, 0);
  assert.match(view.still(), /no epoch is done yet/);
  assert.equal(view.state.labels.length, 36);
});

Deno.test("Run displays itself live", async () => {
  const run = start();
  const { host, view } = watch(run);
  assert.deepEqual(await run[DISPLAY](), {});
  assert.equal(host.said("display_data").length, 1);
  await view.settled();
  assert.match(String((await run[DISPLAY]())["image/svg+xml"]), /^<svg/);
});

Deno.test("LossLive.cost is a small part of a run", async () => {
  const run = start({ nEpochs: 600 });
  const { view } = watch(run);
  await view[DISPLAY]();
  const started = performance.now();
  await view.settled();
  assert(view.cost > 0);
  assert(view.cost < performance.now() - started);
});
