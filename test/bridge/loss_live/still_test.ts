import assert from "node:assert/strict";
import { still } from "../../../src/bridge/loss_live/still.ts";
import type { LossLiveState } from "../../../src/bridge/protocol.ts";
import { runState } from "../../browser/loss_live/run_state.ts";

const paths = (svg: string) => svg.match(/<path/g)?.length ?? 0;

Deno.test("still() draws curves, other seeds, tissue and legend", () => {
  const svg = still(runState());
  assert.match(svg, /^<svg xmlns="http:\/\/www.w3.org\/2000\/svg" viewBox="-8 0 776 \d+"/);
  assert.equal(svg.match(/stroke-opacity=".3"/g)!.length, 10);
  for (const text of ["smart, seed 2024", "training, 180 of 500 epochs", "tissue, clusters at epoch 142"]) {
    assert(svg.includes(`>${text}<`), text);
  }
  for (const term of ["total", "recon_rna", "recon_adt", "triplet_rna", "triplet_adt"]) {
    assert.match(svg, new RegExp(`>${term}<tspan[^>]*>0\\.`));
  }
  const dots = svg.match(/h0/g)!.length;
  assert.equal(dots, runState().x.length);
});

Deno.test("still() draws as the view says", () => {
  const plain = runState({ others: [] });
  const less = runState({ others: [], view: { ...plain.view, hidden: ["triplet_rna", "triplet_adt"] } });
  assert(paths(still(plain)) > paths(still(less)));
  assert.doesNotMatch(still(less), /triplet/);
  const linear = still(runState({ others: [], view: { ...plain.view, log: false } }));
  assert.notEqual(linear, still(plain));
});

Deno.test("still() says how a run ended, and marks where", () => {
  const text = (changes: Partial<LossLiveState>) => still(runState(changes));
  const ended = { state: "done", epoch: 180 } as const;
  assert.match(text({ ...ended, epoch: 500, stopReason: "epochs" }), />done, 500 of 500 epochs</);
  const early = text({ ...ended, stopReason: "converged", marker: { epoch: 180, label: "converged" } });
  assert.match(early, />converged after 180 of 500 epochs</);
  assert.match(early, />converged at 180</);
  assert.match(text({ state: "interrupted" }), />interrupted after 180/);
  assert.match(text({ state: "failed", problem: "Lower <lr>." }), />Lower &lt;lr&gt;\.</);
});

Deno.test("still() of a run that has not begun, and of one without places", () => {
  const none = new Float32Array(0);
  const empty = still(runState({ curve: none, others: [], labels: new Uint8Array(0), pictureEpoch: 0 }));
  assert.match(empty, /no epoch is done yet/);
  assert.match(empty, /stroke="#8a919a66"/, "spots without a cluster are grey");
  const lost = still(runState({ x: none, y: none, labels: new Uint8Array(0), pictureProblem: "why" }));
  assert.match(lost, />no picture</);
  assert.doesNotMatch(lost, /h0/);
  assert.match(still(runState({ places: "embedding" })), />embedding, first two axes, clusters/);
});

Deno.test("still() takes names for text", () => {
  const svg = still(runState({ name: "</svg><script>", terms: ["total", "<b>", "&", "\u202eabc", "x"] }));
  assert.doesNotMatch(svg, /<script|<b>|\u202e/);
  assert.equal(svg.match(/<\/svg>/g)!.length, 1);
});
