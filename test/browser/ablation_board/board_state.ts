import type { AblationBoardState, BoardLine, BoardRow } from "../../../src/bridge/protocol.ts";
import { PROTOCOL_VERSION } from "../../../src/bridge/protocol.ts";
import { palette } from "../../../src/plot/palette.ts";

const NAMES = ["full", "without triplet", "without adt"] as const;
const MEANS = [0.9, 0.7, null] as const;
const TERMS = ["total", "recon_rna", "triplet_rna"] as const;
const SIDE = 20;

/** A study of three lines and two seeds: two are done, the third has one row under way and one that failed. */
export function boardState(changes: Partial<AblationBoardState> = {}): AblationBoardState {
  const rows = [0, 1].flatMap((seed) => NAMES.map((_, line): BoardRow => rowOf(line, seed)));
  const lines = NAMES.map((name, line): BoardLine => ({
    name,
    n: line < 2 ? 2 : 0,
    rows: [line, line + NAMES.length],
    means: [MEANS[line]!, line < 2 ? 0.8 + 0.1 * line : null],
    sds: [line < 2 ? 0.02 : null, line < 2 ? 0.01 : null],
    difference: line === 1 ? { mean: -0.2, low: -0.26, high: -0.14, pHolm: 0.012 } : null,
    seconds: line < 2 ? 4.2 : null,
  }));
  const at = Array.from({ length: SIDE * SIDE }, (_, i) => [i % SIDE / SIDE, Math.floor(i / SIDE) / SIDE]);
  const halves = (line: number) => Uint8Array.from(at, ([x, y]) => (line === 0 ? x! : y!) < 0.5 ? 0 : 1);
  return {
    protocol: PROTOCOL_VERSION,
    name: "ablation of smart",
    state: "running",
    problem: null,
    metrics: ["ari", "pas"],
    lowerBetter: [false, true],
    lines,
    rows,
    terms: TERMS,
    curves: rows.map(({ epoch }, row) => curve(epoch, row)),
    x: Float32Array.from(at, ([x]) => x!),
    y: Float32Array.from(at, ([, y]) => y!),
    labels: rows.map(({ state }, row) => state === "done" ? halves(row % NAMES.length) : new Uint8Array(0)),
    domains: ["cortex", "medulla"],
    colors: palette(2),
    view: { line: 0, row: 0, term: "total", log: true, sort: null },
    live: true,
    ...changes,
  };
}

function rowOf(line: number, seed: number): BoardRow {
  if (line < 2) {
    return { seed, state: "done", epoch: 50, nEpochs: 50, score: MEANS[line]!, kept: seed === 0, problem: null };
  }
  if (seed === 0) return { seed, state: "training", epoch: 25, nEpochs: 50, score: null, kept: false, problem: null };
  return { seed, state: "failed", epoch: 3, nEpochs: 50, score: null, kept: false, problem: "the loss is NaN" };
}

function curve(nPoints: number, row: number): Float32Array<ArrayBuffer> {
  const values = new Float32Array(nPoints * TERMS.length);
  for (let point = 0; point < nPoints; point++) {
    for (let term = 0; term < TERMS.length; term++) {
      values[point * TERMS.length + term] = (term + 1) / (1 + point + row);
    }
  }
  return values;
}
