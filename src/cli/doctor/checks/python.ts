import type { Check } from "../check.ts";
import { isAtLeast, versionIn } from "../version.ts";

const LEAST = [3, 11];
const NAMES = ["python3", "python"];

/** Whether there is a Python, which JupyterLab needs and weft does not. */
export const pythonCheck: Check = {
  name: "python",
  async run({ output }) {
    const older: string[] = [];
    for (const name of NAMES) {
      const printed = await output(name, "--version");
      if (printed === undefined) continue;
      if (isAtLeast(versionIn(printed) ?? [], LEAST)) return { state: "works", text: `${printed}, for deno task lab` };
      older.push(printed);
    }
    const uv = await output("uv", "--version");
    if (uv !== undefined) return { state: "works", text: `${uv}, which gets a Python for deno task lab` };
    const found = older.length > 0 ? `only ${older[0]} here` : "no Python is on the PATH";
    return { state: "lacks", text: `${found}; only deno task lab needs one, from ${LEAST.join(".")}` };
  },
};
