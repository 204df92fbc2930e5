import type { CellsSpec, Job } from "../job.ts";
import type { PlannedRun } from "../plan.ts";
import type { BenchmarkRow } from "../row.ts";
import type { BenchmarkSeeds } from "../seeds.ts";
import type { StudyName } from "../study.ts";
import { SNARESEQ_MASK_ROWS, SNARESEQ_ROWS, UNPAIRED_MASK_ROWS, UNPAIRED_ROWS } from "./cells_rows.ts";

/** Runs that join cells of disjoint modalities: real ones, real ones of which few genes are shared, and simulated ones. */
export function cellsPlan({ snareseq, snareseqPanels, unpaired }: BenchmarkSeeds): PlannedRun[] {
  return [
    ...SNARESEQ_ROWS.flatMap((row) =>
      snareseq.map((seed) => planned("snareseq", "all genes", row, { kind: "snareseq" }, seed))
    ),
    ...SNARESEQ_MASK_ROWS.flatMap((row) =>
      snareseqPanels.map((panel, i) =>
        planned("snareseq_mask", "a tenth of the genes", row, { kind: "snareseq", panel }, snareseq[i]!)
      )
    ),
    ...unpaired.flatMap((seed) => [
      ...UNPAIRED_ROWS.map((row) => planned("unpaired", "two", row, { kind: "unpaired", seed, modalities: "two" }, 0)),
      ...UNPAIRED_MASK_ROWS.map((row) =>
        planned("unpaired", "three", row, { kind: "unpaired", seed, modalities: "three" }, 0)
      ),
    ]),
  ];
}

function planned(study: StudyName, table: string, row: BenchmarkRow, tissue: CellsSpec, seed: number): PlannedRun {
  const { method, options } = row;
  const job: Job = { tissue, method, options, seed, readOuts: "scores" };
  return { study, table, row, job };
}
