import type { Annotated } from "../../data/annotated.ts";
import type { Run } from "../../train/run.ts";
import { LossLive, type LossLiveOptions } from "./loss_live.ts";

const VIEWS = new WeakMap<Run<Annotated>, LossLive>();

/**
 * The live view of a run: the one it has, or, when options are given, another that takes its place from now on.
 *
 * Displaying a run does this by itself; call it to set options.
 *
 * @param run What {@linkcode train} gave.
 * @param options Clusters in the picture, other runs to compare with, the column that tells sections.
 * @returns The view; displaying it shows it.
 * @throws {WeftError} `InvalidArgument` for a number of clusters that is none, `NotFound` for a column that is not there.
 *
 * @example
 * ```ts
 * import { lossLive } from "weft/bridge";
 * import { AnnData, Dense } from "weft/data";
 * import { smart } from "weft/methods";
 * import { train } from "weft/train";
 * import assert from "node:assert/strict";
 *
 * const points = new Dense(Float32Array.from({ length: 60 }, (_, i) => Math.sin(i * i)), { shape: [20, 3] });
 * const [first, second] = [1, 2].map((seed) =>
 *   train(new AnnData({ X: points }), smart({ useGraph: false, nLatent: 4 }), { useRep: "X", nEpochs: 3, seed })
 * );
 * await first!.result();
 * const view = lossLive(second!, { others: [first!] });
 * assert.equal(lossLive(second!), view);
 * await view.settled();
 * assert.equal(view.state.others[0]!.name, "seed 1");
 * ```
 */
export function lossLive(run: Run<Annotated>, options?: LossLiveOptions): LossLive {
  const known = VIEWS.get(run);
  if (known && !options) return known;
  const view = new LossLive(run, options);
  known?.close();
  VIEWS.set(run, view);
  return view;
}
