import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { readSafetensors } from "../golden/safetensors.ts";
import { runTrsmi } from "../golden/topics/methods/trsmi.ts";

const FOLDER = new URL("../golden/methods/", import.meta.url).pathname;

/**
 * Gradients after 50 steps that the order of sums alone moves as far as their tolerance, which is eight times the error of
 * one run in single precision: by luck small for these.
 */
const BY_ORDER_OF_SUMS = ["grad50/cool.b", "grad50/enc2.gate", "grad50/augment1.weight"];
const BY_AT_MOST = 5e-8;

for (const engine of ["native", "wasm"] as const) {
  for (const id of ["trsmi_paper", "trsmi_3m_paper"]) {
    Deno.test(`trsmi(): ${id} follows the reference over 50 steps on ${engine}, but for the order of sums`, async () => {
      const golden = JSON.parse(await readFile(`${FOLDER}${id}.json`, "utf8"));
      const arrays = await readSafetensors(`${FOLDER}${id}.safetensors`);
      const { note, maxDifference } = await runTrsmi(golden, arrays, { engine });
      if (note === undefined) return;
      const off = note.replace("off: ", "").split(", ").filter((name) => !BY_ORDER_OF_SUMS.includes(name));
      assert.deepEqual(off, []);
      assert(maxDifference < BY_AT_MOST, `${maxDifference}`);
    });
  }
}
