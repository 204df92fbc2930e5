import { WeftError } from "../../core/error.ts";
import type { Json } from "../wire/message.ts";
import { KERNEL_NAME, kernelspec } from "../spec/kernelspec.ts";
import type { Cell, CodeCell, ErrorOutput, Notebook } from "./notebook.ts";
import { OutputCollector } from "./output_collector.ts";
import { type CellEnd, runCell, type RunCellOptions } from "./run_cell.ts";
import { shownModels } from "./shown_models.ts";
import { StartedKernel } from "./started_kernel.ts";
import { WidgetStates } from "./widget_states.ts";

/** How a notebook is run. */
export interface RunNotebookOptions extends RunCellOptions {
  /** Folder from which cells import and read. */
  readonly folder: string;
  /** Called when a cell starts and when it has ended. */
  readonly onCell?: (news: CellNews) => void;
}

/** What happens to a cell. */
export interface CellNews {
  /** Its number among the cells that are run, from 1: what stands in brackets beside it. */
  readonly number: number;
  /** How many cells are run if none fails. */
  readonly total: number;
  /** Its code. */
  readonly source: string;
  /** Whether it starts, has ended well, or has not. */
  readonly state: "starts" | "done" | "failed";
  /** Seconds since it started. */
  readonly seconds: number;
}

/** Why a notebook was not run to its end. */
export interface NotebookFailure {
  /** Number of the cell, from 1, among those that are run. */
  readonly cell: number;
  /** It threw, took too long, was stopped by the signal, or the kernel ended. */
  readonly reason: "error" | "late" | "aborted" | "dead";
  /** What there is to say: the error with its traceback, the kernel's last words. */
  readonly text: string;
}

/** A notebook that was run. */
export interface NotebookRun {
  /** The notebook with its outputs; cells that were not run have none. */
  readonly notebook: Notebook;
  /** Why it was not run to its end; undefined when it was. */
  readonly failure: NotebookFailure | undefined;
}

/** Behind the last cell: what cells have left for a moment later is out when this is done. */
const AFTERWARDS = `await new Promise((resolve) => setTimeout(resolve, 100))`;
/** Seconds that it may take when what was left behind computes. */
const AFTERWARDS_WITHIN = 30;

/**
 * Runs the cells of a notebook one by one in a kernel of its own, up to the first that fails. A cell tagged
 * `skip-execution` is left as it is, with the saved states of its widgets; one tagged `raises-exception` may fail.
 *
 * @throws {WeftError} `Failed` when the kernel does not start.
 */
export async function runNotebook(notebook: Notebook, options: RunNotebookOptions): Promise<NotebookRun> {
  const collector = new OutputCollector();
  const widgets = new WidgetStates();
  await using kernel = await StartedKernel.start({
    folder: options.folder,
    published: (message) => {
      collector.take(message);
      widgets.take(message);
    },
  });
  const info = await Promise.race([kernel.client.send("kernel_info_request", {}).reply, died(kernel)]);
  const codes = notebook.cells.filter(isRun);
  const requests = new Map<Cell, { readonly id: string; readonly count: number | null }>();
  let failure: NotebookFailure | undefined;
  for (const [i, cell] of codes.entries()) {
    const started = performance.now();
    const tell = (state: CellNews["state"]): void => {
      const seconds = (performance.now() - started) / 1000;
      options.onCell?.({ number: i + 1, total: codes.length, source: cell.source, state, seconds });
    };
    tell("starts");
    const sent = kernel.client.send("execute_request", executeContent(cell.source));
    collector.begin(sent.id);
    const end = await runCell(kernel, sent, options);
    const count = end.kind === "answered" ? end.reply.content["execution_count"] : null;
    requests.set(cell, { id: sent.id, count: typeof count === "number" ? count : null });
    failure = failureOf(end, i + 1, cell, collector.outputs(sent.id).find(isError), options);
    tell(failure ? "failed" : "done");
    if (failure) break;
  }
  if (!failure) {
    const { signal } = options;
    const last = kernel.client.send("execute_request", executeContent(AFTERWARDS, true));
    await runCell(kernel, last, { timeout: AFTERWARDS_WITHIN, signal });
  }
  const cells = notebook.cells.map((cell) => {
    if (!isRun(cell)) return cell;
    const request = requests.get(cell);
    const outputs = request ? collector.outputs(request.id) : [];
    return { ...cell, metadata: untimed(cell.metadata), outputs, "execution_count": request?.count ?? null };
  });
  const left = shownModels(notebook.cells.filter((cell) => !isRun(cell)));
  const metadata = metadataOf(
    notebook.metadata,
    info.content["language_info"],
    widgets.metadata(notebook.metadata["widgets"], left),
  );
  return { notebook: { cells, metadata }, failure };
}

/** Rejects when the kernel ends: it is there before the process of its cells is, and may end with that. */
async function died({ ended }: StartedKernel): Promise<never> {
  const words = await ended;
  throw new WeftError("Failed", { expected: "the kernel to start", found: words || "that it ended" });
}

function isRun(cell: Cell): cell is CodeCell {
  return cell.cell_type === "code" && cell.source.trim() !== "" && !hasTag(cell, "skip-execution");
}

function hasTag({ metadata }: Cell, tag: string): boolean {
  return Array.isArray(metadata["tags"]) && metadata["tags"].includes(tag);
}

function isError(output: { readonly "output_type": string }): output is ErrorOutput {
  return output.output_type === "error";
}

function executeContent(code: string, silent = false): Json {
  return {
    code,
    silent,
    "store_history": !silent,
    "user_expressions": {},
    "allow_stdin": false,
    "stop_on_error": true,
  };
}

function failureOf(
  end: CellEnd,
  number: number,
  cell: CodeCell,
  error: ErrorOutput | undefined,
  { timeout }: RunNotebookOptions,
): NotebookFailure | undefined {
  switch (end.kind) {
    case "dead":
      return { cell: number, reason: "dead", text: `the kernel ended. ${end.words}`.trim() };
    case "late":
      return { cell: number, reason: "late", text: `it took more than ${timeout} s` };
    case "aborted":
      return { cell: number, reason: "aborted", text: "it was stopped" };
  }
  const { status, ename, evalue } = end.reply.content;
  if (status === "ok" || hasTag(cell, "raises-exception")) return undefined;
  return { cell: number, reason: "error", text: error?.traceback.join("\n") || `${ename}: ${evalue}` };
}

/** Without the times of an earlier run. */
function untimed({ execution: _, ...metadata }: Json): Json {
  return metadata;
}

function metadataOf({ widgets: _, ...metadata }: Json, language: unknown, widgets: Json | undefined): Json {
  const spec = kernelspec("");
  return {
    ...metadata,
    kernelspec: { name: KERNEL_NAME, "display_name": spec["display_name"], language: spec["language"] },
    "language_info": language,
    ...(widgets ? { widgets } : {}),
  };
}
