import assert from "node:assert/strict";
import { DISPLAY } from "../../src/core/renderers.ts";
import { registerDisplays } from "../../src/display/register_displays.ts";
import { type IntegrationHeader, type IntegrationScore, IntegrationScores } from "../../src/metrics/mod.ts";

registerDisplays();

function html(rows: readonly IntegrationScore[], more: Partial<IntegrationHeader> = {}): string {
  const header = { useRep: "X_joint", labelsKey: "type", nObs: 1234, nLeftOut: 0, ...more };
  return (new IntegrationScores(header, rows)[DISPLAY]() as Record<string, string>)["text/html"]!;
}

const row = (more: Partial<IntegrationScore> = {}): IntegrationScore => ({
  group: "bio",
  metric: "clisi",
  value: 0.5,
  meaning: "Types keep apart.",
  ...more,
});

Deno.test("scores of an integration show each score, its group and the total with a bar", () => {
  const text = html([row(), row({ group: "modality", metric: "ilisi", value: 0.25 })]);
  const bars = [...text.matchAll(/class="weft-bar"><i style="width:(\d+)%"/g)].map(([, width]) => Number(width));
  assert.deepEqual(bars, [50, 50, 25, 25, 40]);
  for (
    const words of ["Kept biology", "Mixed modalities", "Total", "0.400", "Types keep apart.", "1,234 observations"]
  ) {
    assert(text.includes(words), words);
  }
  assert(!text.includes("Mixed batches"));
});

Deno.test("scores of an integration draw no bar for an undefined score and none beyond the ends", () => {
  const text = html([row({ value: null }), row({ metric: "low", value: -0.2 }), row({ metric: "high", value: 1.2 })]);
  assert.match(text, /clisi<\/th><td class="weft-number">–<\/td><td><\/td>/);
  assert.match(text, /−0\.200<\/td><td><span class="weft-bar"><i style="width:0%"/);
  assert.match(text, /1\.200<\/td><td><span class="weft-bar"><i style="width:100%"/);
});

Deno.test("scores of an integration name their columns and escape what users named", () => {
  const text = html([row()], { useRep: "<b>", batchKey: 'don"or', modalityKey: "<i>", nLeftOut: 7 });
  assert(!text.includes("<b>,") && !text.includes("obs[&quot;<i>"));
  assert.match(text, /embedding &lt;b&gt;/);
  assert.match(text, /1,234 observations, 7 left out/);
  assert.match(text, /modalities obs\[&quot;&lt;i&gt;&quot;\]/);
});

Deno.test("scores of an integration say beside a score what it leaves out, escaped", () => {
  const text = html([row({ note: "'<L5>' has no kBET." }), row({ metric: "ilisi" })]);
  assert.match(text, /Types keep apart\. <small>&#39;&lt;L5&gt;&#39; has no kBET\.<\/small>/);
  assert.equal(text.split("<small>").length, 2);
});
