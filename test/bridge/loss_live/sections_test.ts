import assert from "node:assert/strict";
import { lossLive } from "../../../src/bridge/loss_live/view_of_run.ts";
import { isWeftError } from "../../../src/core/is_weft_error.ts";
import { smart, smartMs } from "../../../src/methods/mod.ts";
import { boardSpots } from "../../../src/bridge/ablation_board/board_traits.ts";
import { compare } from "../../../src/study/mod.ts";
import { train } from "../../../src/train/mod.ts";
import { sections } from "../../methods/sections.ts";

const small = { nLatent: 4, nEpochs: 2 };
/** How wide a picture is, for one as high as 1. */
const widthOf = ({ x, y }: { x: Float32Array; y: Float32Array }) => Math.max(...x) / Math.max(...y);

Deno.test("lossLive() lays the sections that a method was told of side by side, others where they are told to it", async () => {
  const data = sections({ names: ["b", "a"], side: 6 });
  const told = train(data, smartMs({ ...small, minPairs: 1, topK: 4 }));
  assert.equal(told.libraryKey, "section");
  const view = lossLive(told);
  await view.settled();
  assert(widthOf(view.state) > 1.8);

  const other = train(data, smart(small), { useRep: "X_pca_harmony" });
  assert.equal(other.libraryKey, undefined);
  const over = lossLive(other);
  assert.throws(() => lossLive(other, { libraryKey: "nothing" }), (error) => isWeftError(error, "NotFound"));
  assert.equal(lossLive(other), over);
  assert.equal(widthOf(over.state), 1);
  const apart = lossLive(other, { libraryKey: "section" });
  assert(widthOf(apart.state) > 1.8);
  await apart.settled();
});

Deno.test("boardSpots() lays the sections that a study's method was told of side by side", async () => {
  const data = sections({ names: ["b", "a"], side: 6 });
  const few = { seeds: 1, nClusters: 2, workers: 0, cacheDir: null };
  const of = (name: "section" | "none") => {
    const method = name === "section" ? smartMs({ ...small, nEpochs: 0 }) : smart({ ...small, nEpochs: 0 });
    return compare(data, { untrained: method }, { ...few, useRep: "X_pca_harmony" });
  };
  const [told, other] = [of("section"), of("none")];
  assert.deepEqual([told.libraryKey, other.libraryKey], ["section", undefined]);
  assert.deepEqual([widthOf(boardSpots(told)) > 1.8, widthOf(boardSpots(other))], [true, 1]);
  await Promise.all([told.result(), other.result()]);
});
