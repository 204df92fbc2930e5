import assert from "node:assert/strict";
import { mapState } from "../../browser/spatial_map/map_state.ts";
import { watchKernel } from "../../../widgets/shared/kernel_link.ts";
import { listen } from "../../../widgets/shared/listen.ts";
import { FakeModel } from "../spatial_map/fake_model.ts";

function watched(live: boolean) {
  const model = new FakeModel(mapState(2, { live }));
  const ending = new AbortController();
  const states: string[] = [];
  watchKernel(model, ending.signal, (state) => states.push(state));
  return { model, states, end: () => ending.abort() };
}

Deno.test("watchKernel() greets, and tells when the line is lost, and when somebody answers again", () => {
  const { model, states, end } = watched(true);
  assert.deepEqual(model.sent, [{ kind: "weft.hello" }]);
  model.tell("msg:custom", { kind: "weft.hello" });
  model.tell("comm_live_update");
  assert.equal(model.sent.length, 2, "asks who is there");
  model.tell("msg:custom", { kind: "weft.hello" });
  model.tell("comm:close");
  model.tell("comm:close");
  assert.deepEqual(states, ["live", "gone", "live", "gone"]);
  end();
  assert.equal(model.listeners, 0);
});

Deno.test("watchKernel() of an exported page says at once that there is none, and asks nobody", () => {
  const { model, states, end } = watched(false);
  assert.deepEqual([states, model.sent, model.listeners], [["gone"], [], 0]);
  end();
});

Deno.test("watchKernel() takes a model that cannot send for one without a kernel", () => {
  const model = new FakeModel(mapState(2));
  model.send = () => {
    throw new Error("no comm");
  };
  const ending = new AbortController();
  const states: string[] = [];
  watchKernel(model, ending.signal, (state) => states.push(state));
  assert.deepEqual(states, ["live", "gone"]);
  ending.abort();
});

Deno.test("listen() hears until the signal ends it", () => {
  const model = new FakeModel(mapState(2));
  const ending = new AbortController();
  let heard = 0;
  listen(model, "change:opacity", () => heard++, ending.signal);
  model.set("opacity", 0.5);
  ending.abort();
  model.set("opacity", 1);
  assert.deepEqual([heard, model.listeners], [1, 0]);
});
