import assert from "node:assert/strict";
import { isWeftError } from "../../src/core/is_weft_error.ts";
import { AnnData, Frame } from "../../src/data/mod.ts";
import { confusion } from "../../src/plot/confusion.ts";
import { lossCurves } from "../../src/plot/loss_curves.ts";
import type { VegaSpec } from "../../src/plot/vega_spec.ts";
import { violin } from "../../src/plot/violin.ts";

interface Layer {
  readonly data: { readonly values: readonly Readonly<Record<string, number>>[] };
  readonly mark: Readonly<Record<string, unknown>>;
  readonly encoding: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

const obs = new Frame([..."abcdefgh"], {
  kind: ["p", "p", "p", "p", "q", "q", "r", "r"],
  size: [1, 2, 3, 4, 10, 20, 7, 7],
  gaps: [NaN, 1, -1, 5, NaN, NaN, 2, 3],
  label: [..."xxyyxxyy"],
});
const adata = new AnnData({ obs });
const panels = (spec: VegaSpec) => (spec.concat ?? [spec]) as readonly { readonly layer: readonly Layer[] }[];
const [SHAPE, POINTS, BOX] = [0, 1, 2];
const part = (spec: VegaSpec, layer: number) => panels(spec)[0]!.layer[layer!]!.data.values;

Deno.test("violin() goes from the least to the greatest value of each group, as wide at its peak as any", () => {
  const shapes = part(violin(adata, { keys: "size", groupby: "kind" }), SHAPE);
  const of = (g: number) => shapes.filter((row) => row.g === g);
  assert.deepEqual([of(0)[0]!.y, of(0).at(-1)!.y], [1, 4]);
  for (const g of [0, 1, 2]) {
    const half = Math.max(...of(g).map(({ x, x2 }) => (x2! - x!) / 2));
    assert(Math.abs(half - 0.42) < 1e-4, `${half}`);
    for (const { x, x2 } of of(g)) assert(Math.abs((x! + x2!) / 2 - g) < 1e-4, "both sides alike");
  }
});

Deno.test("violin() by count is as wide as the group is large", () => {
  const shapes = part(violin(adata, { keys: "size", groupby: "kind", scale: "count" }), SHAPE);
  const half = (g: number) => Math.max(...shapes.filter((row) => row.g === g).map(({ x, x2 }) => (x2! - x!) / 2));
  assert(Math.abs(half(1) / half(0) - 0.5) < 1e-3);
});

Deno.test("violin() has median and quartiles", () => {
  const [p, q, r] = part(violin(adata, { keys: "size", groupby: "kind" }), BOX);
  assert.deepEqual([p!.y, p!.median, p!.y2], [1.75, 2.5, 3.25]);
  assert.deepEqual([q!.y, q!.median, q!.y2], [12.5, 15, 17.5]);
  assert.equal(r!.median, 7);
});

Deno.test("violin() leaves out what is missing, on a logarithmic axis also what is not positive", () => {
  assert.deepEqual(part(violin(adata, { keys: "gaps", groupby: "kind" }), POINTS).length, 5);
  const log = violin(adata, { keys: "gaps", groupby: "kind", log: true });
  assert.equal(part(log, POINTS).length, 4);
  assert.deepEqual((panels(log)[0]!.layer[0]!.encoding.y as { scale: unknown }).scale, { type: "log" });
  assert.equal(new Set(part(log, SHAPE).map(({ g }) => g)).has(1), false, "a group without values has no violin");
});

Deno.test("violin() draws few observations as points, at the same places each time", () => {
  const spec = () => violin(adata, { keys: "size", groupby: "kind", seed: 4 });
  assert.deepEqual(part(spec(), POINTS), part(spec(), POINTS));
  assert.equal(part(spec(), POINTS).length, 8);
  assert.equal(part(violin(adata, { keys: "size", stripplot: false }), POINTS).length, 0);
  const many = new AnnData({
    obs: new Frame(Array.from({ length: 501 }, (_, i) => `${i}`), { n: new Float64Array(501) }),
  });
  assert.equal(part(violin(many, { keys: "n" }), POINTS).length, 0);
});

Deno.test("violin() keeps the names of groups out of formulas", () => {
  const spec = violin(adata, { keys: "size", groupby: "kind", order: ["q", "p"] });
  assert.deepEqual(spec.params, [{ name: "groups", value: ["q", "p"] }]);
  const axis = panels(spec)[0]!.layer[0]!.encoding.x!.axis as { labelExpr: string; values: number[] };
  assert.deepEqual([axis.labelExpr, axis.values], ["groups[datum.value]", [0, 1]]);
});

Deno.test("violin() has a panel a key, and refuses what holds no numbers", () => {
  assert.equal(panels(violin(adata, { keys: ["size", "gaps"] })).length, 2);
  assert.throws(() => violin(adata, { keys: "label" }), (error) => isWeftError(error, "BadValues"));
  assert.throws(
    () => violin(adata, { keys: [] }),
    (error) => isWeftError(error, "TooSmall") && /at least one name in keys/.test(error.message),
  );
  assert.throws(
    () => violin(adata, { keys: "size", scale: "area" as never }),
    (error) => isWeftError(error, "InvalidArgument"),
  );
  assert.throws(
    () => violin(adata, { keys: "size", groupby: "kind", order: ["z"] }),
    (error) => isWeftError(error, "NotFound"),
  );
});

const cells = (options: Partial<Parameters<typeof confusion>[1]> = {}) => {
  const spec = confusion(adata, { key: "kind", labelsKey: "label", ...options });
  return (spec.layer as Layer[])[0]!.data.values as unknown as Record<string, string | number>[];
};

Deno.test("confusion() counts pairs, as shares of rows, columns, all, or as they are", () => {
  const shares = (normalize: "true" | "pred" | "all" | "none") =>
    cells({ normalize, matched: false }).map(({ share }) => share);
  assert.deepEqual(shares("none"), [2, 2, 0, 2, 0, 2]);
  assert.deepEqual(shares("true"), [0.5, 0.5, 0, 0.5, 0, 0.5]);
  assert.deepEqual(shares("pred"), [0.5, 1, 0, 0.5, 0, 1]);
  assert.deepEqual(shares("all"), [0.25, 0.25, 0, 0.25, 0, 0.25]);
});

Deno.test("confusion() puts columns under the rows they match", () => {
  const turned = new AnnData({ obs: new Frame([..."abcd"], { found: [..."1122"], known: [..."yyxx"] }) });
  const spec = confusion(turned, { key: "found", labelsKey: "known" });
  const values = (spec.layer as Layer[])[0]!.data.values as unknown as Record<string, string | number>[];
  assert.deepEqual(values.filter(({ share }) => share === 1).map(({ known, found }) => [known, found]), [
    ["x", "2"],
    ["y", "1"],
  ]);
  assert.deepEqual(values.slice(0, 2).map(({ found }) => found), ["2", "1"]);
});

Deno.test("confusion() writes figures where there is room, and leaves out who lacks a label", () => {
  const texts = (spec: VegaSpec) => (spec.layer as Layer[]).filter(({ mark }) => mark.type === "text").length;
  assert.equal(texts(confusion(adata, { key: "kind", labelsKey: "label" })), 3);
  assert.equal(texts(confusion(adata, { key: "kind", labelsKey: "label", annotate: false })), 2);
  const holes = new AnnData({ obs: new Frame(["a", "b"], { found: ["1", null], known: [null, "x"] }) });
  assert.throws(
    () => confusion(holes, { key: "found", labelsKey: "known" }),
    (error) => isWeftError(error, "TooSmall"),
  );
});

Deno.test("lossCurves() lays runs over each other, terms that only one has too", () => {
  const [a, b] = [new Frame(["1", "2"], { total: [3, 2], triplet: [1, 0] }), new Frame(["1"], { total: [4] })];
  const spec = lossCurves({ smart: a!, "without <triplet>": b! });
  const data = (spec.concat as unknown as Layer[]).map(({ data }) => data.values);
  assert.deepEqual(data[0], [
    { epoch: 1, loss: 3, run: "smart" },
    { epoch: 2, loss: 2, run: "smart" },
    { epoch: 1, loss: 4, run: "without <triplet>" },
  ]);
  assert.equal(data[1]!.length, 2);
  const logged = lossCurves({ smart: a! }, { log: true });
  assert.equal((logged.concat as unknown as Layer[])[1]!.data.values.length, 1, "0 has no logarithm");
  assert.throws(() => lossCurves({}), (error) => isWeftError(error, "TooSmall"));
});
