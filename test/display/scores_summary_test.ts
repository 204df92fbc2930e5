import assert from "node:assert/strict";
import { DISPLAY } from "../../src/core/renderers.ts";
import { registerDisplays } from "../../src/display/register_displays.ts";
import { type MetricRow, MetricsReport } from "../../src/metrics/metrics_report.ts";

registerDisplays();

const row = (changes: Partial<MetricRow>): MetricRow => ({
  ...{ metric: "ari", value: 0.5, range: [0, 1], direction: "higher", meaning: "Agreement." },
  ...changes,
});

function html(rows: readonly MetricRow[], header = {}): string {
  const report = new MetricsReport({ key: "domain", nObs: 1234, nClusters: 2, ...header }, rows);
  return (report[DISPLAY]() as Record<string, string>)["text/html"]!;
}

/** Widths of the bars in per cent. */
function bars(text: string): number[] {
  return [...text.matchAll(/class="weft-bar"><i style="width:(\d+)%"/g)].map(([, width]) => Number(width));
}

Deno.test("a report of scores shows each with its range, direction and meaning", () => {
  const text = html([row({ value: -0.1234, range: [-0.5, 1] })], { labelsKey: "truth", useRep: "X_pca" });
  for (const words of ["−0.123", "−0.5 … 1", "higher", "Agreement.", "1,234 observations", "2 domains", "X_pca"]) {
    assert(text.includes(words), words);
  }
  assert.match(text, /truth obs\[&quot;truth&quot;\]/);
});

Deno.test("a report of scores draws how near the best a score is, whichever way is better", () => {
  assert.deepEqual(bars(html([row({}), row({ direction: "lower", value: 0.1 }), row({ range: [-1, 1], value: 0 })])), [
    50,
    90,
    50,
  ]);
});

Deno.test("a report of scores draws no bar where there is no best or no score", () => {
  assert.deepEqual(bars(html([row({ range: [0, Infinity], value: 3 }), row({ value: null })])), []);
  assert.match(html([row({ value: null })]), />–</);
  assert.match(html([row({ range: [0, Infinity] })]), /0 … ∞/);
});

Deno.test("a report of scores keeps bars within their box", () => {
  assert.deepEqual(bars(html([row({ value: 1.2 }), row({ value: -3 })])), [100, 0]);
});

Deno.test("a report of scores shows hostile names as text", () => {
  const hostile = `"><script>alert(1)</script>`;
  const text = html([row({ metric: hostile, meaning: hostile })], {
    key: hostile,
    labelsKey: hostile,
    useRep: hostile,
  });
  assert.doesNotMatch(text, /<script/);
  assert.equal(text.match(/&quot;&gt;&lt;script&gt;/g)!.length, 5);
});
