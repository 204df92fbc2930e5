import assert from "node:assert/strict";
import { isWeftError } from "../../src/core/is_weft_error.ts";
import { Frame } from "../../src/data/frame.ts";
import { bicCurve } from "../../src/plot/bic_curve.ts";
import { lossCurves } from "../../src/plot/loss_curves.ts";
import { specToSvg } from "../../src/plot/spec_to_svg.ts";

const history = new Frame(["0", "1", "2"], { total: [3, 2, 1], recon_rna: [2, 1.5, 0.9] });

interface Panel {
  readonly title: { readonly text: string };
  readonly data: { readonly values: readonly unknown[] };
}

Deno.test("lossCurves() has a panel per term in the history's order, the epoch on every one", () => {
  const panels = lossCurves(history).concat as Panel[];
  assert.deepEqual(panels.map(({ title }) => title.text), ["total", "recon_rna"]);
  assert.deepEqual(panels[1]!.data.values, [{ epoch: 0, loss: 2 }, { epoch: 1, loss: 1.5 }, { epoch: 2, loss: 0.9 }]);
});

Deno.test("lossCurves() draws the terms asked for, and says which are there when one is not", () => {
  assert.equal((lossCurves(history, { terms: ["total"] }).concat as Panel[]).length, 1);
  assert.throws(() => lossCurves(history, { terms: ["triplet"] }), /column 'triplet' but found the columns 'total'/);
});

Deno.test("lossCurves() refuses a history without epochs", () => {
  assert.throws(() => lossCurves(new Frame([], { total: [] })), (error) => isWeftError(error, "TooSmall"));
});

Deno.test("specToSvg() draws curves whose texts take the page's colour, and names nothing outside", async () => {
  const svg = await specToSvg(lossCurves(history));
  assert.match(svg, /^<svg/);
  assert.match(svg, /recon_rna/);
  assert.match(svg, /fill="currentColor"/);
  assert.doesNotMatch(svg, /(href|src)="http/);
});

Deno.test("specToSvg() escapes what stands in the data", async () => {
  const hostile = new Frame(["0"], { "<script>": [1] });
  assert.doesNotMatch(await specToSvg(lossCurves(hostile)), /<script>/);
});

Deno.test("specToSvg() refuses what is no specification", async () => {
  await assert.rejects(specToSvg({ mark: 7 }), (error) => isWeftError(error, "InvalidArgument"));
});

Deno.test("bicCurve() marks the chosen number and leaves out values that are none", async () => {
  const spec = bicCurve([2, 3, 4], [5, Infinity, 6], 2);
  const rows = (spec.data as { values: readonly { n: number; chosen: boolean }[] }).values;
  assert.deepEqual(rows.map(({ n, chosen }) => [n, chosen]), [[2, true], [4, false]]);
  assert.match(await specToSvg(spec), /number of clusters/);
  assert.throws(() => bicCurve([2, 3], [1], 2), (error) => isWeftError(error, "Misaligned"));
});
