import { DISPLAY, type DisplayBundle, displayBundle } from "../core/renderers.ts";
import { Frame } from "../data/frame.ts";

/** One score of a {@linkcode MetricsReport}. */
export interface MetricRow {
  /** Name of the function that computes it, such as `ari`. */
  readonly metric: string;
  /** The score; `null` where it is undefined, such as the silhouette of a single cluster. */
  readonly value: number | null;
  /** Least and greatest value it can take. */
  readonly range: readonly [number, number];
  /** Whether a higher or a lower value is better. */
  readonly direction: "higher" | "lower";
  /** What it says, in one sentence. */
  readonly meaning: string;
}

/** What a {@linkcode MetricsReport} is about. */
export interface MetricsReportHeader {
  /** Column of `obs` with the domains. */
  readonly key: string;
  /** Column of `obs` with the truth. */
  readonly labelsKey?: string | undefined;
  /** The embedding that was scored. */
  readonly useRep?: string | undefined;
  /** Number of observations. */
  readonly nObs: number;
  /** Number of different domains. */
  readonly nClusters: number;
}

/**
 * Scores of a clustering with what each of them means; shows itself as a table.
 *
 * @example
 * ```ts
 * import { MetricsReport } from "weft/metrics";
 * import assert from "node:assert/strict";
 *
 * const report = new MetricsReport({ key: "domain", nObs: 4, nClusters: 2 }, [
 *   { metric: "ari", value: 0.5, range: [-0.5, 1], direction: "higher", meaning: "Agreement with the truth." },
 * ]);
 * assert.equal(report.value("ari"), 0.5);
 * assert.match(report.toText(), /ari\s+0\.5000\s+-0\.5 … 1\s+higher/);
 * ```
 */
export class MetricsReport {
  /** Tells what shows itself apart. */
  readonly kind = "metrics-report";
  /** What was scored. */
  readonly header: MetricsReportHeader;
  /** The scores. */
  readonly rows: readonly MetricRow[];

  /**
   * A report of given scores.
   *
   * @param header What was scored.
   * @param rows The scores, in the order in which they are shown.
   */
  constructor(header: MetricsReportHeader, rows: readonly MetricRow[]) {
    this.header = Object.freeze({ ...header });
    this.rows = Object.freeze([...rows]);
    Object.freeze(this);
  }

  /** The value of a metric; `null` when it is undefined or was not computed. */
  value(metric: string): number | null {
    return this.rows.find((row) => row.metric === metric)?.value ?? null;
  }

  /** The scores by name, for a file or a comparison. */
  values(): Record<string, number | null> {
    return Object.fromEntries(this.rows.map(({ metric, value }) => [metric, value]));
  }

  /** The scores as a table, one row a metric: `value` (NaN where undefined), `low`, `high`, `better`, `meaning`. */
  toFrame(): Frame {
    return new Frame(this.rows.map(({ metric }) => metric), {
      value: Float64Array.from(this.rows, ({ value }) => value ?? NaN),
      low: Float64Array.from(this.rows, ({ range }) => range[0]),
      high: Float64Array.from(this.rows, ({ range }) => range[1]),
      better: this.rows.map(({ direction }) => direction),
      meaning: this.rows.map(({ meaning }) => meaning),
    });
  }

  /** The scores as aligned lines of text. */
  toText(): string {
    const { key, labelsKey, useRep, nObs, nClusters } = this.header;
    const parts = [`obs["${key}"]: ${nClusters} domains, ${nObs} observations`];
    if (labelsKey !== undefined) parts.push(`truth obs["${labelsKey}"]`);
    if (useRep !== undefined) parts.push(`embedding ${useRep === "X" ? "X" : `obsm["${useRep}"]`}`);
    const cells = [
      ["metric", "value", "range", "better", "meaning"],
      ...this.rows.map(({ metric, value, range, direction, meaning }) => [
        metric,
        value === null ? "–" : value.toFixed(4),
        `${bound(range[0])} … ${bound(range[1])}`,
        direction,
        meaning,
      ]),
    ];
    const widths = cells[0]!.map((_, c) => Math.max(...cells.map((row) => row[c]!.length)));
    const line = (row: string[]) =>
      row.map((cell, c) => c === 1 ? cell.padStart(widths[c]!) : cell.padEnd(widths[c]!)).join("  ").trimEnd();
    return [parts.join(", "), ...cells.map(line)].join("\n");
  }

  /** The same as {@linkcode MetricsReport.toText}. */
  toString(): string {
    return this.toText();
  }

  /** What a notebook shows. */
  [DISPLAY](): DisplayBundle {
    return displayBundle(this.kind, this);
  }
}

function bound(value: number): string {
  return Number.isFinite(value) ? `${value}` : value > 0 ? "∞" : "-∞";
}
