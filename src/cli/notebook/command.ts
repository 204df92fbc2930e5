import { dirname, resolve } from "node:path";
import { stripVTControlCharacters } from "node:util";
import { loadBytes } from "../../io/load_bytes.ts";
import { saveBytes } from "../../io/save_bytes.ts";
import { formatNotebook } from "../../kernel/notebook/format_notebook.ts";
import { parseNotebook } from "../../kernel/notebook/parse_notebook.ts";
import { type NotebookFailure, runNotebook } from "../../kernel/notebook/run_notebook.ts";
import { showTwins } from "../../kernel/notebook/show_twins.ts";
import type { Command } from "../command.ts";
import { INTERRUPTED } from "../integrate/interrupt.ts";
import { standardError } from "../integrate/progress_line.ts";
import { parseFlags } from "../parse_flags.ts";
import { UsageError } from "../usage_error.ts";
import { cellLines } from "./cell_lines.ts";
import { checkTarget } from "./check_target.ts";

const HELP = `weft notebook run X.ipynb [--out Y.ipynb] [--timeout S] [--widgets twin|view]

Runs the cells of a notebook one by one in a kernel of its own, up to the first that fails. No Python is needed.

  --out Y.ipynb  write the notebook with its outputs; may be X.ipynb itself, which is replaced only when every cell
                 ran
  --timeout S    seconds that one cell may take (default: without end)
  --widgets K    what stands for a widget in the file: its twin, which lives on any page without kernel and network
                 (default), or its view and state, as Jupyter saves them

A cell tagged skip-execution is not run; one tagged raises-exception may fail. Ctrl-C stops the cell that runs and
writes what there is; a second one ends at once. Exit codes: 0 every cell ran, 1 a cell failed or the kernel ended,
2 bad usage or input, 130 after Ctrl-C.`;

/** `weft notebook run`. */
export const notebookCommand: Command = {
  help: HELP,
  async run(args) {
    const flags = parseFlags(args, {
      out: { type: "string" },
      timeout: { type: "string" },
      widgets: { type: "string" },
    });
    const [action, path, ...more] = flags.words;
    if (action !== "run" || path === undefined || more.length > 0) throw new UsageError("takes run and one X.ipynb");
    const out = flags.text("out");
    const timeout = flags.integer("timeout", 1);
    const widgets = flags.text("widgets") ?? "twin";
    if (widgets !== "twin" && widgets !== "view") throw new UsageError(`--widgets is twin or view, not ${widgets}`);
    const notebook = parseNotebook(new TextDecoder().decode(await loadBytes(path)), path);
    if (out !== undefined) await checkTarget(out);
    const lines = cellLines(standardError());
    const controller = new AbortController();
    const stop = (): void => controller.signal.aborted ? Deno.exit(INTERRUPTED) : controller.abort();
    Deno.addSignalListener("SIGINT", stop);
    try {
      const { onCell } = lines;
      const options = { folder: dirname(resolve(path)), timeout, signal: controller.signal, onCell };
      const { notebook: run, failure } = await runNotebook(notebook, options);
      const kept = failure !== undefined && out !== undefined && resolve(out) === resolve(path);
      if (out !== undefined && !kept) {
        await saveBytes(out, new TextEncoder().encode(formatNotebook(widgets === "twin" ? showTwins(run) : run)));
      }
      if (failure) console.error(explain(path, failure));
      if (out !== undefined) console.log(kept ? `${out} is as it was` : `The notebook: ${out}`);
      return exitCode(failure);
    } finally {
      lines.close();
      Deno.removeSignalListener("SIGINT", stop);
    }
  },
};

function exitCode(failure: NotebookFailure | undefined): number {
  if (!failure) return 0;
  return failure.reason === "aborted" ? INTERRUPTED : 1;
}

function explain(path: string, { cell, text }: NotebookFailure): string {
  return `weft notebook: cell ${cell} of ${path}: ${Deno.stderr.isTerminal() ? text : stripVTControlCharacters(text)}`;
}
