import { join } from "node:path";
import { prefixDataFolder } from "../../../kernel/spec/data_folder.ts";
import type { Check } from "../check.ts";
import type { Surroundings } from "../surroundings.ts";
import { isAtLeast, versionIn } from "../version.ts";

const LEAST = [0, 9, 0];
const BELOW = [1];
const LAB = "deno task lab";

/** Whether JupyterLab can show widgets: the extension lies in a folder of Jupyter's data. */
export const anywidgetCheck: Check = {
  name: "anywidget",
  async run({ dataFolders, labPrefix, read }) {
    for (const folder of dataFolders) {
      const version = await versionOf(folder, read);
      if (version === undefined) continue;
      const name = `anywidget ${version.join(".")}`;
      if (isFit(version)) return { state: "works", text: name };
      const range = `${LEAST.join(".")} to below ${BELOW.join(".")}`;
      const repair = `pip install "anywidget>=${LEAST.join(".")},<${BELOW.join(".")}"`;
      return { state: "broken", text: `${name}: widgets ask for ${range}`, repair };
    }
    const own = labPrefix && await versionOf(prefixDataFolder(labPrefix), read);
    if (own && isFit(own)) return { state: "works", text: `anywidget ${own.join(".")}, in the JupyterLab of ${LAB}` };
    const text = "no anywidget lies in Jupyter's folders: displays stay still pictures " +
      "(a JupyterLab of one's own asks for pip install anywidget)";
    return { state: "lacks", text, repair: LAB };
  },
};

/** The extension's version in a folder of Jupyter's data; undefined when it is not there. */
async function versionOf(folder: string, read: Surroundings["read"]): Promise<readonly number[] | undefined> {
  const text = await read(join(folder, "labextensions", "anywidget", "package.json"));
  return text === undefined ? undefined : versionIn(text.match(/"version"\s*:\s*"([^"]*)"/)?.[1] ?? "") ?? [];
}

function isFit(version: readonly number[]): boolean {
  return isAtLeast(version, LEAST) && !isAtLeast(version, BELOW);
}
