import assert from "node:assert/strict";
import { checkView } from "../../../src/bridge/loss_live/check_view.ts";
import { readControl } from "../../../src/bridge/loss_live/control.ts";
import { isWeftError } from "../../../src/core/is_weft_error.ts";

const refused = (work: () => unknown) => assert.throws(work, (error) => isWeftError(error, "InvalidArgument"));
const view = { log: true, weighted: false, smoothing: 0.5, hidden: ["a"] };

Deno.test("checkView() takes a view and nothing beside it", () => {
  assert.deepEqual(checkView({ ...view, other: 1 }), view);
});

Deno.test("checkView() refuses everything else", () => {
  const long = "x".repeat(201);
  const wrong = [
    { log: 1 },
    { weighted: "yes" },
    { smoothing: 1 },
    { smoothing: NaN },
    { smoothing: -0.1 },
    {
      hidden: [1],
    },
    { hidden: "a" },
    { hidden: [long] },
    { hidden: new Array(101).fill("a") },
  ];
  for (const change of wrong) refused(() => checkView({ ...view, ...change }));
  for (const value of [null, undefined, 3, "x", [], {}]) refused(() => checkView(value));
});

Deno.test("readControl() takes the three buttons and questions for rows", () => {
  for (const action of ["pause", "resume", "stop"]) {
    assert.deepEqual(readControl({ kind: "control", action, more: 1 }), { kind: "control", action });
  }
  assert.deepEqual(readControl({ kind: "rows", from: 12 }), { kind: "rows", from: 12 });
});

Deno.test("readControl() refuses everything else", () => {
  const circle: Record<string, unknown> = { kind: "control", action: "constructor" };
  for (
    const content of [circle, null, 0, "stop", [], { kind: "rows" }, { kind: "rows", from: 0.5 }, { action: "stop" }]
  ) {
    refused(() => readControl(content));
  }
});
