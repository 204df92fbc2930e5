import assert from "node:assert/strict";
import { durationText, pictureText, rateText, stateText } from "../../../widgets/loss_live/texts.ts";

Deno.test("durationText() has the two largest units", () => {
  const texts = [0, 0.4, 59.4, 60, 125, 3599, 3600, 7325].map(durationText);
  assert.deepEqual(texts, ["0 s", "0 s", "59 s", "1 min 0 s", "2 min 5 s", "59 min 59 s", "1 h 0 min", "2 h 2 min"]);
});

Deno.test("rateText() turns over below one epoch a second", () => {
  const texts = [0, 0.02, 0.5, 1, 9.87, 142.4].map(rateText);
  assert.deepEqual(texts, ["", "50 s an epoch", "2.0 s an epoch", "1.0 epochs/s", "9.9 epochs/s", "142 epochs/s"]);
});

Deno.test("stateText() says why a run ended", () => {
  assert.equal(stateText({ state: "training", stopReason: null }), "training");
  assert.equal(stateText({ state: "done", stopReason: "epochs" }), "done");
  assert.equal(stateText({ state: "done", stopReason: "converged" }), "converged");
  assert.equal(stateText({ state: "interrupted", stopReason: null }), "interrupted");
});

Deno.test("pictureText() says what is seen, or why nothing is", () => {
  const picture = { places: "tissue", pictureEpoch: 7, nClusters: 6, pictureProblem: null } as const;
  assert.equal(pictureText(picture), "Tissue: 6 clusters at epoch 7");
  assert.equal(pictureText({ ...picture, pictureEpoch: 0, places: "embedding" }), "Embedding, first two axes");
  assert.equal(pictureText({ ...picture, pictureProblem: "no thread" }), "No picture: no thread");
});
