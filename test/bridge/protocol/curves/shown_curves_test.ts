import assert from "node:assert/strict";
import { lossAxis } from "../../../../src/bridge/protocol/curves/loss_axis.ts";
import { shownCurves } from "../../../../src/bridge/protocol/curves/shown_curves.ts";

const view = { log: true, weighted: false, smoothing: 0, hidden: [] as string[] };
const table = { terms: ["total", "a", "b"], weights: [1, 1, 0.5], view };
const curve = Float32Array.of(3, 1, 4, 2, 1, 2, 1, 1, 0);

Deno.test("shownCurves() takes columns apart", () => {
  const curves = shownCurves(curve, table);
  assert.deepEqual(curves.map(({ term, column }) => [term, column]), [["total", 0], ["a", 1], ["b", 2]]);
  assert.deepEqual(curves.map(({ values }) => [...values]), [[3, 2, 1], [1, 1, 1], [4, 2, 0]]);
});

Deno.test("shownCurves() leaves out what is switched off, and weighs", () => {
  const curves = shownCurves(curve, { ...table, view: { ...view, weighted: true, hidden: ["a", "gone"] } });
  assert.deepEqual(curves.map(({ term, values }) => [term, [...values]]), [["total", [3, 2, 1]], ["b", [2, 1, 0]]]);
});

Deno.test("shownCurves() smooths by a running mean that begins with the first value and skips gaps", () => {
  const terms = ["total"];
  const [first] = shownCurves(Float32Array.of(8, 0, NaN, 0), {
    terms,
    weights: [1],
    view: { ...view, smoothing: 0.5 },
  });
  const [a, b, gap, d] = first!.values;
  assert.equal(a, 8);
  assert(Math.abs(b! - 8 / 3) < 1e-12);
  assert(Number.isNaN(gap));
  assert(Math.abs(d! - 8 / 7) < 1e-12);
  const flat = shownCurves(new Float32Array(50).fill(2), { terms, weights: [1], view: { ...view, smoothing: 0.99 } });
  assert(flat[0]!.values.every((value) => Math.abs(value - 2) < 1e-9), "a constant stays");
});

Deno.test("shownCurves() of nothing is nothing", () => {
  assert.deepEqual(shownCurves(new Float32Array(0), { terms: [], weights: [], view }), []);
  assert.deepEqual(shownCurves(new Float32Array(0), table).map(({ values }) => values.length), [0, 0, 0]);
});

Deno.test("lossAxis() holds every finite value with a little room, and falls back to a linear axis", () => {
  const [a, b] = [Float64Array.of(0.5, NaN, 80), Float64Array.of(0, -1)].map((values) => ({
    term: "t",
    column: 0,
    values,
  }));
  const log = lossAxis([a!, b!], true);
  assert(log.at(0.5) > 0 && log.at(80) < 1);
  assert(Math.abs(log.at(Math.sqrt(40)) - 0.5) < 1e-9, "logarithmic, of the positive values");
  const linear = lossAxis([a!, b!], false);
  assert(linear.at(-1) > 0 && linear.at(80) < 1);
  assert(Math.abs(linear.at(39.5) - 0.5) < 1e-9);
  assert(Math.abs(lossAxis([b!], true).at(-0.5) - 0.5) < 1e-9, "nothing is positive");
  assert.equal(lossAxis([], true).at(0.5), 0.5);
});
