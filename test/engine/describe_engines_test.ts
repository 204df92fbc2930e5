import assert from "node:assert/strict";
import { DISPLAY, isWeftError } from "../../src/core/mod.ts";
import { registerDisplays } from "../../src/display/mod.ts";
import { describeEngines, EngineReport, openEngine } from "../../src/engine/mod.ts";

Deno.test("describeEngines() names the engine that openEngine() takes, with the same kind, threads and reason", async () => {
  for (const engine of ["auto", "native", "wasm", "cpu"] as const) {
    const [report, opened] = [await describeEngines({ engine }), await openEngine({ engine })];
    const { name, kind, threads, why } = opened;
    assert.deepEqual(
      { name: report.name, kind: report.kind, threads: report.threads, why: report.why },
      { name, kind, threads, why },
    );
  }
});

Deno.test("describeEngines() tells of every engine whether it can be had, or what is missing", async () => {
  const { choices } = await describeEngines();
  assert.deepEqual(choices.map(({ name }) => name), ["native", "wasm", "cpu", "webgpu", "tensorflow"]);
  for (const { name, available, remark, automatic } of choices) {
    assert.equal(automatic, name === "native" || name === "wasm");
    if (available) assert.match(remark, /, \d+ threads?$/);
    else assert.match(remark, /^[a-z].*[^.]$/);
  }
});

Deno.test("describeEngines() refuses an engine that was named and cannot be had", async () => {
  const { choices } = await describeEngines();
  for (const { name, available, remark } of choices.filter((choice) => !choice.available)) {
    assert.equal(available, false);
    await assert.rejects(describeEngines({ engine: name }), (error: unknown) => {
      assert(isWeftError(error, "Failed"));
      assert(error.message.includes(`the engine '${name}' to start but found ${name}: ${remark}`), error.message);
      return true;
    });
  }
});

Deno.test("EngineReport shows itself as text, and as HTML in which nothing is markup but ours", () => {
  registerDisplays();
  const choices = [
    { name: "wasm", available: true, remark: "simd, 3 threads", automatic: true },
    { name: "webgpu", available: true, remark: "a <b>card</b>, 1 thread", automatic: false },
    { name: "tensorflow", available: false, remark: "no folder", automatic: false },
  ] as const;
  const report = new EngineReport({ name: "wasm", kind: "simd", threads: 3, why: "because", choices });
  assert.equal(
    `${report}`,
    [
      "wasm (simd), 3 threads: because",
      "  wasm        yes  simd, 3 threads",
      "  webgpu      yes  a <b>card</b>, 1 thread; by name only",
      "  tensorflow  no   no folder",
    ].join("\n"),
  );
  const html = String(report[DISPLAY]()["text/html"]);
  assert.match(html, /a &lt;b&gt;card&lt;\/b&gt;/);
  assert.match(html, /2 can be had/);
  assert.deepEqual(JSON.parse(JSON.stringify(report)).choices.length, 3);
});
