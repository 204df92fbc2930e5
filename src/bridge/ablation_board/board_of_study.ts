import type { Study } from "../../study/study.ts";
import { AblationBoard, type AblationBoardOptions } from "./ablation_board.ts";

const BOARDS = new WeakMap<Study<unknown>, AblationBoard>();

/**
 * The live view of a study: the one it has, or, when options are given, another that takes its place from now on.
 * Displaying a study does this by itself.
 *
 * @param study What `ablate`, `compare`, `sweep` or `stability` gave.
 * @param options Where it lives.
 * @returns The view; displaying it shows it.
 *
 * @example
 * ```ts
 * import { ablationBoard } from "weft/bridge";
 * import { AnnData, Dense } from "weft/data";
 * import { smart } from "weft/methods";
 * import { sweep } from "weft/study";
 * import assert from "node:assert/strict";
 *
 * const points = new Dense(Float32Array.from({ length: 60 }, (_, i) => Math.sin(i * i)), { shape: [20, 3] });
 * const study = sweep(new AnnData({ X: points }), smart({ useGraph: false, nLatent: 4 }), {
 *   useRep: "X", seeds: 1, nEpochs: 2, nClusters: [2, 3], workers: 0, cacheDir: null,
 * });
 * const board = ablationBoard(study);
 * assert.equal(ablationBoard(study), board);
 * await board.settled();
 * assert.deepEqual(board.state.lines.map(({ name }) => name), ["nClusters=2", "nClusters=3"]);
 * ```
 */
export function ablationBoard(study: Study<unknown>, options?: AblationBoardOptions): AblationBoard {
  const known = BOARDS.get(study);
  if (known && !options) return known;
  const board = new AblationBoard(study, options);
  known?.close();
  BOARDS.set(study, board);
  return board;
}
