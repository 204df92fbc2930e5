import type { Watched } from "../../core/progress.ts";
import { codesOf } from "../../data/columns/codes_of.ts";
import type { Dense } from "../../data/dense.ts";
import type { MuData } from "../../data/mudata.ts";
import { rowsOfModality } from "../../data/rows_of_modality.ts";
import { foscttm } from "../../metrics/foscttm.ts";
import { integrationReport } from "../../metrics/integration_report.ts";
import type { IntegrationScores } from "../../metrics/integration_scores.ts";
import { MODALITY_KEY } from "./join_cells.ts";
import type { Settings } from "./settings.ts";

/** How good an integration of cells is, as far as that can be known. */
export interface CellScores {
  /** Kept kinds and mixed sources, where labels are known. */
  readonly report: IntegrationScores | undefined;
  /** Mean FOSCTTM over pairs of modalities, where cells were taken apart. */
  readonly foscttm: number | undefined;
  /** All of it by name. */
  readonly values: Readonly<Record<string, number | null>>;
}

/** Scores an embedding against labels, batches, modalities, and the pairs that were taken apart. */
export function cellScores(cells: MuData, useRep: string, settings: Settings, watched: Watched): CellScores {
  const { labelsKey, batchKey, seed } = settings;
  const report = labelsKey === undefined
    ? undefined
    : integrationReport(cells, { useRep, labelsKey, batchKey, modalityKey: MODALITY_KEY, seed, ...watched });
  const partners = settings.unpair ? meanFoscttm(cells, useRep, watched) : undefined;
  const values = { ...report?.values(), ...(partners !== undefined && { foscttm: partners }) };
  return { report, foscttm: partners, values };
}

/** The mean over the pairs of modalities that share cells; `undefined` when none do. */
function meanFoscttm(cells: MuData, useRep: string, watched: Watched): number | undefined {
  const embedding = cells.obsm[useRep] as Dense;
  const { codes } = codesOf(cells.obs.column("cell"));
  const places = cells.modalityNames.map((name) =>
    new Map(Array.from(rowsOfModality(cells, name), (row) => [codes[row]!, row]))
  );
  const found = places.flatMap((one, a) =>
    places.slice(a + 1).flatMap((other) => {
      const shared = [...one.keys()].filter((cell) => other.has(cell));
      if (shared.length < 2) return [];
      const rows = (place: ReadonlyMap<number, number>) => embedding.takeRows(shared.map((cell) => place.get(cell)!));
      return [foscttm(rows(one), rows(other), watched).value];
    })
  );
  return found.length === 0 ? undefined : found.reduce((sum, value) => sum + value, 0) / found.length;
}
