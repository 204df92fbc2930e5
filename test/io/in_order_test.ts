import assert from "node:assert/strict";
import { inOrder } from "../../src/io/hdf5_writer/in_order.ts";

/** A work that ends after `turns` turns of the event loop, and what is under way. */
function works() {
  const state = { running: 0, most: 0, started: 0 };
  const work = async (value: number, turns: number, fails = false) => {
    state.started++;
    state.most = Math.max(state.most, ++state.running);
    for (let turn = 0; turn < turns; turn++) await new Promise((done) => setTimeout(done, 0));
    state.running--;
    if (fails) throw new RangeError(`work ${value}`);
    return value;
  };
  return { state, work };
}

Deno.test("inOrder() yields in order whichever work is ready first, so many at a time", async () => {
  for (const width of [1, 3, 8, 100]) {
    const { state, work } = works();
    const results = await Array.fromAsync(inOrder(20, width, (k) => work(k, 1 + (7 * k) % 5)));
    assert.deepEqual(results, Array.from({ length: 20 }, (_, k) => k));
    assert.deepEqual([state.running, state.most], [0, Math.min(width, 20)]);
  }
});

Deno.test("inOrder() of nothing yields nothing", async () => {
  assert.deepEqual(await Array.fromAsync(inOrder(0, 4, () => Promise.reject(new Error()))), []);
});

Deno.test("inOrder() waits for what is under way before it passes a failure on", async () => {
  const { state, work } = works();
  const all = Array.fromAsync(inOrder(20, 4, (k) => work(k, k === 2 ? 1 : 6, k === 2)));
  await assert.rejects(all, { name: "RangeError", message: "work 2" });
  assert.equal(state.running, 0);
  assert(state.started < 20);
});

Deno.test("inOrder() waits for what is under way when a work cannot be started, or its caller stops", async () => {
  const { state, work } = works();
  const refused = inOrder(9, 4, (k) => {
    if (k === 3) throw new RangeError("refused");
    return work(k, 5);
  });
  await assert.rejects(Array.fromAsync(refused), { message: "refused" });
  assert.deepEqual([state.running, state.started], [0, 3]);
  for await (const value of inOrder(9, 4, (k) => work(k, 2))) if (value === 1) break;
  assert.equal(state.running, 0);
});
