import assert from "node:assert/strict";
import { checkBoardView } from "../../../src/bridge/ablation_board/check_board_view.ts";
import { ablationBoard } from "../../../src/bridge/ablation_board/board_of_study.ts";
import type { BoardRow } from "../../../src/bridge/protocol/ablation_board.ts";
import { boardCurve, epochOfPoint } from "../../../src/bridge/protocol/curves/board_curve.ts";
import {
  differenceRange,
  differenceText,
  progressText,
  scoreText,
  secondsText,
  spreadText,
} from "../../../src/bridge/protocol/curves/board_text.ts";
import { DISPLAY } from "../../../src/core/renderers.ts";
import { registerDisplays } from "../../../src/display/register_displays.ts";
import { pageObject } from "../../../src/display/page_object.ts";
import { macrotask } from "../../../src/core/abort.ts";
import { type Method, smart } from "../../../src/methods/mod.ts";
import { compare, type Study, type StudyEvent, type StudyOptions, type StudyRow } from "../../../src/study/mod.ts";
import { FakeTime } from "../../fake_time.ts";
import { studyTissue } from "../../study/study_tissue.ts";
import { within } from "../../within.ts";
import { dataOf, FakeHost } from "../fake_host.ts";

registerDisplays();

const methods = (): Record<string, Method> => ({
  full: smart({ nLatent: 4 }),
  plain: smart({ nLatent: 4, tripletWeight: 0 }),
});

function start(options: StudyOptions = {}): Study {
  const fixed = { labelsKey: "half", seeds: 2, nEpochs: 150, engine: "wasm", workers: 0, cacheDir: null } as const;
  return compare(studyTissue(), methods(), { ...fixed, ...options });
}

Deno.test("ablationBoard() shows a study to its end, and then a picture that needs no kernel", async () => {
  const host = new FakeHost();
  const study = start();
  const board = ablationBoard(study, { host });
  assert.deepEqual(await board[DISPLAY](), {}, "it is displayed already");
  assert.deepEqual(board.state.lines.map(({ n }) => n), [0, 0]);
  await board.settled();
  const { state } = board;
  assert.equal(state.state, "done");
  assert.deepEqual(state.lines.map(({ name, n, rows }) => ({ name, n, rows })), [
    { name: "full", n: 2, rows: [0, 2] },
    { name: "plain", n: 2, rows: [1, 3] },
  ]);
  assert.equal(state.lines[0]!.difference, null);
  assert.equal(typeof state.lines[1]!.difference!.mean, "number");
  assert.deepEqual(state.terms, ["total", "recon_rna", "recon_adt", "triplet_rna", "triplet_adt"]);
  assert.equal(state.curves.length, 4);
  assert.equal(state.curves[0]!.length, 100 * state.terms.length, "a hundred points stand for all epochs");
  assert.equal(state.curves[0]![0], Math.fround(study.rows[0]!.losses[0]!.total));
  const last = study.rows[0]!.losses.at(-1)!.total;
  assert.equal(boardCurve(state.curves[0]!, state.terms.length, 0).at(-1), Math.fround(last));
  assert.equal(state.labels[0]!.length, 64);
  assert.deepEqual(state.domains, ["left", "right"]);
  const updates = host.said("update_display_data");
  const { data } = updates.at(-1)!.content as { data: Record<string, unknown> };
  assert.deepEqual(Object.keys(data), ["text/plain", "text/html", "image/svg+xml"], "the live view is gone");
  assert.match(String(data["text/plain"]), /comparison of 2 methods: done, 4 of 4 rows\n.*difference/);
  assert.deepEqual(host.warnings, []);
});

/** The rows of every update that pages were sent. */
function rowsSent(host: FakeHost): readonly (readonly BoardRow[])[] {
  return host.said("comm_msg", "update").flatMap((message) => {
    const { rows } = dataOf(message).state as { rows?: readonly BoardRow[] };
    return rows ? [rows] : [];
  });
}

Deno.test("ablationBoard() fills in on the page while the study runs", async () => {
  const endless = smart({ nLatent: 4, earlyStopping: false, nEpochs: 1_000_000 });
  const study = compare(studyTissue(), [endless], {
    ...{ labelsKey: "half", seeds: 1, engine: "wasm", workers: 0, cacheDir: null },
  });
  const seen = Promise.withResolvers<void>();
  const host = new class extends FakeHost {
    override publish(...message: Parameters<FakeHost["publish"]>): Promise<void> {
      const published = super.publish(...message);
      if (rowsSent(this).some(([row]) => row!.state === "training" && row!.epoch > 0)) seen.resolve();
      return published;
    }
  }();
  const board = ablationBoard(study, { host });
  await board[DISPLAY]();
  await within(60_000, "a row that is being trained on the page", seen.promise);
  assert.equal(study.state, "running");
  study.stop();
  await board.settled();
});

/** A study whose one row is as a test says, and that tells of it. */
class FakeStudy {
  readonly name = "comparison of 1 method";
  readonly data = studyTissue();
  readonly metric = "ari";
  readonly lines = ["full"];
  readonly state = "running";
  rows: readonly StudyRow[] = [];
  readonly #listeners = new Set<(event: StudyEvent) => void>();

  constructor() {
    this.#reach(0);
  }

  subscribe(listener: (event: StudyEvent) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** The row comes to an epoch. */
  train(epoch: number): void {
    this.#reach(epoch);
    for (const listener of this.#listeners) listener({ kind: "row", index: 0 });
  }

  result(): Promise<never> {
    return new Promise(() => {});
  }

  #reach(epoch: number): void {
    const fixed = {
      variant: "full",
      seed: 0,
      nClusters: 2,
      settings: {},
      nEpochs: 9,
      kept: false,
      scores: {},
    } as const;
    const rest = { state: "training", losses: [], seconds: NaN, problem: null } as const;
    this.rows = [{ ...fixed, ...rest, epoch, stopReason: undefined, domains: undefined }];
  }
}

Deno.test("ablationBoard() tells pages what happened last even if nothing follows, and no more than 2.5 times a second", async () => {
  using time = new FakeTime();
  const host = new FakeHost();
  const study = new FakeStudy();
  const board = ablationBoard(study as unknown as Study, { host });
  await board[DISPLAY]();
  const epochs = () => rowsSent(host).map(([row]) => row!.epoch);
  const train = async (epoch: number) => {
    study.train(epoch);
    await macrotask();
  };
  time.pass(100);
  await train(1);
  assert.deepEqual(epochs(), [1]);
  for (const epoch of [2, 3, 4]) {
    time.pass(100);
    await train(epoch);
  }
  assert.deepEqual(epochs(), [1]);
  time.pass(101);
  await macrotask();
  assert.deepEqual(epochs(), [1, 4]);
  await train(5);
  board.close();
  time.pass(10_000);
  await macrotask();
  assert.deepEqual(epochs(), [1, 4], "a board that is closed tells nothing");
});

Deno.test("ablationBoard() answers a page that asks whether the kernel is there", async () => {
  const host = new FakeHost();
  const study = new FakeStudy();
  const board = ablationBoard(study as unknown as Study, { host });
  await board[DISPLAY]();
  host.page(board.model.id, { method: "custom", content: { kind: "weft.hello" } });
  await board.model.flush();
  assert.deepEqual(host.said("comm_msg", "custom").map((message) => dataOf(message).content), [{ kind: "weft.hello" }]);
  host.page(board.model.id, { method: "custom", content: { kind: "train" } });
  assert.match(host.warnings.join(), /Expected stop or weft\.hello but found/);
  board.close();
});

Deno.test("ablationBoard() ends the study when a page asks for it, and refuses all else", async () => {
  const host = new FakeHost();
  const study = start({ nEpochs: 100_000 });
  const board = ablationBoard(study, { host });
  await board[DISPLAY]();
  host.page(board.model.id, { method: "custom", content: { kind: "stop" } });
  await board.settled();
  assert.equal(study.state, "stopped");
  assert.equal(board.state.problem, null);
});

Deno.test("ablationBoard() of a study that failed says why, and of one without coordinates has no map", async () => {
  const study = compare(
    studyTissue().with({ obsm: { spatial: undefined } }),
    [smart({ lr: 1e30, reconWeight: 1e30 })],
    {
      ...{ seeds: 1, nEpochs: 5, nClusters: 2, workers: 0, cacheDir: null, engine: "wasm" },
    },
  );
  const board = ablationBoard(study);
  await board.settled();
  assert.equal(board.state.state, "failed");
  assert.match(board.state.problem!, /all 1 failed/);
  assert.equal(board.state.x.length, 0);
  assert.match(board.still(), /finite loss|all 1 failed/);
});

Deno.test("a study shows its board where a page is made of it", async () => {
  const study = start({ seeds: 1, nEpochs: 4 });
  await study.result();
  const bundle = await study[DISPLAY]();
  assert.deepEqual(Object.keys(bundle), ["text/plain", "text/html", "image/svg+xml"]);
  assert.equal(await pageObject(study), ablationBoard(study));
  assert.match(String(bundle["image/svg+xml"]), /^<svg[^]*plain[^]*<\/svg>$/);
});

Deno.test("checkBoardView() takes what a page may set, and nothing else", () => {
  const view = { line: 1, row: 0, term: "total", log: false, sort: null };
  assert.deepEqual(checkBoardView({ ...view, more: 1 }), view);
  for (
    const wrong of [null, {}, { ...view, line: -1 }, { ...view, row: 0.5 }, { ...view, term: 3 }, {
      ...view,
      sort: "a",
    }]
  ) {
    assert.throws(() => checkBoardView(wrong), { tag: "InvalidArgument" });
  }
  assert.throws(() => checkBoardView({ ...view, term: "x".repeat(201) }), { tag: "InvalidArgument" });
});

Deno.test("texts of a board are short, and never say minus nothing", () => {
  assert.equal(scoreText(-0.0001), "0.000");
  assert.equal(spreadText(0.5, null), "0.500");
  assert.equal(spreadText(null, 1), "");
  assert.equal(differenceText({ mean: 0.01, low: -0.02, high: 0.04, pHolm: 1 }), "+0.010 (−0.020 … +0.040)");
  assert.equal(differenceText({ mean: 0.01, low: null, high: null, pHolm: null }), "+0.010");
  assert.deepEqual([0.25, 30, 300].map(secondsText), ["0.3 s", "30 s", "5.0 min"]);
  const row = { seed: 0, epoch: 0, nEpochs: 1, score: null, kept: false, problem: null };
  const rows = (["done", "failed", "stopped"] as const).map((state) => ({ ...row, state }));
  assert.equal(progressText({ n: 1, rows: [0, 1, 2] }, rows), "1 of 3, 1 failed, 1 stopped");
  assert.deepEqual(differenceRange([]), [0, 0]);
});

Deno.test("epochOfPoint() lays points evenly from the first epoch to the last", () => {
  assert.deepEqual([0, 1, 2].map((point) => epochOfPoint(point, 3, 101)), [1, 51, 101]);
  assert.equal(epochOfPoint(0, 1, 1), 1);
});
