import { AnnData } from "../../../data/anndata.ts";
import type { Dense } from "../../../data/dense.ts";
import { Frame } from "../../../data/frame.ts";
import { foscttm } from "../../../metrics/foscttm.ts";
import { integrationReport } from "../../../metrics/integration_report.ts";
import { kmeansNmiAri } from "../../../metrics/kmeans_nmi_ari.ts";
import { labelTransfer } from "../../../metrics/label_transfer.ts";
import type { UnpairedCells } from "./unpaired_cells.ts";

/**
 * Every score of an integration by name; those that are undefined are left out.
 *
 * @param embedding All cells, `nObs × nLatent`.
 * @param before The same before integration.
 * @param cells What is known of them.
 * @param seed Seed of k-means.
 */
export function cellsScores(
  embedding: Dense,
  before: Dense,
  cells: UnpairedCells,
  seed: number,
): Record<string, number> {
  const { labels, batch, modality, scored, partners } = cells;
  const of = (codes: Int32Array) => scored.map((i) => codes[i]!);
  const obs = new Frame(Array.from(scored, (i) => `${i}`), {
    type: of(labels),
    modality: of(modality),
    ...(batch ? { batch: of(batch) } : {}),
  });
  const report = integrationReport(
    new AnnData({ obs, obsm: { X_joint: embedding.takeRows(scored), X_before: before.takeRows(scored) } }),
    {
      useRep: "X_joint",
      pre: "X_before",
      labelsKey: "type",
      modalityKey: "modality",
      ...(batch ? { batchKey: "batch" } : {}),
      seed,
    },
  );
  const halves = [0, 1].map((m) => scored.filter((i) => modality[i] === m));
  const [first, second] = halves.map((rows) => ({
    points: embedding.takeRows(rows),
    types: rows.map((i) => labels[i]!),
  })) as [Half, Half];
  const [left, right] = partners.map((rows) => embedding.takeRows(rows)) as [Dense, Dense];
  const far = foscttm(left, right);
  const known = Object.entries(report.values()).flatMap(([name, value]) => value === null ? [] : [[name, value]]);
  return {
    ...Object.fromEntries(known),
    foscttm: far.forward,
    foscttmBack: far.backward,
    transfer: transferred(first, second),
    transferBack: transferred(second, first),
    ariFirst: kmeansNmiAri(first.points, first.types, { seed }).ari,
    ariSecond: kmeansNmiAri(second.points, second.types, { seed }).ari,
  };
}

interface Half {
  readonly points: Dense;
  readonly types: Int32Array;
}

function transferred(from: Half, to: Half): number {
  return labelTransfer(from.points, from.types, to.points, { truth: to.types }).accuracy;
}
