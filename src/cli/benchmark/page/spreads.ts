import { mean } from "../../../study/statistics/mean.ts";
import { standardDeviation } from "../../../study/statistics/standard_deviation.ts";
import type { Measured } from "../measured.ts";
import { READ_OUTS } from "./accuracy.ts";
import { table } from "./markdown.ts";
import { short } from "./numbers.ts";
import { type RowResults, rowsOf } from "./results.ts";

/** The two kinds of spread on `hard`, apart: over tissues at one training seed, and over training seeds at one tissue. */
export function spreads(measured: readonly Measured[]): string {
  const first = rowsOf(measured, "accuracy", "hard");
  const rows = rowsOf(measured, "training", "hard").flatMap((more) => {
    const one = first.find(({ row }) => row.id === more.row.id);
    const byTissue = one ? gathered(one, more) : [];
    return one && byTissue.length > 0
      ? [[more.row.label, ...READ_OUTS.map(([score]) => both(one, byTissue, score))]]
      : [];
  });
  return table(["row", ...READ_OUTS.map(([, heading]) => heading)], rows);
}

/** For every tissue that was run with several training seeds, all its results. */
function gathered(one: RowResults, more: RowResults): RowResults["results"][] {
  const tissues = new Map<
    string,
    Map<string, RowResults["results"] extends ReadonlyMap<string, infer R> ? R : never>
  >();
  for (const [unit, result] of [...one.results, ...more.results]) {
    const tissue = unit.split("/")[0]!;
    tissues.set(tissue, (tissues.get(tissue) ?? new Map()).set(unit, result));
  }
  return [...tissues.values()].filter(({ size }) => size > 1);
}

function both(one: RowResults, byTissue: readonly RowResults["results"][], score: string): string {
  const values = (results: RowResults["results"]) => [...results.values()].map(({ scores }) => scores[score] ?? NaN);
  const within = mean(byTissue.map((results) => standardDeviation(values(results))));
  return `${short(standardDeviation(values(one.results)))} / ${short(within)}`;
}
