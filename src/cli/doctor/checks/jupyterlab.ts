import { join } from "node:path";
import type { Check } from "../check.ts";
import { isAtLeast, versionIn } from "../version.ts";

const LEAST = [4, 0];
const REPAIR = "deno task lab";

/** Whether there is a JupyterLab to open notebooks in: on the PATH, or the one that `deno task lab` opens. */
export const jupyterlabCheck: Check = {
  name: "jupyterlab",
  async run({ output, labPrefix }) {
    const printed = await output("jupyter-lab", "--version");
    if (isRecent(printed)) return { state: "works", text: `JupyterLab ${printed}` };
    const own = labPrefix && await output(join(labPrefix, "bin", "jupyter-lab"), "--version");
    if (isRecent(own)) return { state: "works", text: `JupyterLab ${own}, by ${REPAIR}` };
    if (printed === undefined) {
      const text = "no JupyterLab was found; notebooks run without one by deno task weft notebook run";
      return { state: "lacks", text, repair: REPAIR };
    }
    const text = `JupyterLab ${printed} is older than ${LEAST.join(".")}: widgets need a later one`;
    return { state: "broken", text, repair: REPAIR };
  },
};

function isRecent(printed: string | undefined): boolean {
  return printed !== undefined && isAtLeast(versionIn(printed) ?? [], LEAST);
}
