import { DISPLAY, type DisplayBundle, displayBundle } from "../core/renderers.ts";
import { Frame } from "../data/frame.ts";

/** What an integration is judged by: kept biology, mixed batches, mixed modalities. */
export type IntegrationGroup = "bio" | "batch" | "modality";

/** One score of an integration, from 0 to 1, higher is better. */
export interface IntegrationScore {
  /** What it judges. */
  readonly group: IntegrationGroup;
  /** Name of the function that computes it, such as `ilisi`. */
  readonly metric: string;
  /** The score; `null` where it is undefined, such as mixing of a single batch. */
  readonly value: number | null;
  /** What it says, in one sentence. */
  readonly meaning: string;
  /** What a reader should know of this value, such as a cell type that it leaves out. */
  readonly note?: string | undefined;
}

/** What {@linkcode IntegrationScores} are about. */
export interface IntegrationHeader {
  /** The embedding that was scored. */
  readonly useRep: string;
  /** Column of `obs` with the cell types. */
  readonly labelsKey: string;
  /** Column of `obs` with the batches. */
  readonly batchKey?: string | undefined;
  /** Column of `obs` with the modalities. */
  readonly modalityKey?: string | undefined;
  /** Number of observations scored: those that miss no label, batch or modality. */
  readonly nObs: number;
  /** Number of observations left out because they miss one. */
  readonly nLeftOut: number;
  /** Number of integrations among which every score was stretched to 0 … 1; not there for scores as they are. */
  readonly stretchedAmong?: number | undefined;
}

/** The parts of a total by what could be scored; groups without a score are left out. */
const WEIGHTS: readonly Readonly<Partial<Record<IntegrationGroup, number>>>[] = [
  { bio: 0.4, batch: 0.3, modality: 0.3 },
  { bio: 0.6, modality: 0.4 },
  { bio: 0.6, batch: 0.4 },
  { bio: 1 },
  { batch: 0.5, modality: 0.5 },
  { modality: 1 },
  { batch: 1 },
];
const BAR = 20;

/**
 * The scores of an integration in three groups with their means and the total; shows itself as a table with a bar a
 * score.
 *
 * A group is the mean of its scores that are defined; the total is 0.4 bio + 0.3 batch + 0.3 modality, without batches
 * 0.6 bio + 0.4 modality, without modalities 0.6 bio + 0.4 batch. Nothing is
 * rescaled; `minMaxScores` stretches the scores of several integrations.
 *
 * @example
 * ```ts
 * import { IntegrationScores } from "weft/metrics";
 * import assert from "node:assert/strict";
 *
 * const header = { useRep: "X_joint", labelsKey: "type", nObs: 4, nLeftOut: 0 };
 * const scores = new IntegrationScores(header, [
 *   { group: "bio", metric: "clisi", value: 1, meaning: "Types keep apart." },
 *   { group: "modality", metric: "ilisi", value: 0.5, meaning: "Modalities are mixed." },
 *   { group: "batch", metric: "ilisi", value: null, meaning: "Batches are mixed." },
 * ]);
 * assert.equal(scores.group("batch"), null);
 * assert.equal(scores.total, 0.8);
 * ```
 */
export class IntegrationScores {
  /** Tells what shows itself apart. */
  readonly kind = "integration-scores";
  /** What was scored. */
  readonly header: IntegrationHeader;
  /** The scores, group after group. */
  readonly rows: readonly IntegrationScore[];

  /**
   * Scores that were computed.
   *
   * @param header What was scored.
   * @param rows The scores, in the order in which they are shown.
   */
  constructor(header: IntegrationHeader, rows: readonly IntegrationScore[]) {
    this.header = Object.freeze({ ...header });
    this.rows = Object.freeze([...rows]);
    Object.freeze(this);
  }

  /** One score; `null` when it is undefined or was not computed. */
  value(group: IntegrationGroup, metric: string): number | null {
    return this.rows.find((row) => row.group === group && row.metric === metric)?.value ?? null;
  }

  /** Mean of a group's scores that are defined; `null` when none is. */
  group(group: IntegrationGroup): number | null {
    const known = this.rows.flatMap((row) => row.group === group && row.value !== null ? [row.value] : []);
    return known.length === 0 ? null : known.reduce((sum, value) => sum + value, 0) / known.length;
  }

  /** The groups that have a score, in the order bio, batch, modality. */
  get groups(): readonly IntegrationGroup[] {
    return (["bio", "batch", "modality"] as const).filter((group) => this.group(group) !== null);
  }

  /** The weighted mean of the groups; `null` when there is no score at all. */
  get total(): number | null {
    const { groups } = this;
    const weights = WEIGHTS.find((parts) =>
      Object.keys(parts).length === groups.length && groups.every((group) => group in parts)
    );
    return weights ? groups.reduce((sum, group) => sum + weights[group]! * this.group(group)!, 0) : null;
  }

  /** Every score, group mean and the total by name, such as `bio.clisi`, `bio` and `total`. */
  values(): Record<string, number | null> {
    return {
      ...Object.fromEntries(this.rows.map(({ group, metric, value }) => [`${group}.${metric}`, value])),
      ...Object.fromEntries((["bio", "batch", "modality"] as const).map((group) => [group, this.group(group)])),
      total: this.total,
    };
  }

  /** The scores as a table: `group`, `metric`, `value` (NaN where undefined) and `meaning`. */
  toFrame(): Frame {
    return new Frame(this.rows.map(({ group, metric }) => `${group}.${metric}`), {
      group: this.rows.map(({ group }) => group),
      metric: this.rows.map(({ metric }) => metric),
      value: Float64Array.from(this.rows, ({ value }) => value ?? NaN),
      meaning: this.rows.map(({ meaning }) => meaning),
    });
  }

  /** The scores as aligned lines of text, each with its bar; notes stand below. */
  toText(): string {
    const width = Math.max(8, ...this.rows.map(({ metric }) => metric.length));
    const line = (name: string, value: number | null) => `${name.padEnd(width + 2)}  ${shown(value)}  ${bar(value)}`;
    const parts = this.groups.flatMap((group) => [
      line(group.toUpperCase(), this.group(group)),
      ...this.rows.filter((row) => row.group === group).map(({ metric, value }) => line(`  ${metric}`, value)),
    ]);
    const notes = this.rows.flatMap(({ group, metric, note }) =>
      note === undefined ? [] : [`${group}.${metric}: ${note}`]
    );
    return [this.title(), ...parts, line("TOTAL", this.total), ...notes].map((text) => text.trimEnd()).join("\n");
  }

  /** What was scored, in a line. */
  title(): string {
    const { useRep, labelsKey, batchKey, modalityKey, nObs, nLeftOut, stretchedAmong } = this.header;
    const keys = [`labels obs["${labelsKey}"]`];
    if (batchKey !== undefined) keys.push(`batches obs["${batchKey}"]`);
    if (modalityKey !== undefined) keys.push(`modalities obs["${modalityKey}"]`);
    const left = nLeftOut === 0 ? "" : ` (${nLeftOut} left out that miss one)`;
    if (stretchedAmong !== undefined) keys.push(`every score from the least to the most of ${stretchedAmong}`);
    return `${useRep === "X" ? "X" : `obsm["${useRep}"]`}: ${nObs} observations${left}, ${keys.join(", ")}`;
  }

  /** The same as {@linkcode IntegrationScores.toText}. */
  toString(): string {
    return this.toText();
  }

  /** What a notebook shows. */
  [DISPLAY](): DisplayBundle {
    return displayBundle(this.kind, this);
  }
}

function shown(value: number | null): string {
  return value === null ? "  –  " : value.toFixed(3);
}

function bar(value: number | null): string {
  return value === null ? "" : "█".repeat(Math.round(BAR * Math.min(1, Math.max(0, value))));
}
