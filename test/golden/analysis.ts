import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { Csr } from "../../src/data/csr.ts";
import { Dense } from "../../src/data/dense.ts";
import { type GoldenArray, readSafetensors } from "./safetensors.ts";

/** One case of an analysis topic, as the reference files hold it. */
export interface AnalysisCase {
  readonly id: string;
  readonly verb: string;
  readonly tool: string;
  readonly inputs: readonly string[];
  // deno-lint-ignore no-explicit-any -- options and expectations differ from verb to verb
  readonly options: any;
  // deno-lint-ignore no-explicit-any
  readonly expect: any;
  // deno-lint-ignore no-explicit-any
  readonly tolerance: any;
  readonly note?: string;
  readonly real?: boolean;
  readonly [more: string]: unknown;
}

/** A topic's cases and arrays. */
export interface AnalysisFile {
  readonly cases: readonly AnalysisCase[];
  readonly arrays: ReadonlyMap<string, GoldenArray>;
  // deno-lint-ignore no-explicit-any
  readonly json: any;
}

/** Reads `<folder>/analysis/<topic>.json` and its arrays; `null` when the folder lacks the topic. */
export async function readAnalysis(folder: string, topic: string): Promise<AnalysisFile | null> {
  const path = `${folder}/analysis/${topic}`;
  if (!existsSync(`${path}.json`)) return null;
  const json = JSON.parse(await readFile(`${path}.json`, "utf8"));
  return { cases: json.cases, arrays: await readSafetensors(`${path}.safetensors`), json };
}

/** Ids of an analysis topic's cases. */
export async function analysisIds(folder: string, topic: string): Promise<string[]> {
  const file = await readAnalysis(folder, topic);
  return file ? file.cases.map(({ id }) => id) : [];
}

/** An array as a matrix; a vector becomes one column. */
export function denseOf({ data, shape }: GoldenArray): Dense {
  return new Dense(data, { shape: shape.length === 1 ? [shape[0]!, 1] : shape });
}

/** The CSR matrix stored as `<name>.data`, `<name>.indices`, `<name>.indptr`. */
export function csrOf(arrays: ReadonlyMap<string, GoldenArray>, name: string, shape: readonly [number, number]): Csr {
  const part = (suffix: string) => {
    const found = arrays.get(`${name}.${suffix}`);
    if (!found) throw new Error(`no array ${name}.${suffix}`);
    return found.data;
  };
  return new Csr({
    shape,
    indptr: Int32Array.from(part("indptr"), Number),
    indices: Int32Array.from(part("indices"), Number),
    data: part("data"),
  });
}
