import assert from "node:assert/strict";
import type { DenoJupyter } from "../../../src/kernel/side/reroute_displays.ts";
import { type DenoResults, rerouteResults } from "../../../src/kernel/side/reroute_results.ts";

/** Shows a value as a cell's result; what was published for it. */
async function shown(value: unknown, format: DenoJupyter["format"]): Promise<[string, unknown][]> {
  const published: [string, unknown][] = [];
  const results: DenoResults = { broadcastResult: () => assert.fail() };
  const jupyter: DenoJupyter = { broadcast: () => assert.fail(), display: () => assert.fail(), format };
  rerouteResults(results, jupyter, (name, content) => {
    published.push([name, content]);
    return Promise.resolve();
  });
  await results.broadcastResult!(4, value);
  return published;
}

Deno.test("rerouteResults() publishes the last value of a cell, and nothing for none", async () => {
  const format = (value: unknown) => Promise.resolve({ "text/plain": String(value) });
  assert.deepEqual(await shown(7, format), [
    ["execute_result", { execution_count: 4, data: { "text/plain": "7" }, metadata: {}, transient: {} }],
  ]);
  assert.equal((await shown(null, format)).length, 1);
  assert.deepEqual(await shown(undefined, format), []);
});

Deno.test("rerouteResults() shows what an object throws when it is to show itself, whatever that is", async () => {
  const error = new TypeError("mine");
  const failing = (thrown: unknown) => shown({}, () => Promise.reject(thrown));
  assert.deepEqual(await failing(error), [
    ["error", { ename: "TypeError", evalue: "mine", traceback: error.stack!.split("\n") }],
  ]);
  assert.deepEqual(await failing("words"), [["error", { ename: "Error", evalue: "words", traceback: [] }]]);
  assert.deepEqual(await failing(null), [["error", { ename: "Error", evalue: "null", traceback: [] }]]);
  assert.deepEqual(await failing({ message: "bare" }), [["error", { ename: "Error", evalue: "bare", traceback: [] }]]);
});

Deno.test("rerouteResults() leaves a runtime alone that shows results elsewhere", () => {
  const jupyter: DenoJupyter = {
    broadcast: () => assert.fail(),
    display: () => assert.fail(),
    format: () => assert.fail(),
  };
  const other: DenoResults = {};
  rerouteResults(other, jupyter, () => assert.fail());
  rerouteResults(undefined, jupyter, () => assert.fail());
  assert.deepEqual(other, {});
});
