import { isWeftError } from "../core/is_weft_error.ts";
import type { Command } from "./command.ts";
import { UsageError } from "./usage_error.ts";

const COMMANDS: Readonly<Record<string, () => Promise<Command>>> = {
  integrate: async () => (await import("./integrate/command.ts")).integrateCommand,
  benchmark: async () => (await import("./benchmark/command.ts")).benchmarkCommand,
  compare: async () => (await import("./compare/command.ts")).compareCommand,
  inspect: async () => (await import("./inspect.ts")).inspectCommand,
  convert: async () => (await import("./convert.ts")).convertCommand,
  engine: async () => (await import("./engine.ts")).engineCommand,
  kernel: async () => (await import("./kernel/command.ts")).kernelCommand,
  doctor: async () => (await import("./doctor/command.ts")).doctorCommand,
  notebook: async () => (await import("./notebook/command.ts")).notebookCommand,
};

const HELP = `weft: spatial and single-cell multi-omics

  weft integrate  train a method on the modalities of a tissue, find its domains, write a report
  weft benchmark  run every method on simulated and real tissues, and tell what came out
  weft compare    train methods, or one without its parts, with several seeds, and compare them
  weft inspect    say what a file holds, without reading its data
  weft convert    rewrite h5ad, h5mu, zarr, 10x or csv as h5ad or h5mu
  weft engine     say what a training computes on, and what else could be had
  weft kernel     install, remove or find the Jupyter kernel
  weft notebook   run the cells of a notebook
  weft doctor     say what works here, and what mends the rest

weft COMMAND --help tells the options of a command.`;

/** Exit codes of the command line. */
const OK = 0;
const FAILURE = 1;
const BAD_INPUT = 2;

/** Errors that are weft's or the machine's failure, not the input's. */
const FAILURES = ["Failed", "Permission"] as const;

/** Runs one command line and returns its exit code; never throws, never prints a stack trace. */
export async function runCommand(args: readonly string[]): Promise<number> {
  const [name, ...rest] = args;
  if (name === undefined || name === "--help" || name === "-h") {
    console.log(HELP);
    return name === undefined ? BAD_INPUT : OK;
  }
  const load = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
  if (!load) {
    console.error(`weft: no command '${name}'\n\n${HELP}`);
    return BAD_INPUT;
  }
  const command = await load();
  if (rest.includes("--help") || rest.includes("-h")) {
    console.log(command.help);
    return OK;
  }
  try {
    return await command.run(rest);
  } catch (error) {
    return explain(name, error);
  }
}

function explain(name: string, error: unknown): number {
  if (error instanceof UsageError) {
    console.error(`weft ${name}: ${error.message}\nSee weft ${name} --help.`);
    return BAD_INPUT;
  }
  console.error(`weft ${name}: ${error instanceof Error ? error.message : String(error)}`);
  return isWeftError(error) && !FAILURES.some((tag) => tag === error.tag) ? BAD_INPUT : FAILURE;
}
