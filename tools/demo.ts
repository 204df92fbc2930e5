/**
 * The main job on embedded data: simulates a tissue in three modalities, writes it as the files a lab would have, runs
 * `weft integrate` on them into out/demo, says what an epoch of that training takes on each engine, and runs the first
 * lesson in the Jupyter kernel. May be run again at will.
 */
import { mkdir, rm } from "node:fs/promises";
import { runCommand } from "../src/cli/run_command.ts";
import { simulatedTissue } from "../src/io/datasets/simulated_tissue.ts";
import { readH5mu } from "../src/io/read_h5mu.ts";
import { writeH5ad } from "../src/io/write_h5ad.ts";
import { epochTimes } from "./epoch_times.ts";

const FOLDER = "out/demo_data";
const OUT = "out/demo";
const LESSON = "00_first_ten_minutes.ipynb";

/** Runs a command as it would be typed; ends the demo when it fails. */
async function weft(...words: readonly string[]): Promise<void> {
  console.log(`weft ${words.join(" ")}\n`);
  const code = await runCommand(words);
  if (code !== 0) Deno.exit(code);
}

await mkdir(FOLDER, { recursive: true });
const tissue = simulatedTissue({ preset: "default", seed: 12 });
const files: string[] = [];
for (const [name, adata] of Object.entries(tissue.mod)) {
  const path = `${FOLDER}/${name}.h5ad`;
  await writeH5ad(adata, path);
  files.push(`--${name}`, path);
}
// The folder is replaced only when nothing but the command's own files is in it.
await rm(`${OUT}/${LESSON}`, { force: true });
await weft("integrate", ...files, "--labels-key", "domain", "--out", OUT, "--force");
console.log("\nOne epoch of this training:");
for await (const { engine, milliseconds } of epochTimes(await readH5mu(`${OUT}/result.h5mu`))) {
  console.log(`  ${engine.padEnd(28)} ${milliseconds.toFixed(milliseconds < 100 ? 1 : 0)} ms`);
}
console.log("\nThe first lesson, cell by cell in the Jupyter kernel:");
await weft("notebook", "run", `notebooks/${LESSON}`, "--out", `${OUT}/${LESSON}`);
Deno.exit(0);
