import { WeftError } from "../../core/error.ts";
import { OutputCollector } from "./output_collector.ts";
import { runCell } from "./run_cell.ts";
import { StartedKernel } from "./started_kernel.ts";

const WITHIN = 30;
const MODULE = "weft";
const CODE = `const { VERSION } = await import(${JSON.stringify(MODULE)});
await Deno.jupyter.display({ "text/plain": VERSION }, { raw: true });`;

/**
 * Starts a kernel in an empty folder and asks for the version of the weft that its cells have.
 *
 * @param argv Its command line, as in its specification.
 * @throws {WeftError} `Failed` when it does not start, does not answer within 30 s, or its cells have no weft.
 */
export async function tryKernel(argv: readonly string[]): Promise<string> {
  const folder = await Deno.makeTempDir({ prefix: "weft-try-" });
  try {
    const collector = new OutputCollector();
    await using kernel = await StartedKernel.start({ folder, argv, published: (message) => collector.take(message) });
    const sent = kernel.client.send("execute_request", { code: CODE, silent: false, "store_history": false });
    collector.begin(sent.id);
    const end = await runCell(kernel, sent, { timeout: WITHIN });
    const [output] = collector.outputs(sent.id);
    if (end.kind === "answered" && output?.output_type === "display_data") return String(output.data["text/plain"]);
    const found = output?.output_type === "error" ? output.evalue : end.kind;
    throw new WeftError("Failed", { expected: "a cell to import weft", found });
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}
