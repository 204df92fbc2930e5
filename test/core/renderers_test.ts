import assert from "node:assert/strict";
import { DISPLAY, displayBundle, liveBundle, registerRenderer } from "../../src/core/renderers.ts";

Deno.test("DISPLAY is the method that Deno's notebook asks for", () => {
  assert.equal(DISPLAY, Symbol.for("Jupyter.display"));
});

Deno.test("displayBundle() of an unknown kind is its text", () => {
  assert.deepEqual(displayBundle("renderers_test/none", { toString: () => "plain" }), { "text/plain": "plain" });
});

Deno.test("registerRenderer() adds to the text, may replace it, and a later one counts", () => {
  const kind = "renderers_test/some";
  registerRenderer(kind, (value: { n: number }) => ({ "text/html": `<i>${value.n}</i>` }));
  const value = { n: 3, toString: () => "three" };
  assert.deepEqual(displayBundle(kind, value), { "text/plain": "three", "text/html": "<i>3</i>" });
  registerRenderer(kind, () => ({ "text/plain": "other" }));
  assert.deepEqual(displayBundle(kind, value), { "text/plain": "other" });
});

Deno.test("liveBundle() waits for the renderer, which an empty bundle says has shown the object itself", async () => {
  const kind = "renderers_test/live";
  const value = { toString: () => "plain" };
  assert.deepEqual(await liveBundle(kind, value), { "text/plain": "plain" });
  registerRenderer(kind, () => Promise.resolve({ "text/html": "<b>1</b>" }));
  assert.deepEqual(await liveBundle(kind, value), { "text/plain": "plain", "text/html": "<b>1</b>" });
  assert.deepEqual(
    displayBundle(kind, value),
    { "text/plain": "plain" },
    "what takes its time cannot be shown at once",
  );
  registerRenderer(kind, () => Promise.resolve({}));
  assert.deepEqual(await liveBundle(kind, value), {});
});

Deno.test("liveBundle() fails as its renderer does", async () => {
  const kind = "renderers_test/failing";
  registerRenderer(kind, () => Promise.reject(new TypeError("no")));
  await assert.rejects(liveBundle(kind, {}), /no/);
});
