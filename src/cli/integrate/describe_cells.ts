import { codesOf } from "../../data/columns/codes_of.ts";
import type { Dense } from "../../data/dense.ts";
import type { CellIntegration } from "../../report/cell_integration.ts";
import type { CellScores } from "./cell_scores.ts";
import { type DescribedRun, describeRun, methodTitle } from "./describe_run.ts";
import { MODALITY_KEY } from "./join_cells.ts";

/** Everything the page of cells is made of. */
export interface DescribedCells extends DescribedRun {
  readonly clusterKey: string;
  readonly scores: CellScores;
}

/** Puts what was done and found into the words and parts of the page. */
export function describeCells(described: DescribedCells): CellIntegration {
  const { settings: { labelsKey, batchKey }, method, found: { tissue: cells }, clusterKey, scores } = described;
  const shown = (title: string, key: string) => ({ title, labels: codesOf(cells.obs.column(key)) });
  return {
    ...describeRun(described),
    umap: cells.obsm.X_umap as Dense,
    clusters: shown(`Clusters by ${methodTitle(method)}`, clusterKey),
    known: labelsKey === undefined ? undefined : shown(`Known labels (${labelsKey})`, labelsKey),
    sources: [
      shown("Modality", MODALITY_KEY),
      ...(batchKey === undefined ? [] : [shown(`Batch (${batchKey})`, batchKey)]),
    ],
    scores: scores.report,
    foscttm: scores.foscttm,
  };
}
