import { copyFile, readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import type { Summary } from "../../src/cli/integrate/summary.ts";
import type { BenchCase } from "../bench_case.ts";
import { coldRun } from "../cold_run.ts";
import { lymphNodeFiles } from "../problems/lymph_node.ts";
import { peerSide, WEFT_ENGINES } from "../side.ts";

const MAIN = fileURLToPath(new URL("../../src/cli/main.ts", import.meta.url));

/** What a user waits for from typing a command to having the domains: each round is a process of its own. */
export const integrate: BenchCase = {
  name: "integrate",
  title: "SMART from files to domains, a cold process: 3,484 spots × 18,085 genes + 31 proteins",
  sides: [...WEFT_ENGINES, peerSide("scanpy + muon + bio-SMART", "integrate")],
  prepare: async (folder) => {
    const { rna, adt } = await lymphNodeFiles();
    await copyFile(rna, `${folder}/rna.h5ad`);
    await copyFile(adt, `${folder}/adt.h5ad`);
  },
  open: (folder, { engine }) => {
    const out = `${folder}/weft-${crypto.randomUUID()}`;
    const files = ["--rna", `${folder}/rna.h5ad`, "--adt", `${folder}/adt.h5ad`, "--out", out, "--force"];
    const method = ["--engine", engine, "--set", "lr=0.005", "--n-clusters", "7", "--labels-key", "domain"];
    return Promise.resolve(async () => {
      const { seconds, cpuSeconds } = await coldRun(Deno.execPath(), [
        "run",
        "-A",
        MAIN,
        "integrate",
        ...files,
        ...method,
      ]);
      const summary: Summary = JSON.parse(await readFile(`${out}/summary.json`, "utf8"));
      const { total, ...stages } = summary.seconds;
      return {
        seconds: [seconds],
        cpuSeconds: [cpuSeconds],
        quality: { "ARI mclust EEE": summary.scores.ari ?? NaN, epochs: summary.nEpochs },
        stages: { start: seconds - total!, ...stages },
        peakBytes: summary.peakBytes,
      };
    });
  },
};
