/**
 * The main job on embedded data: simulates a tissue in three modalities, writes it as the files a lab would have, and
 * runs `weft integrate` on them into out/demo. May be run again at will.
 */
import { mkdir } from "node:fs/promises";
import { runCommand } from "../src/cli/run_command.ts";
import { simulatedTissue } from "../src/io/datasets/simulated_tissue.ts";
import { writeH5ad } from "../src/io/write_h5ad.ts";

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
Deno.exit(await runCommand(["integrate", ...files, "--labels-key", "domain", "--out", OUT, "--force"]));
