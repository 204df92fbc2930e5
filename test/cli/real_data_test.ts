import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { simulatedTissue } from "../../src/io/datasets/simulated_tissue.ts";
import { readH5ad } from "../../src/io/read_h5ad.ts";
import { readH5mu } from "../../src/io/read_h5mu.ts";
import { writeH5ad } from "../../src/io/write_h5ad.ts";
import { captured, inFolder } from "./captured.ts";

const DATA = fileURLToPath(new URL("../../../shared/data/", import.meta.url));

/** A test on files that are not part of the project; says so loudly where they are absent. */
function onRealData(name: string, files: readonly string[], work: (...paths: string[]) => Promise<void>): void {
  const paths = files.map((file) => join(DATA, file));
  const ignore = !paths.every((path) => existsSync(path));
  if (ignore) console.log(`SKIPPED: ${name} (needs ${files.join(", ")} in ${DATA})`);
  Deno.test({ name, ignore, fn: () => work(...paths) });
}

async function scores(out: string): Promise<Record<string, number>> {
  return await JSON.parse(readFileSync(join(out, "summary.json"), "utf8")).scores;
}

onRealData(
  "weft integrate joins the lymph node's proteins with genes simulated on its own spots",
  ["lymph_node_a1_protein/adata_adt.h5ad"],
  (adt) =>
    inFolder(async (folder) => {
      const [rna, out] = [join(folder, "rna.h5ad"), join(folder, "out")];
      const genes = simulatedTissue({ like: await readH5ad(adt), modality: "rna" });
      await writeH5ad(genes, rna);
      const files = ["--rna", rna, "--adt", adt];
      const flags = ["--labels-key", "domain", "--cluster", "kmeans", "--n-epochs", "10"];
      const { code, stderr } = await captured(["integrate", ...files, ...flags, "--out", out]);
      assert.equal(code, 0, stderr);
      assert((await scores(out)).ari! > 0.4);
      const tissue = await readH5mu(join(out, "result.h5mu"));
      const names = tissue.modality("adt").varNames;
      assert.equal(names.length, 31);
      assert.equal(names.filter((name) => name === "PTPRC").length, 2);
    }),
);

onRealData(
  "weft integrate finds more of osmFISH's regions than its genes show alone, both by mixture",
  ["osmfish_ss_cortex/osmfish.h5ad"],
  (rna) =>
    inFolder(async (folder) => {
      const out = join(folder, "out");
      const flags = ["--input", rna, "--labels-key", "region"];
      assert.equal((await captured(["integrate", ...flags, "--out", out])).code, 0);
      const page = readFileSync(join(out, "report.html"), "utf8");
      const alone = Number(page.match(/ARI (\d\.\d+) with the known labels/)![1]);
      assert((await scores(out)).ari! > alone, `alone ${alone}`);
      assert.match(page, /1044 of 5328 spots share their place with another\./);
    }),
);

for (const file of ["pbmc_5k_protein_v3.h5ad", "pbmc_10k_protein_v3.h5ad"]) {
  onRealData(
    `weft integrate says that ${file} has no coordinates`,
    [`citeseq_pbmc_200/${file}`],
    (rna) =>
      inFolder(async (folder) => {
        const { code, stderr } = await captured(["integrate", "--rna", rna, "--out", join(folder, "out")]);
        assert.equal(code, 2);
        assert.match(
          stderr,
          /found the entries 'rna:protein_expression'\. The coordinates are missing: .*--spatial-key/,
        );
        assert.deepEqual(readdirSync(folder), []);
      }),
  );
}
