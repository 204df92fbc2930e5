import { checkOneOf } from "../core/check.ts";
import { WeftError } from "../core/error.ts";
import { mean } from "../study/statistics/mean.ts";
import { isLowerBetter } from "../study/study_plan.ts";
import type { StudyRow } from "../study/study_row.ts";
import { colorAt, colorStops, inkOn } from "./color_maps.ts";
import { houseSpec } from "./house_spec.ts";
import type { VegaSpec } from "./vega_spec.ts";

/** What {@linkcode sweepHeatmap} draws: a study, or anything with its rows. */
export interface SweptRows {
  /** The rows, with the settings of each. */
  readonly rows: readonly StudyRow[];
  /** The score that its lines are compared by. */
  readonly metric: string;
}

/** Options of {@linkcode sweepHeatmap}. */
export interface SweepHeatmapOptions {
  /** Setting across; default the last one that was tried. */
  readonly x?: string | undefined;
  /** Setting down; default the one before it, if there is one. */
  readonly y?: string | undefined;
  /** Score to show; default the one that the study compares by. */
  readonly metric?: string | undefined;
}

const CELL = { width: 62, height: 34 } as const;

/**
 * A score over two settings of a sweep, or over one: the mean over seeds and all settings that are not shown, as colour
 * and as number. Viridis, its bright end the better one.
 *
 * @param study What `sweep` gave, at any time.
 * @param options Which settings and score.
 * @returns A vega-lite specification with its data inside; a notebook shows it.
 * @throws {WeftError} `InvalidArgument` for a setting that was not tried, `TooSmall` when no row is done.
 *
 * @example
 * ```ts
 * import { sweepHeatmap } from "weft/plot";
 * import { sweep } from "weft/study";
 * import { smart } from "weft/methods";
 * import { AnnData, Dense } from "weft/data";
 * import assert from "node:assert/strict";
 *
 * const points = new Dense(Float32Array.from({ length: 60 }, (_, i) => Math.sin(i * i)), { shape: [20, 3] });
 * const study = sweep(new AnnData({ X: points }), smart({ useGraph: false, nLatent: 4 }), {
 *   grid: { margin: [0.5, 1] }, nClusters: [2, 3], useRep: "X", seeds: 1, nEpochs: 2, workers: 0, cacheDir: null,
 * });
 * await study.result();
 * assert.match(String(sweepHeatmap(study).description), /silhouette by margin and nClusters/);
 * ```
 */
export function sweepHeatmap({ rows, metric: main }: SweptRows, options: SweepHeatmapOptions = {}): VegaSpec {
  const settings = [...new Set(rows.flatMap((row) => Object.keys(row.settings)))];
  const { x = settings.at(-1), y = settings.filter((name) => name !== x).at(-1), metric = main } = options;
  if (x === undefined) {
    throw new WeftError("InvalidArgument", { expected: "a study that tries settings", found: "one that tries none" });
  }
  for (const name of y === undefined ? [x] : [x, y]) checkOneOf(name, "a setting that was tried", settings);
  const done = rows.filter(({ scores }) => Number.isFinite(scores[metric] ?? NaN));
  if (done.length === 0) {
    throw new WeftError("TooSmall", { expected: `at least one row with the score '${metric}'`, found: "none" });
  }
  const valueOf = (row: StudyRow, name: string | undefined) => name === undefined ? "" : textOf(row.settings[name]);
  const [across, down] = [x, y].map((name) => [...new Set(rows.map((row) => valueOf(row, name)))]) as [
    string[],
    string[],
  ];
  const cells = down.flatMap((v) =>
    across.flatMap((u) => {
      const own = done.filter((row) => valueOf(row, x) === u && valueOf(row, y) === v);
      return own.length === 0
        ? []
        : [{ u, v, score: mean(own.map(({ scores }) => scores[metric]!)), seeds: own.length }];
    })
  );
  const values = cells.map(({ score }) => score);
  const domain = [Math.min(...values), Math.max(...values)] as const;
  const stops = colorStops("viridis");
  const range = isLowerBetter(metric) ? stops.toReversed() : stops;
  const share = (score: number) => domain[1] > domain[0] ? (score - domain[0]) / (domain[1] - domain[0]) : 0.5;
  const figures = cells.map((cell) => ({
    ...cell,
    score: Number(cell.score.toPrecision(6)),
    ink: inkOn(colorAt(range, share(cell.score))),
  }));
  // Neither "sort" nor "aria": vega-lite makes expressions of the values and titles, which some names break or fill.
  const band = (field: string, title: string | undefined, domain: readonly string[]) =>
    ({
      field,
      type: "ordinal",
      sort: null,
      scale: { domain },
      axis: { title: title ?? null, labelAngle: 0, domain: false, ticks: false },
    }) as const;
  return houseSpec({
    description: `${metric} by ${y === undefined ? x : `${y} and ${x}`}: mean over seeds`,
    title: { text: `${metric}, mean over seeds` },
    width: across.length * CELL.width,
    height: down.length * CELL.height,
    data: { values: figures },
    encoding: { x: band("u", x, across), y: band("v", y, down) },
    layer: [
      {
        mark: { type: "rect", aria: false },
        encoding: {
          color: { field: "score", type: "quantitative", scale: { domain, range, nice: false }, title: metric },
          tooltip: [{ field: "score" }, { field: "seeds" }],
        },
      },
      {
        mark: { type: "text", fontSize: 11, baseline: "middle", aria: false },
        encoding: {
          text: { field: "score", type: "quantitative", format: ".3f" },
          color: { field: "ink", type: "nominal", scale: null },
        },
      },
    ],
  });
}

function textOf(value: unknown): string {
  return typeof value === "string" ? value : JSON.stringify(value) ?? String(value);
}
