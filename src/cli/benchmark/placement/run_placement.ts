import { median } from "../../../core/median.ts";
import { Rng } from "../../../core/rng.ts";
import { Dense } from "../../../data/dense.ts";
import { takeColumns } from "../../../data/matrix.ts";
import { transfer } from "../../../impute/transfer.ts";
import { imputationScores } from "../../../metrics/imputation_scores.ts";
import { spatialAutocorr } from "../../../metrics/spatial_autocorr.ts";
import type { JobResult, PlacementJob } from "../job.ts";
import { layerScores } from "./layer_scores.ts";
import { type PlacementData, placementData, smoothed, standardized, valuesOf } from "./placement_data.ts";
import { type Placement, PLACEMENTS } from "./placements.ts";

/** Cells placed in a run. */
const N_CELLS = 1000;
/** Parts of the shared genes, each imputed by a plan that sees the others alone. */
const N_FOLDS = 5;
/** From here on a gene counts as spatially variable, if it is told from no pattern. */
const LEAST_I = 0.1;
const LARGEST_P = 0.05;

/** Places cells, run after run on the same data. */
export class PlacementRunner {
  #data: PlacementData | undefined;

  /** Places the cells of a run and says how well, and what the tissue shows that was imputed from them. */
  async run(job: PlacementJob): Promise<JobResult> {
    const data = this.#data ??= await placementData();
    const started = performance.now();
    const rng = new Rng(job.seed);
    const chosen = rng.split("cells").sample(data.cells.nObs, N_CELLS);
    const shuffle = rng.split("shuffle").permutation(data.spots.nObs);
    const placement = PLACEMENTS[job.method]!;
    const draw = { data, chosen, shuffle, transfer: placement.transfer, ...compared(data, placement, chosen) };
    const scores = { ...placed(draw), ...imputed(draw) };
    return { scores, labels: "", nEpochs: 0, seconds: (performance.now() - started) / 1000 };
  }
}

/** What cells and spots are compared by. */
interface Compared {
  readonly cells: Dense;
  readonly spots: Dense;
}

/** Cells drawn, with all that they are placed by. */
interface Draw extends Compared, Pick<Placement, "transfer"> {
  readonly data: PlacementData;
  readonly chosen: Int32Array;
  readonly shuffle: Int32Array;
}

function compared(data: PlacementData, { nSmoothed }: Placement, chosen: Int32Array): Compared {
  const cells = standardized(smoothed(valuesOf(data.cells, data.shared), data.components, nSmoothed));
  return { cells: cells.takeRows(chosen), spots: standardized(valuesOf(data.spots, data.shared)) };
}

function placed({ data, cells, spots, chosen, shuffle, transfer: options }: Draw): Record<string, number> {
  return layerScores((values) => transfer(cells, spots, values, options), data, chosen, shuffle);
}

/** Spatially variable genes of the tissue as the cells tell it, those that were imaged by plans that did not see them. */
function imputed({ data, cells, spots, chosen, shuffle, transfer: options }: Draw): Record<string, number> {
  const genes = data.cells.varNames;
  const all = valuesOf(data.cells, genes).takeRows(chosen);
  const whole = transfer(spots, cells, all, options);
  const measured = valuesOf(data.spots, data.shared);
  const seen = valuesOf(data.cells, data.shared).takeRows(chosen);
  const unseen = heldOut(
    data.shared.length,
    (kept, left) =>
      transfer(takeColumns(spots, kept) as Dense, takeColumns(cells, kept) as Dense, takeColumns(seen, left), options),
    data.spots.nObs,
  );
  const [truth, found, lost] = [measured, unseen, unseen.takeRows(shuffle)].map((values) => variable(values, data));
  const testable = truth!.filter(Boolean).length;
  const again = (other: readonly boolean[]) => truth!.filter((is, g) => is && other[g]).length;
  return {
    nGenes: genes.length,
    variable: variable(whole, data).filter(Boolean).length,
    variableShuffled: variable(whole.takeRows(shuffle), data).filter(Boolean).length,
    measuredVariable: testable,
    again: again(found!),
    againShuffled: again(lost!),
    correlation: median(imputationScores(measured, unseen).pearsonPerFeature),
    correlationShuffled: median(imputationScores(measured, unseen.takeRows(shuffle)).pearsonPerFeature),
  };
}

/** Columns put together from folds, each computed from the columns of the others. */
function heldOut(
  nColumns: number,
  compute: (kept: Int32Array, left: Int32Array) => Dense,
  nRows: number,
): Dense {
  const out = new Float64Array(nRows * nColumns);
  for (let fold = 0; fold < N_FOLDS; fold++) {
    const columns = Int32Array.from({ length: nColumns }, (_, g) => g);
    const left = columns.filter((g) => g % N_FOLDS === fold);
    const part = compute(columns.filter((g) => g % N_FOLDS !== fold), left);
    for (let i = 0; i < nRows; i++) {
      left.forEach((g, j) => out[i * nColumns + g] = Number(part.data[i * left.length + j]));
    }
  }
  return new Dense(out, { shape: [nRows, nColumns] });
}

function variable(values: Dense, { graph }: PlacementData): boolean[] {
  const found = spatialAutocorr(values, graph);
  const p = found.column("pval_norm_fdr_bh").toArray();
  return found.column("I").toArray().map((I, g) => Number(I) >= LEAST_I && Number(p[g]) < LARGEST_P);
}
