/**
 * Makes the project's own small copy of the reference values: `deno run -A tools/copy_golden.ts FOLDER`. Cases made
 * from other people's measurements stay out, and so do the arrays only they need.
 */
import { copyFile, mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { Buffer } from "node:buffer";
import { gzipSync } from "node:zlib";
import { fileURLToPath } from "node:url";

const [source] = Deno.args;
if (source === undefined) throw new Error("needs the FOLDER with the full set");
const TARGET = fileURLToPath(new URL("../test/golden/", import.meta.url));
const METHOD_CASES = [
  "crct_hln",
  "crct_initial",
  "crct_simulation",
  "harmony_theta10",
  "harmony_theta2",
  "praga_connectivity",
  "praga_released",
  "ria_paper",
  "ria_released",
  "ria_stable",
  "scmrdr_default_frozen_bias",
  "scmrdr_impute",
  "scmrdr_nb_frozen_bias",
  "scmrdr_released",
  "smart_default",
  "smart_ms_default",
  "smart_options",
  "smart_paper",
  "smart_released",
  "spatialglue_3m_released",
  "spatialglue_released",
  "trsmi_3m_paper",
  "trsmi_paper",
];

interface Entry {
  readonly dtype: string;
  readonly shape: readonly number[];
  readonly "data_offsets": readonly [number, number];
}

/** Every string anywhere in a value. */
function* strings(value: unknown): Generator<string> {
  if (typeof value === "string") yield value;
  else if (typeof value === "object" && value !== null) {
    for (const part of Object.values(value)) {
      yield* strings(part);
    }
  }
}

/** A safetensors file with some of the arrays of another. */
function pick(bytes: Uint8Array, keep: (name: string) => boolean): Uint8Array {
  const view = new DataView(bytes.buffer, bytes.byteOffset);
  const headerLength = Number(view.getBigUint64(0, true));
  const header: Record<string, Entry> = JSON.parse(new TextDecoder().decode(bytes.subarray(8, 8 + headerLength)));
  const parts: Uint8Array[] = [];
  const kept: Record<string, Entry> = {};
  let offset = 0;
  for (const [name, entry] of Object.entries(header)) {
    if (name === "__metadata__" || !keep(name)) continue;
    const { "data_offsets": [from, to] } = entry;
    parts.push(bytes.subarray(8 + headerLength + from, 8 + headerLength + to));
    kept[name] = { ...entry, "data_offsets": [offset, offset += to - from] };
  }
  const text = new TextEncoder().encode(JSON.stringify(kept));
  const length = new Uint8Array(8);
  new DataView(length.buffer).setBigUint64(0, BigInt(text.length), true);
  return Uint8Array.from(Buffer.concat([length, text, ...parts]));
}

async function copyAnalysis(topic: string): Promise<void> {
  const json = JSON.parse(await readFile(`${source}/analysis/${topic}.json`, "utf8"));
  const cases = json.cases.filter(({ real }: { real?: boolean }) => !real);
  if (cases.length === 0) return;
  const named = new Set<string>(cases.flatMap((one: unknown) => [...strings(one)]));
  for (const input of cases.flatMap(({ inputs }: { inputs: string[] }) => inputs)) named.add(`in.${input}`);
  if (topic === "markers") { for (const name of ["in.counts", "in.groups", "in.n"]) named.add(name); }
  if (topic === "transport") { for (const name of ["in.a", "in.b", "in.cost"]) named.add(name); }
  const keep = (name: string): boolean => {
    for (let at = name.length; at > 0; at = name.lastIndexOf(".", at - 1)) {
      const head = name.slice(0, at);
      if ((head === name || head.includes(".")) && named.has(head)) return true;
    }
    return false;
  };
  const arrays = pick(await readFile(`${source}/analysis/${topic}.safetensors`), keep);
  await writeFile(`${TARGET}analysis/${topic}.json`, JSON.stringify({ ...json, cases }));
  await writeFile(`${TARGET}analysis/${topic}.safetensors.gz`, gzipSync(arrays, { level: 9 }));
}

async function copyPair(folder: string, name: string): Promise<void> {
  await copyFile(`${source}/${folder}/${name}.json`, `${TARGET}${folder}/${name}.json`);
  const bytes = await readFile(`${source}/${folder}/${name}.safetensors`);
  await writeFile(`${TARGET}${folder}/${name}.safetensors.gz`, gzipSync(bytes, { level: 9 }));
}

for (const folder of ["analysis", "methods", "ops", "io"]) {
  await rm(TARGET + folder, { recursive: true, force: true });
  await mkdir(TARGET + folder, { recursive: true });
}
const topics = (await readdir(`${source}/analysis`)).filter((name) => name.endsWith(".json"));
for (const name of topics) await copyAnalysis(name.slice(0, -5));
for (const name of METHOD_CASES) await copyPair("methods", name);
await copyPair("ops", "ops");
for (const name of await readdir(`${source}/io`)) await copyFile(`${source}/io/${name}`, `${TARGET}io/${name}`);
