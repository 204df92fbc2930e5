import type { Check } from "../check.ts";
import { isAtLeast, versionIn } from "../version.ts";

const LEAST = [4, 0];

/** Whether there is a JupyterLab to open notebooks in. */
export const jupyterlabCheck: Check = {
  name: "jupyterlab",
  async run({ output }) {
    const printed = await output("jupyter-lab", "--version");
    if (printed === undefined) {
      const text = "no JupyterLab is on the PATH; notebooks run without one by deno task weft notebook run";
      return { state: "lacks", text, repair: "deno task lab" };
    }
    if (isAtLeast(versionIn(printed) ?? [], LEAST)) return { state: "works", text: `JupyterLab ${printed}` };
    const text = `JupyterLab ${printed} is older than ${LEAST.join(".")}: widgets need a later one`;
    return { state: "broken", text, repair: `pip install --upgrade "jupyterlab>=${LEAST.join(".")}" anywidget` };
  },
};
