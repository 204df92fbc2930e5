import assert from "node:assert/strict";
import { inspectName } from "../../../src/kernel/side/inspect_name.ts";

const SCOPE: Record<string, unknown> = { "tissue.obs": { n: 1 }, f: (x: number) => x * 2 };

function valueOf(path: string): unknown {
  if (path in SCOPE) return SCOPE[path];
  throw new ReferenceError(path);
}

const textAt = (code: string, cursor: number) =>
  (inspectName({ code, "cursor_pos": cursor }, valueOf)["data"] as Record<string, string>)["text/plain"];

Deno.test("inspectName() shows the value of the path around the cursor, up to the name it stands in", () => {
  assert.equal(textAt("g(tissue.obs.names)", 11), "tissue.obs: { n: 1 }");
  assert.equal(textAt("f", 1), `f: ${SCOPE["f"]}`);
});

Deno.test("inspectName() finds nothing in what is no path, and calls nothing", () => {
  const silent = (code: string) => {
    const reply = inspectName({ code, "cursor_pos": code.length }, () => assert.fail(`looked up ${code}`));
    assert.deepEqual(reply, { status: "ok", found: false, data: {}, metadata: {} });
  };
  for (const code of ["", "f()", "1", "a..b", "a[0].b", "`x`.", "3.5"]) silent(code);
  assert.equal(inspectName({ code: "missing" }, valueOf)["found"], false);
  assert.equal(inspectName({}, valueOf)["found"], false);
});

Deno.test("inspectName() cuts long pictures", () => {
  assert.equal(inspectName({ code: "a" }, () => "x".repeat(1e5))["found"], true);
  const text = (inspectName({ code: "a" }, () => "x".repeat(1e5))["data"] as Record<string, string>)["text/plain"]!;
  assert(text.length <= 4000);
});
