import assert from "node:assert/strict";
import { WidgetModel } from "../../src/bridge/widget_model.ts";
import { DISPLAY } from "../../src/core/renderers.ts";
import { Rng } from "../../src/core/rng.ts";
import { FakeHost } from "./fake_host.ts";

const KEYS = [
  "__proto__",
  "constructor",
  "prototype",
  "toString",
  "count",
  "bytes",
  "_esm",
  "",
  "0",
  "length",
  "method",
];
const WORDS = [
  "update",
  "custom",
  "request_state",
  "request_states",
  "echo_update",
  "weft.upload",
  "weft.piece",
  ...KEYS,
];

/** Any JSON at all, with keys that mean something more often than chance would have it. */
function anything(rng: Rng, depth = 0): unknown {
  const kind = rng.integer(depth > 3 ? 5 : 8);
  if (kind === 0) return null;
  if (kind === 1) return rng.normal() * 1e6;
  if (kind === 2) return rng.integer(5) - 1;
  if (kind === 3) return WORDS[rng.integer(WORDS.length)];
  if (kind === 4) return rng.uniform() < 0.5;
  const items = Array.from({ length: rng.integer(4) }, () => anything(rng, depth + 1));
  if (kind === 5) return items;
  // Parsed, as a page's message is, so that "__proto__" is a key like any other.
  return JSON.parse(
    `{${items.map((item) => `${JSON.stringify(WORDS[rng.integer(WORDS.length)])}: ${JSON.stringify(item)}`)}}`,
  );
}

/** A message that begins as a right one and goes wrong somewhere. */
function nearly(rng: Rng): unknown {
  const path = () => Array.from({ length: rng.integer(3) }, () => KEYS[rng.integer(KEYS.length)]);
  const methods = [
    () => ({ method: "update", state: anything(rng), buffer_paths: [path(), path()].slice(rng.integer(3)) }),
    () => ({
      method: "update",
      state: { [KEYS[rng.integer(KEYS.length)]!]: anything(rng) },
      buffer_paths: anything(rng),
    }),
    () => ({
      method: "custom",
      content: { kind: "weft.upload", upload: anything(rng), part: anything(rng), parts: anything(rng) },
    }),
    () => anything(rng),
  ];
  return methods[rng.integer(methods.length)]!();
}

Deno.test("a page that says anything at all sets no trait it may not, reaches no prototype, and is heard on", async () => {
  const host = new FakeHost();
  const rng = new Rng(11).split("hostile");
  const bytes = new Uint8Array([1]);
  const model = new WidgetModel<{ count: number; bytes: Uint8Array }>({
    module: "export default {}",
    state: { count: 0, bytes },
    checks: {
      count(value) {
        assert(typeof value === "number" && Number.isInteger(value), "a whole number");
        return value;
      },
    },
    host,
  });
  model.onMessage(() => undefined);
  await model[DISPLAY]();
  const clean = Object.getOwnPropertyNames(Object.prototype);
  for (let round = 0; round < 3000; round++) {
    const buffers = Array.from({ length: rng.integer(3) }, () => new Uint8Array(rng.integer(4)));
    const name = ["comm_msg", "comm_msg", "comm_msg", "comm_open"][rng.integer(4)]!;
    host.page(model.id, nearly(rng), buffers, name);
    assert(Number.isInteger(model.get("count")));
  }
  assert.equal(model.get("bytes"), bytes);
  assert.deepEqual(Object.keys(model.state), ["count", "bytes"]);
  assert.deepEqual(Object.getOwnPropertyNames(Object.prototype), clean);
  assert(host.warnings.length <= 3, host.warnings.join("\n"));
  host.page(model.id, { method: "update", state: { count: 77 } });
  assert.equal(model.get("count"), 77);
  model.close();
  await model.flush();
});

Deno.test("a page whose value a check lets pass, but that no message can carry to other pages, is refused", async () => {
  const host = new FakeHost();
  const model = new WidgetModel<{ any: unknown }>({
    module: "export default {}",
    state: { any: 1 },
    checks: { any: (value) => value },
    host,
  });
  await model[DISPLAY]();
  let deep: unknown = 1;
  for (let i = 0; i < 100; i++) deep = [deep];
  host.page(model.id, { method: "update", state: { any: deep } });
  assert.equal(model.get("any"), 1);
  assert.match(host.warnings.join("\n"), /more than 32 levels/);
  host.page(model.id, { method: "update", state: { any: 5 } });
  host.page(model.id, { method: "request_state" });
  await model.flush();
  assert.equal(model.get("any"), 5);
});
