import { macrotask, throwIfAborted } from "../core/abort.ts";
import { WeftError } from "../core/error.ts";
import { failureText } from "../core/failure_text.ts";
import { isWeftError } from "../core/is_weft_error.ts";
import { Listeners } from "../core/listeners.ts";
import { DISPLAY, type DisplayBundle, liveBundle } from "../core/renderers.ts";
import { stoppable } from "../core/stoppable.ts";
import { warn } from "../core/warn.ts";
import type { Annotated } from "../data/annotated.ts";
import { codesOf } from "../data/columns/codes_of.ts";
import type { Frame } from "../data/frame.ts";
import { obsColumn } from "../data/obs_column.ts";
import { openEngine } from "../engine/open_engine.ts";
import { libraryKeyOf } from "../methods/library_key_of.ts";
import { cacheFolder } from "./cache/cache_folder.ts";
import { Kept } from "./cache/kept.ts";
import { RowBook } from "./row_book.ts";
import { crewSize } from "./runner/crew_size.ts";
import { makeMethod } from "./runner/make_method.ts";
import { runTasks } from "./runner/run_tasks.ts";
import type { Task, TaskNews } from "./runner/task.ts";
import type { StudyOptions } from "./study_options.ts";
import type { StudyPlan } from "./study_plan.ts";
import type { StudyRow } from "./study_row.ts";
import { epochsOf, type KeyedJob, type StudyWork, studyWork } from "./study_work.ts";
import { runsFrame } from "./summary/runs_frame.ts";
import { summaryFrame } from "./summary/summary_frame.ts";
import { summaryLines } from "./summary/summary_lines.ts";
import { summaryText } from "./summary/summary_text.ts";
import type { Variant } from "./variant.ts";

/** Which question a study asks. */
export type StudyKind = "ablation" | "comparison" | "sweep" | "stability";

/** Where a study stands. */
export type StudyState = "running" | "done" | "stopped" | "interrupted" | "failed";

/** What a study tells those who listen: a row has changed, or its state has. */
export type StudyEvent =
  | { readonly kind: "row"; readonly index: number }
  | { readonly kind: "state"; readonly state: StudyState };

/** What a {@linkcode Study} is made of. */
export interface StudyParts<R> {
  /** Which question it asks. */
  readonly kind: StudyKind;
  /** What it is called: "ablation of smart". */
  readonly name: string;
  /** What is trained on. */
  readonly data: Annotated;
  /** Its lines, the one that others are compared with first. */
  readonly variants: readonly Variant[];
  /** Clusters looked for in each embedding, one row each. */
  readonly clusters: readonly number[];
  /** Checked options. */
  readonly plan: StudyPlan;
  /** The options given. */
  readonly options: StudyOptions;
  /** What the study is awaited for, once its rows have ended. */
  finish(study: Study<R>): R;
  /** What only a training can tell to be wrong, before the first one. */
  check?(): Promise<void>;
}

const GO_ON = "Finished rows are kept: the same call goes on from there.";

/**
 * Many trainings of one question, which go on by themselves: rows that fill in, a table that sums them up, and the result.
 * Made by {@linkcode ablate}, {@linkcode compare}, {@linkcode sweep} and {@linkcode stability}.
 *
 * Rows are trained side by side on threads of their own and are the same bytes as one after another. A finished row is
 * kept in a folder under what it follows from (the bytes that the method reads, its settings, the revision of its code,
 * the seed, the engine), so that the same study after a restart, or a larger one that holds it, trains only what is
 * missing.
 *
 * @example
 * ```ts
 * import { compare } from "weft/study";
 * import { smart } from "weft/methods";
 * import { AnnData, Dense } from "weft/data";
 * import assert from "node:assert/strict";
 *
 * const points = new Dense(Float32Array.from({ length: 90 }, (_, i) => Math.sin(i * i)), { shape: [30, 3] });
 * const method = smart({ useGraph: false, nLatent: 4, nEpochs: 3 });
 * const study = compare(new AnnData({ X: points }), { few: method, none: method.variant({ nEpochs: 0 }) }, {
 *   useRep: "X",
 *   seeds: 2,
 *   nClusters: 2,
 *   workers: 0,
 *   cacheDir: null,
 * });
 * const table = await study.result();
 * assert.deepEqual(table.index, ["few", "none"]);
 * assert.equal(study.rows.filter(({ state }) => state === "done").length, 4);
 * ```
 */
export class Study<R = Frame> {
  /** Which question it asks. */
  readonly kind: StudyKind;
  /** What it is called: "ablation of smart". */
  readonly name: string;
  /** The object given. */
  readonly data: Annotated;
  /** Column of `obs` that tells sections, where a method of it is told of them. */
  readonly libraryKey: string | undefined;
  /** The score that lines are compared by. */
  readonly metric: string;
  /** Names of the lines of its table; the first is the one that others are compared with. */
  readonly lines: readonly string[];
  readonly #parts: StudyParts<R>;
  readonly #books: readonly RowBook[];
  readonly #listeners = new Listeners<[event: StudyEvent]>((error) => warn(failureText(error)));
  readonly #controller = new AbortController();
  readonly #outcome: Promise<R>;
  readonly #writing: Promise<void>[] = [];
  #state: StudyState = "running";

  /**
   * Starts in the next macrotask.
   *
   * @param parts What it is made of.
   */
  constructor(parts: StudyParts<R>) {
    this.#parts = parts;
    this.kind = parts.kind;
    this.name = parts.name;
    this.data = parts.data;
    this.metric = parts.plan.metric;
    const { variants, clusters, plan, options } = parts;
    this.libraryKey = variants.map(({ method }) => libraryKeyOf(method)).find((key) => key !== undefined);
    const heads = variants.flatMap((variant) => clusters.map((nClusters) => lineOf(variant, nClusters, clusters)));
    this.lines = heads.map(({ variant }) => variant);
    this.#books = plan.seeds.flatMap((seed) =>
      variants.flatMap((variant, v) =>
        clusters.map((nClusters, k) =>
          new RowBook({
            ...heads[v * clusters.length + k]!,
            seed,
            nClusters,
            nEpochs: epochsOf(variant, options.nEpochs),
          })
        )
      )
    );
    this.#outcome = this.#go();
    // Whoever asks for the result gets the error; a study nobody asks about must not end the process.
    this.#outcome.catch(() => {});
  }

  /** Where it stands. */
  get state(): StudyState {
    return this.#state;
  }

  /** Every row as it is now, seed after seed, in the order in which they are trained. */
  get rows(): readonly StudyRow[] {
    const { labelsKey } = this.#parts.options;
    const truth = labelsKey === undefined ? undefined : codesOf(obsColumn(this.data, labelsKey));
    const first = this.#books.find(({ labels }) => labels)?.view(undefined).domains;
    const reference = truth ?? (first && codesOf(first));
    return this.#books.map((book) => book.view(reference));
  }

  /**
   * A line a variant, over the seeds that are done: `n`, each score's mean and standard deviation (`ari`, `ari_sd`), of
   * the metric also the paired difference to the first line (`difference`, its 95 % interval `low` and `high`, `p_value`
   * by Student's t and `p_holm` corrected for the number of lines), and `seconds`.
   */
  get table(): Frame {
    return summaryFrame(this.rows, this.lines, this.metric);
  }

  /** A line a row: variant, seed, state, why it ended, epochs, seconds and every score. */
  get runs(): Frame {
    return runsFrame(this.rows);
  }

  /**
   * What the study was made for: the table, or of a stability the object with its columns.
   *
   * @throws {WeftError} `Aborted` when its signal was given or the notebook's stop was pressed; finished rows are kept.
   * `Failed` when no row could be finished.
   */
  result(): Promise<R> {
    return this.#outcome;
  }

  /** Ends the study: rows under way are given up, the result is made of those that are done. */
  stop(): void {
    this.#controller.abort();
  }

  /**
   * Calls a function at every event. What it throws is told to the user on standard error; the study goes on.
   *
   * @param listener What to call.
   * @returns A function that ends it.
   */
  subscribe(listener: (event: StudyEvent) => void): () => void {
    return this.#listeners.add(listener);
  }

  /** Its name, how many rows are done, and the table. */
  toString(): string {
    const done = this.#books.filter(({ state }) => state === "done").length;
    const head = `${this.name}: ${this.#state}, ${done} of ${this.#books.length} rows`;
    if (done === 0) return head;
    const { rows, lines, metric } = this;
    return `${head}\n${summaryText(summaryLines(rows, lines, metric), rows, metric)}`;
  }

  /** Shows it in a notebook, live where something registered in core knows how. */
  [DISPLAY](): Promise<DisplayBundle> {
    return liveBundle("study", this);
  }

  async #go(): Promise<R> {
    using stop = stoppable(this.#parts.options.signal);
    const signal = AbortSignal.any([stop.signal, this.#controller.signal]);
    try {
      await macrotask();
      throwIfAborted(stop.signal, "the study");
      await this.#work(signal);
      await Promise.all(this.#writing);
      throwIfAborted(stop.signal, "the study", GO_ON);
      this.#checkAnyDone();
      const result = this.#parts.finish(this);
      this.#enter(this.#controller.signal.aborted ? "stopped" : "done");
      return result;
    } catch (error) {
      this.#end(isWeftError(error, "Aborted") ? "stopped" : "failed", null);
      this.#enter(isWeftError(error, "Aborted") ? "interrupted" : "failed");
      throw error;
    }
  }

  async #work(signal: AbortSignal): Promise<void> {
    const { data, variants, clusters, plan, options, check } = this.#parts;
    await check?.();
    const engine = await openEngine(options);
    const work = studyWork(data, variants, clusters, plan, options, engine);
    const folder = cacheFolder(options.cacheDir);
    const kept = folder === null ? undefined : new Kept(folder);
    const missing: KeyedJob[] = [];
    for (const job of work.jobs) {
      if (signal.aborted) break;
      const left = kept ? await this.#recall(job, kept) : job;
      if (left) missing.push(left);
    }
    await this.#train(missing, work, kept, signal);
    this.#end("stopped", null);
  }

  async #train(jobs: readonly KeyedJob[], work: StudyWork, kept: Kept | undefined, signal: AbortSignal): Promise<void> {
    const { workers } = this.#parts.options;
    const isOurs = jobs.every(({ task }) => makeMethod(task.method) !== undefined);
    const { context, bytes } = work;
    const asked = isOurs ? workers : 0;
    const size = crewSize({ workers: asked, nTasks: jobs.length, engine: context.engine, bytes });
    const byTask = new Map(jobs.map((job) => [job.task.id, job]));
    await runTasks(jobs, context, size, {
      started: (task) => this.#change(task, (book) => book.start()),
      heard: (task, news) => this.#hear(byTask.get(task.id)!, news, kept),
      ended: (task, error) => {
        if (error === undefined) return;
        const state = isWeftError(error, "Aborted") ? "stopped" : "failed";
        const problem = state === "stopped" ? null : error instanceof Error ? error.message : String(error);
        this.#change(task, (book) => book.end(state, problem));
      },
    }, signal);
  }

  /** Fills in what was kept of a job; returns what is left to do, if anything. */
  async #recall(job: KeyedJob, kept: Kept): Promise<KeyedJob | undefined> {
    const trained = await kept.training(job.key);
    if (!trained || trained.embedding.length !== trained.nLatent * this.data.nObs) return job;
    this.#change(job.task, (book) => book.train(trained));
    const left: Task["readOuts"][number][] = [];
    const keys: string[] = [];
    for (const [i, readOut] of job.task.readOuts.entries()) {
      const found = await kept.readOut(job.readOutKeys[i]!);
      if (found) this.#changeRow(readOut.index, (book) => book.finish(found, true));
      else {
        left.push(readOut);
        keys.push(job.readOutKeys[i]!);
      }
    }
    return left.length === 0
      ? undefined
      : { ...job, task: { ...job.task, trained, readOuts: left }, readOutKeys: keys };
  }

  #hear({ task, key, readOutKeys }: KeyedJob, news: TaskNews, kept: Kept | undefined): void {
    if (news.kind === "epochs") return this.#change(task, (book) => book.add(news.losses));
    if (news.kind === "trained") {
      if (kept) this.#write(kept.keepTraining(key, news.trained));
      return this.#change(task, (book) => book.train(news.trained));
    }
    const at = task.readOuts.findIndex(({ index }) => index === news.index);
    if (kept) this.#write(kept.keepReadOut(readOutKeys[at]!, news.readOut));
    this.#changeRow(news.index, (book) => book.finish(news.readOut, false));
  }

  #write(writing: Promise<void>): void {
    // Awaited, and its error told, when all rows have ended.
    writing.catch(() => {});
    this.#writing.push(writing);
  }

  #change(task: Task, change: (book: RowBook) => void): void {
    for (const { index } of task.readOuts) this.#changeRow(index, change);
  }

  #changeRow(index: number, change: (book: RowBook) => void): void {
    const book = this.#books[index]!;
    const before = book.state;
    change(book);
    this.#listeners.call({ kind: "row", index });
    if (book.state === "done" && before !== "done") this.#report();
  }

  #report(): void {
    const done = this.#books.filter(({ state }) => state === "done").length;
    try {
      this.#parts.options.onProgress?.({ stage: this.name, done, total: this.#books.length });
    } catch (error) {
      // As of any listener: rows of a thread are told where nobody could catch it.
      warn(failureText(error));
    }
  }

  /** Ends every row that has no result. */
  #end(state: "failed" | "stopped", problem: string | null): void {
    for (const book of this.#books) if (book.state === "waiting" || book.state === "training") book.end(state, problem);
  }

  #checkAnyDone(): void {
    const rows = this.rows;
    const failed = rows.filter(({ state }) => state === "failed");
    if (failed.length < rows.length) return;
    const { variant, seed, problem } = failed[0]!;
    throw new WeftError("Failed", {
      expected: "at least one row of the study to be finished",
      found: `that all ${rows.length} failed`,
      next: `The first, '${variant}' with seed ${seed}: ${problem}`,
    });
  }

  #enter(state: StudyState): void {
    this.#state = state;
    this.#listeners.call({ kind: "state", state });
  }
}

/** What a line is called and made of; the number of clusters belongs to it where several are looked for. */
function lineOf({ name, settings }: Variant, nClusters: number, clusters: readonly number[]) {
  if (clusters.length === 1) return { variant: name, settings };
  const joined = Object.keys(settings).length === 0 ? "" : `${name}, `;
  return { variant: `${joined}nClusters=${nClusters}`, settings: { ...settings, nClusters } };
}
