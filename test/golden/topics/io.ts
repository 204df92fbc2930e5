// deno-lint-ignore-file camelcase -- names as the reference files have them
import { readdir, readFile } from "node:fs/promises";

import type { AnnData } from "../../../src/data/anndata.ts";
import { codesOf } from "../../../src/data/columns/codes_of.ts";
import { toCsr } from "../../../src/data/matrix.ts";
import type { MuData } from "../../../src/data/mudata.ts";
import { readH5ad } from "../../../src/io/read_h5ad.ts";
import { readH5mu } from "../../../src/io/read_h5mu.ts";
import { contentOf } from "../../io/golden_content.ts";
import { equalResult } from "../equal_result.ts";
import { firstDifference } from "../same_content.ts";
import type { CaseResult, Topic } from "../topic.ts";

/** h5ad and h5mu files by every version of Python's anndata and mudata, read to exactly what Python reads from them. */
export const topic: Topic = {
  name: "io",
  ids: async (folder) => {
    const names = await readdir(`${folder}/io`).catch(() => []);
    return names.filter((name) => /\.h5(ad|mu)$/.test(name)).sort();
  },
  async *run(folder, skip): AsyncIterable<CaseResult> {
    for (const id of await topic.ids(folder)) if (!skip.has(id)) yield await runCase(folder, id);
  },
};

async function runCase(folder: string, id: string): Promise<CaseResult> {
  const path = `${folder}/io/${id}`;
  const expected = JSON.parse(await readFile(`${path}.json`, "utf8"));
  const reading: Promise<AnnData | MuData> = id.endsWith(".h5mu") ? readH5mu(path) : readH5ad(path);
  const difference = await reading.then((data) => differenceOf(data, expected), String);
  return equalResult(id, difference);
}

function differenceOf(data: AnnData | MuData, expected: Record<string, unknown>): string | undefined {
  if ("content" in expected) return firstDifference(contentOf(data), expected["content"]);
  return firstDifference(summaryOf(data as AnnData, expected["summary"] as object), expected["summary"]);
}

/** Sums of a file too large to print, for the same keys as the expected ones. */
function summaryOf(adata: AnnData, expected: object): Record<string, unknown> {
  const X = toCsr(adata.X!);
  const rows = new Float64Array(X.nRows);
  const columns = new Float64Array(X.nCols);
  for (let i = 0; i < X.nRows; i++) {
    for (let p = X.indptr[i]!; p < X.indptr[i + 1]!; p++) {
      rows[i]! += Number(X.data[p]);
      columns[X.indices[p]!]! += Number(X.data[p]);
    }
  }
  const facts: Record<string, unknown> = {
    shape: adata.shape,
    nnz: X.nnz,
    row_sums: [...rows],
    col_sums: [...columns],
    codes: adata.obs.columnNames.slice(0, 1).flatMap((name) => [...codesOf(adata.obs.column(name)).codes]),
  };
  return Object.fromEntries(Object.keys(expected).map((key) => [key, facts[key]]));
}
