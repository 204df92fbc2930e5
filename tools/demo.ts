/**
 * The main job on embedded data: simulates a tissue in three modalities, writes it as the files a lab would have, runs
 * `weft integrate` on them into out/demo, and says what an epoch of that training takes on each engine. May be run again
 * at will.
 */
import { mkdir } from "node:fs/promises";
import { runCommand } from "../src/cli/run_command.ts";
import { simulatedTissue } from "../src/io/datasets/simulated_tissue.ts";
import { readH5mu } from "../src/io/read_h5mu.ts";
import { writeH5ad } from "../src/io/write_h5ad.ts";
import { epochTimes } from "./epoch_times.ts";

const FOLDER = "out/demo_data";
const OUT = "out/demo";

await mkdir(FOLDER, { recursive: true });
const tissue = simulatedTissue({ preset: "default", seed: 12 });
const files: string[] = [];
for (const [name, adata] of Object.entries(tissue.mod)) {
  const path = `${FOLDER}/${name}.h5ad`;
  await writeH5ad(adata, path);
  files.push(`--${name}`, path);
}
console.log(`weft integrate ${files.join(" ")} --labels-key domain --out ${OUT} --force\n`);
const code = await runCommand(["integrate", ...files, "--labels-key", "domain", "--out", OUT, "--force"]);
if (code === 0) {
  console.log("\nOne epoch of this training:");
  for await (const { engine, milliseconds } of epochTimes(await readH5mu(`${OUT}/result.h5mu`))) {
    console.log(`  ${engine.padEnd(28)} ${milliseconds.toFixed(milliseconds < 100 ? 1 : 0)} ms`);
  }
}
Deno.exit(code);
