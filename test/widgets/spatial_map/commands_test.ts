import assert from "node:assert/strict";
import { type Actions, runKey, SHORTCUTS } from "../../../widgets/spatial_map/commands.ts";

/** Notes what is done. */
function notes(): { actions: Actions; done: unknown[][] } {
  const done: unknown[][] = [];
  const actions = new Proxy({}, {
    get: (_, name) => (...values: unknown[]) => done.push([name, ...values]),
  }) as Actions;
  return { actions, done };
}

const plain = { ctrlKey: false, altKey: false, metaKey: false };

Deno.test("runKey() does what each key of the help says, and one thing each", () => {
  for (const { keys } of SHORTCUTS) {
    for (const key of keys) {
      const { actions, done } = notes();
      assert(runKey({ ...plain, key }, actions), key);
      assert.equal(done.length, 1, key);
    }
  }
});

Deno.test("runKey() takes letters in either case and leaves the browser's keys alone", () => {
  const { actions, done } = notes();
  assert(runKey({ ...plain, key: "L" }, actions));
  assert(runKey({ ...plain, key: "ArrowLeft" }, actions));
  assert.deepEqual(done, [["tool", "lasso"], ["pan", -0.1, 0]]);
  for (const event of [{ ...plain, key: "q" }, { ...plain, key: "s", ctrlKey: true }, { ...plain, key: "Tab" }]) {
    assert(!runKey(event, actions));
  }
  assert.equal(done.length, 2);
});

Deno.test("SHORTCUTS give no key two meanings", () => {
  const keys = SHORTCUTS.flatMap(({ keys }) => keys);
  assert.equal(new Set(keys).size, keys.length);
});
