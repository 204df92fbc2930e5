import { readdir, readFile } from "node:fs/promises";

import { readZarr } from "../../../src/io/zarr/read_zarr.ts";
import { contentOf } from "../../io/golden_content.ts";
import { equalResult } from "../equal_result.ts";
import { firstDifference } from "../same_content.ts";
import type { CaseResult, Topic } from "../topic.ts";

const SUFFIX = ".zarr.zip";

/** Zarr stores by Python's anndata and mudata, read to exactly what Python reads from them. */
export const topic: Topic = {
  name: "zarr",
  ids: async (folder) => {
    const names = await readdir(`${folder}/io`).catch(() => []);
    return names.filter((name) => name.endsWith(SUFFIX)).map((name) => name.slice(0, -".zip".length)).sort();
  },
  async *run(folder, skip): AsyncIterable<CaseResult> {
    for (const id of await topic.ids(folder)) if (!skip.has(id)) yield await runCase(folder, id);
  },
};

async function runCase(folder: string, id: string): Promise<CaseResult> {
  const { content } = JSON.parse(await readFile(`${folder}/io/${id}.json`, "utf8"));
  const difference = await readZarr(`${folder}/io/${id}.zip`).then(
    (data) => firstDifference(contentOf(data), content),
    (error) => String(error),
  );
  return equalResult(id, difference);
}
