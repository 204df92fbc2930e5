import assert from "node:assert/strict";
import { argvOf } from "../../../src/kernel/spec/argv_of.ts";

Deno.test("argvOf() reads the command line of a specification, and none from what is no specification", () => {
  assert.deepEqual(argvOf(`{"argv":["deno","run",1]}`), ["deno", "run", "1"]);
  for (const text of ["", "{", "{}", "null", `{"argv":"deno"}`]) assert.deepEqual(argvOf(text), [], text);
});
