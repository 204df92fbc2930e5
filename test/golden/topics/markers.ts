// deno-lint-ignore-file camelcase -- names as the reference files have them
import { categorical } from "../../../src/data/columns/categorical.ts";
import { AnnData } from "../../../src/data/anndata.ts";
import { Frame } from "../../../src/data/frame.ts";
import { rankGenesGroups } from "../../../src/preprocess/rank_genes_groups.ts";
import { rankGenesGroupsFrame } from "../../../src/preprocess/rank_genes_groups_frame.ts";
import { regressOut } from "../../../src/preprocess/regress_out.ts";
import { scoreGenes } from "../../../src/preprocess/score_genes.ts";
import { type AnalysisCase, type AnalysisFile, analysisIds, csrOf, readAnalysis } from "../analysis.ts";
import { allclose } from "../compare.ts";
import type { CaseResult, Topic } from "../topic.ts";

type Arrays = AnalysisFile["arrays"];
type Outcome = Omit<CaseResult, "id" | "tolerance">;

/** The log-normalised counts with their planted groups. */
function tissue(arrays: Arrays): AnnData {
  const groups = Array.from(arrays.get("in.groups")!.data as BigInt64Array, (code) => `g${code}`);
  const [nObs, nVars] = [groups.length, arrays.get("regress_out.X")!.shape[1]!];
  return new AnnData({
    X: csrOf(arrays, "in.lognorm", [nObs, nVars]),
    obs: new Frame(groups.map((_, i) => `cell${i}`), {
      group: categorical(groups),
      n: Float64Array.from(arrays.get("in.n")!.data, Number),
    }),
    var: new Frame(Array.from({ length: nVars }, (_, j) => `gene${j}`)),
  });
}

const RUNS: Record<string, (golden: AnalysisCase, arrays: Arrays) => Outcome> = {
  rank_genes_groups({ options, expect, tolerance }, arrays) {
    const adata = tissue(arrays);
    const ranked = rankGenesGroups(adata, "group", {
      method: options.method,
      reference: options.reference,
      groups: [options.group],
      corrMethod: options.corr_method,
      tieCorrect: options.tie_correct ?? false,
      pts: true,
    });
    const table = rankGenesGroupsFrame(ranked, { group: options.group });
    const place = new Map(table.column("names").toArray().map((name, row) => [name, row]));
    const inGeneOrder = (name: string) => {
      const values = table.column(name).toArray() as number[];
      return adata.varNames.map((gene) => values[place.get(gene)!]!);
    };
    const failed: string[] = [];
    let maxDifference = 0;
    for (const [name, array] of Object.entries<string>(expect)) {
      const allowed = tolerance[name] ?? { rtol: 1e-9, atol: 1e-12 };
      const log10 = "log10_atol" in allowed;
      const values = (list: ArrayLike<number | bigint>) =>
        Array.from(list, (v) => log10 ? Math.log10(Number(v)) : Number(v));
      const { pass, maxDifference: difference } = allclose(
        values(inGeneOrder(name === "pct_in_group" ? "pct_nz_group" : name)),
        values(arrays.get(array)!.data),
        log10 ? { atol: allowed.log10_atol } : allowed,
      );
      maxDifference = Math.max(maxDifference, difference);
      if (!pass) failed.push(`${name} off by ${difference.toExponential(1)}`);
    }
    return { maxDifference, pass: failed.length === 0, ...(failed.length > 0 && { note: failed.join("; ") }) };
  },
  score_genes({ options, expect, tolerance }, arrays) {
    const scored = scoreGenes(tissue(arrays), options.gene_list, {
      ctrlSize: options.ctrl_size,
      nBins: options.n_bins,
    });
    const got = scored.obs.column("score").toArray() as number[];
    const want = arrays.get(expect.score)!.data as Float64Array;
    const correlation = pearson(got, want);
    return { maxDifference: 1 - correlation, pass: correlation >= tolerance.correlation_at_least };
  },
  regress_out({ options, expect, tolerance }, arrays) {
    const { X } = regressOut(tissue(arrays), options.keys);
    const { pass, maxDifference } = allclose(X!.data, arrays.get(expect.X)!.data, tolerance);
    return { maxDifference, pass };
  },
};

function pearson(a: ArrayLike<number>, b: ArrayLike<number>): number {
  const mean = (values: ArrayLike<number>) => Array.from(values).reduce((sum, value) => sum + value, 0) / values.length;
  const [ma, mb] = [mean(a), mean(b)];
  let [ab, aa, bb] = [0, 0, 0];
  for (let i = 0; i < a.length; i++) {
    ab += (a[i]! - ma) * (b[i]! - mb);
    aa += (a[i]! - ma) ** 2;
    bb += (b[i]! - mb) ** 2;
  }
  return ab / Math.sqrt(aa * bb);
}

/** Markers, gene scores and regression against scanpy. */
export const topic: Topic = {
  name: "markers",
  ids: (folder) => analysisIds(folder, "markers"),
  async *run(folder, skip) {
    const file = await readAnalysis(folder, "markers");
    for (const golden of file?.cases ?? []) {
      const run = RUNS[golden.verb];
      if (!run || skip.has(golden.id)) continue;
      yield {
        id: golden.id,
        tolerance: JSON.stringify(golden.tolerance).replaceAll('"', ""),
        ...run(golden, file!.arrays),
      };
    }
  },
};
