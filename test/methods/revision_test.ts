import assert from "node:assert/strict";
import { methods } from "../../src/methods/methods.ts";
import { revisionOf } from "../../src/methods/revision.ts";

Deno.test("revisionOf() counts from 1, also for a method of one's own", () => {
  for (const name of [...Object.keys(methods), "own"]) {
    const [all, own] = revisionOf(name);
    assert(Number.isInteger(all) && all >= 1 && Number.isInteger(own) && own >= 1, name);
  }
  assert(revisionOf("crct")[1] > revisionOf("own")[1], "CRCT's results have changed once");
});
