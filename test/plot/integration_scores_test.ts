import assert from "node:assert/strict";
import { type IntegrationGroup, IntegrationScores } from "../../src/metrics/mod.ts";
import { integrationScores, specToSvg } from "../../src/plot/mod.ts";

type Values = Partial<Record<IntegrationGroup, readonly (number | null)[]>>;

function scored(values: Values): IntegrationScores {
  const rows = Object.entries(values).flatMap(([group, list]) =>
    list.map((value, k) => ({ group: group as IntegrationGroup, metric: `m${k}`, value, meaning: "" }))
  );
  return new IntegrationScores({ useRep: "X_joint", labelsKey: "type", nObs: 9, nLeftOut: 0 }, rows);
}

interface Layer {
  readonly mark: { readonly type: string };
  readonly data: { readonly values: readonly Record<string, number | string>[] };
}

const layersOf = (spec: Record<string, unknown>, type: string) =>
  (spec.layer as readonly Layer[]).filter(({ mark }) => mark.type === type).map(({ data }) => data.values);

Deno.test("integrationScores() has a circle a score, and a bar a mean as long as it is large", () => {
  const spec = integrationScores({ a: scored({ bio: [0.2, 0.4], modality: [1] }) });
  const [circles] = layersOf(spec, "circle");
  assert.deepEqual(circles!.map(({ column, value }) => [column, value]), [["bio.m0", 0.2], ["bio.m1", 0.4], [
    "modality.m0",
    1,
  ]]);
  const [bars] = layersOf(spec, "rect");
  assert.deepEqual(bars!.map(({ column, value }) => [column, value]), [["bio", 0.3], ["modality", 1], ["total", 0.58]]);
  const length = bars!.map(({ from, to }) => Number(to) - Number(from));
  assert(Math.abs(length[0]! / length[1]! - 0.3) < 1e-12);
});

Deno.test("integrationScores() puts rows in the order of their totals, or leaves them", () => {
  const reports = { low: scored({ bio: [0.1] }), none: scored({ bio: [null] }), high: scored({ bio: [0.9] }) };
  const order = (sorted: boolean) => String(integrationScores(reports, { sorted }).description);
  assert.match(order(true), /high, low, none$/);
  assert.match(order(false), /low, none, high$/);
});

Deno.test("integrationScores() draws a dash for what is undefined, and no column that nobody has", async () => {
  const spec = integrationScores({ a: scored({ bio: [null, 0.5] }), b: scored({ bio: [0.5, 0.5], batch: [1] }) });
  const svg = await specToSvg(spec);
  assert.equal(svg.match(/>–</g)?.length, 3);
  assert.match(svg, />batches</);
  assert.doesNotMatch(svg, />modalities</);
});

Deno.test("integrationScores() takes the scores of one embedding under its name, and escapes names", async () => {
  assert.match(String(integrationScores(scored({ bio: [0.5] })).description), /X_joint$/);
  const svg = await specToSvg(integrationScores({ "<script>": scored({ bio: [0.5] }) }));
  assert(svg.includes("&lt;script&gt;") && !svg.includes("<script>"));
});

Deno.test("integrationScores() refuses to draw no score at all", () => {
  assert.throws(() => integrationScores({}), {
    tag: "TooSmall",
    message: /at least one score to draw .*none in 0 reports/,
  });
  assert.throws(() => integrationScores({ a: scored({}) }), { tag: "TooSmall", message: /none in 1 reports/ });
});
