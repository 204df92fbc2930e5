import assert from "node:assert/strict";
import { Listeners } from "../../src/core/listeners.ts";

Deno.test("Listeners calls all in order with the values, the same one as often as it was added", () => {
  const listeners = new Listeners<[number, string]>(() => assert.fail());
  const heard: unknown[] = [];
  const same = (value: number) => heard.push(value);
  const ends = [listeners.add(same), listeners.add((_, text) => heard.push(text)), listeners.add(same)];
  listeners.call(1, "a");
  assert.deepEqual(heard, [1, "a", 1]);
  ends[0]!();
  ends[0]!();
  listeners.call(2, "b");
  assert.deepEqual(heard.slice(3), ["b", 2]);
});

Deno.test("Listeners hands on what is thrown or rejected, and calls the rest", async () => {
  const failures: unknown[] = [];
  const listeners = new Listeners<[]>((error) => failures.push(error));
  let called = 0;
  listeners.add(() => {
    // deno-lint-ignore no-throw-literal -- what a listener may do all the same
    throw "first";
  });
  listeners.add(() => Promise.reject("second"));
  listeners.add(() => called++);
  listeners.call();
  await new Promise((resolve) => setTimeout(resolve, 0));
  assert.deepEqual(failures, ["first", "second"]);
  assert.equal(called, 1);
});

Deno.test("Listeners that come or go while all are called take effect at the next call", () => {
  const listeners = new Listeners<[]>(() => assert.fail());
  const heard: string[] = [];
  const end = listeners.add(() => {
    heard.push("first");
    end();
    listeners.add(() => heard.push("late"));
  });
  listeners.call();
  assert.deepEqual(heard, ["first"]);
  listeners.call();
  assert.deepEqual(heard, ["first", "late"]);
});
