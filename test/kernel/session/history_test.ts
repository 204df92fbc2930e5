import assert from "node:assert/strict";
import { History } from "../../../src/kernel/session/history.ts";

function historyOf(...codes: string[]): History {
  const history = new History();
  for (const code of codes) history.add({ code });
  return history;
}

const codes = ({ history }: { readonly history?: unknown }): string[] =>
  (history as string[][]).map(([, , code]) => code!);

Deno.test("History answers tail, range and search", () => {
  const history = historyOf("1+1", "6*7", "x", "6*7");
  assert.deepEqual(codes(history.reply({ "hist_access_type": "tail", n: 2 })), ["x", "6*7"]);
  assert.deepEqual(codes(history.reply({ "hist_access_type": "range", start: 2, stop: 4 })), ["6*7", "x"]);
  assert.deepEqual(codes(history.reply({ "hist_access_type": "range", start: 3 })), ["x", "6*7"]);
  assert.deepEqual(codes(history.reply({ "hist_access_type": "search", pattern: "6*?7" })), ["6*7", "6*7"]);
  assert.deepEqual(codes(history.reply({ "hist_access_type": "search", pattern: "6*", unique: true })), ["6*7"]);
  assert.deepEqual(codes(history.reply({ "hist_access_type": "search", pattern: "*", n: 1 })), ["6*7"]);
  assert.deepEqual(codes(history.reply({ "hist_access_type": "search", pattern: "7" })), []);
});

Deno.test("History gives lines their session and number, and their output as a pair when asked", () => {
  const history = historyOf("a", "b");
  assert.deepEqual(history.reply({ "hist_access_type": "tail", n: 1 }), { status: "ok", history: [[1, 2, "b"]] });
  const { history: lines } = history.reply({ "hist_access_type": "tail", n: 1, output: true });
  assert.deepEqual(lines, [[1, 2, ["b", null]]]);
});

Deno.test("History leaves out what is silent or not to be stored", () => {
  const history = new History();
  history.add({ code: "a", silent: true });
  history.add({ code: "b", "store_history": false });
  history.add({});
  history.add({ code: "c", silent: false, "store_history": true });
  assert.deepEqual(codes(history.reply({ "hist_access_type": "tail" })), ["c"]);
});

Deno.test("History searches patterns that mean something to regular expressions, and hostile ones in little time", () => {
  const history = historyOf("f(x) + [1].map($)", "a".repeat(3000));
  assert.equal(codes(history.reply({ "hist_access_type": "search", pattern: "f(?) + [1]*($)" })).length, 1);
  const start = performance.now();
  assert.deepEqual(codes(history.reply({ "hist_access_type": "search", pattern: `${"*a".repeat(30)}b` })), []);
  assert(performance.now() - start < 1000);
});
