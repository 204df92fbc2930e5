import { join } from "node:path";
import type { Check } from "../check.ts";
import { isAtLeast, versionIn } from "../version.ts";

const LEAST = [0, 9, 0];
const BELOW = [1];

/** Whether JupyterLab can show widgets: the extension lies in a folder of Jupyter's data. */
export const anywidgetCheck: Check = {
  name: "anywidget",
  async run({ dataFolders, read }) {
    for (const folder of dataFolders) {
      const text = await read(join(folder, "labextensions", "anywidget", "package.json"));
      if (text === undefined) continue;
      const version = versionIn(text.match(/"version"\s*:\s*"([^"]*)"/)?.[1] ?? "") ?? [];
      const name = `anywidget ${version.join(".")}`;
      if (isAtLeast(version, LEAST) && !isAtLeast(version, BELOW)) return { state: "works", text: name };
      const range = `${LEAST.join(".")} to below ${BELOW.join(".")}`;
      const repair = `pip install "anywidget>=${LEAST.join(".")},<${BELOW.join(".")}"`;
      return { state: "broken", text: `${name}: widgets ask for ${range}`, repair };
    }
    const text = "no anywidget lies in Jupyter's folders: displays stay still pictures";
    return { state: "lacks", text, repair: "pip install anywidget" };
  },
};
