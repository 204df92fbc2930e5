import assert from "node:assert/strict";
import { isWeftError } from "../../src/core/is_weft_error.ts";
import { AnnData, Dense, Frame, StringArray } from "../../src/data/mod.ts";
import { dotplot } from "../../src/plot/dotplot.ts";
import { heatmap } from "../../src/plot/heatmap.ts";
import { matrixplot } from "../../src/plot/matrixplot.ts";
import { specToSvg } from "../../src/plot/spec_to_svg.ts";
import type { VegaSpec } from "../../src/plot/vega_spec.ts";

interface Layer {
  readonly data: { readonly values: readonly Readonly<Record<string, unknown>>[] };
  readonly mark: Readonly<Record<string, unknown>>;
  readonly encoding: Readonly<Record<string, { readonly scale?: unknown; readonly legend?: unknown }>>;
}

const adata = new AnnData({
  X: Dense.fromRows([[0, 4, NaN], [2, 0, NaN], [6, 1, NaN], [0, 3, NaN]]),
  obs: new Frame(["a", "b", "c", "d"], { kind: ["p", "p", "q", "r"], score: [1, 2, 3, 4] }),
  var: new Frame(["g", "h", "void"]),
});
const layers = (spec: VegaSpec) => spec.layer as readonly Layer[];
const rows = (spec: VegaSpec) => layers(spec)[0]!.data.values;
const names = (spec: VegaSpec) =>
  layers(spec).filter(({ mark }) => mark.type === "text").map(({ data }) => data.values.map(({ name }) => name));

Deno.test("dotplot() has mean and share of every gene in every group", () => {
  const spec = dotplot(adata, { varNames: ["g", "h"], groupby: "kind" });
  assert.deepEqual(rows(spec).map(({ group, gene, mean, fraction }) => [group, gene, mean, fraction]), [
    ["p", "g", 1, 0.5],
    ["p", "h", 2, 0.5],
    ["q", "g", 6, 1],
    ["q", "h", 1, 1],
    ["r", "g", 0, 0],
    ["r", "h", 3, 1],
  ]);
  assert.deepEqual(names(spec), [["g", "h"], ["p", "q", "r"]]);
});

Deno.test("dotplot() counts as expressed what is above the cutoff, and can leave the rest out of the mean", () => {
  const spec = dotplot(adata, { varNames: ["g"], groupby: "kind", expressionCutoff: 1, meanOnlyExpressed: true });
  assert.deepEqual(rows(spec).map(({ mean, fraction }) => [mean, fraction]), [[2, 0.5], [6, 1], [0, 0]]);
});

Deno.test("dotplot() has the largest dot at the greatest share, or at the one given", () => {
  const largest = (spec: VegaSpec) => (layers(spec)[0]!.encoding.size!.scale as { domain: number[] }).domain[1];
  assert.equal(largest(dotplot(adata, { varNames: ["g"], groupby: "kind", order: ["p"] })), 0.5);
  assert.equal(largest(dotplot(adata, { varNames: ["g"], groupby: "kind", dotMax: 0.8 })), 0.8);
  assert.throws(
    () => dotplot(adata, { varNames: ["g"], groupby: "kind", dotMax: 2 }),
    (error) => isWeftError(error, "InvalidArgument"),
  );
});

Deno.test("dotplot() has its largest dot 17 pixels wide, inside its cell", async () => {
  const svg = await specToSvg(dotplot(adata, { varNames: ["g"], groupby: "kind" }));
  const radii = [...svg.matchAll(/d="M([\d.]+),0A/g)].map(([, radius]) => Number(radius));
  assert.equal(Math.max(...radii), 8.5);
});

Deno.test("dotplot() leaves a gap for what is not known, and draws genes nobody has", () => {
  assert.equal(rows(dotplot(adata, { varNames: ["void", "g"], groupby: "kind" })).length, 3);
  const none = dotplot(adata, { varNames: ["g"], groupby: "kind", expressionCutoff: 99 });
  assert(rows(none).every(({ fraction }) => fraction === 0));
});

Deno.test("matrixplot() stretches genes or groups, and says so", () => {
  const means = (standardScale?: "var" | "group") =>
    rows(matrixplot(adata, { varNames: ["g", "h"], groupby: "kind", standardScale })).map(({ mean }) => mean);
  assert.deepEqual(means(), [1, 2, 6, 1, 0, 3]);
  assert.deepEqual(means("var"), [0.1667, 0.5, 1, 0, 0, 1]);
  assert.deepEqual(means("group"), [0, 1, 1, 0, 0, 1]);
  const title = (standardScale?: "var") =>
    (layers(matrixplot(adata, { varNames: ["g"], groupby: "kind", standardScale }))[0]!.encoding.color!.legend as {
      title: string;
    }).title;
  assert.deepEqual([title(), title("var")], ["mean in group", "mean, 0 to 1 by gene"]);
  assert.throws(() => means("all" as never), (error) => isWeftError(error, "InvalidArgument"));
});

Deno.test("matrixplot() takes columns of obs, an order, ends of the scale, and cells that stand in line", () => {
  const spec = matrixplot(adata, { varNames: ["score"], groupby: "kind", order: ["r", "p"], vmin: 0, vmax: 10 });
  assert.deepEqual(rows(spec).map(({ group, mean, y }) => [group, mean, y]), [["r", 4, 0], ["p", 1.5, 20]]);
  assert.deepEqual((layers(spec)[0]!.encoding.color!.scale as { domain: number[] }).domain, [0, 10]);
  assert.deepEqual([spec.width, spec.height], [20, 40]);
});

Deno.test("pictures of genes put brackets over named sets, upright where they fit", () => {
  const spec = (varNames: Record<string, string[]>) => matrixplot(adata, { varNames, groupby: "kind" });
  const bracket = (made: VegaSpec) => layers(made).at(-1)!;
  assert.equal(bracket(spec({ T: ["g"], B: ["h"] })).mark.angle, undefined);
  assert.equal(bracket(spec({ "a long name": ["g"], B: ["h"] })).mark.angle, -40);
  assert.deepEqual(bracket(spec({ T: ["g"], B: ["h", "g"] })).data.values.map(({ name, x, x2 }) => [name, x, x2]), [
    ["T", 3, 17],
    ["B", 23, 57],
  ]);
});

Deno.test("heatmap() has a strip of each group as high as its share, in its colour", () => {
  const colors = new StringArray(["#111111", "#222222", "#333333"]);
  const spec = heatmap(adata.with({ uns: { kind_colors: colors } }), {
    varNames: ["g", "h"],
    groupby: "kind",
    height: 80,
  });
  const strip = layers(spec).find(({ data }) => "group" in data.values[0]!)!;
  assert.deepEqual(strip.data.values.map(({ group, y, y2, color }) => [group, y, y2, color]), [
    ["p", 0, 40, "#111111"],
    ["q", 40, 60, "#222222"],
    ["r", 60, 80, "#333333"],
  ]);
});

Deno.test("heatmap() gives every group a row, however small it is", () => {
  const n = 3000;
  const kinds = Array.from({ length: n }, (_, i) => i < 2990 ? "big" : `small ${i}`);
  const big = new AnnData({
    X: new Dense(new Float32Array(n).fill(1), { shape: [n, 1] }),
    obs: new Frame(kinds.map((_, i) => `${i}`), { kind: kinds }),
    var: new Frame(["g"]),
  });
  const spec = heatmap(big, { varNames: ["g"], groupby: "kind", height: 40 });
  const strip = layers(spec).find(({ data }) => "group" in data.values[0]!)!.data.values;
  assert.equal(strip.length, 11);
  strip.forEach(({ y, y2 }, i) => {
    assert((y2 as number) > (y as number));
    assert.equal(y, i === 0 ? 0 : strip[i - 1]!.y2);
  });
  assert.equal(strip.at(-1)!.y2, 40);
});

Deno.test("heatmap() goes from the least to the greatest value, of single observations or of means", () => {
  const domain = (height: number) =>
    layers(heatmap(adata, { varNames: ["g"], groupby: "kind", height }))[1]!.data.values.map(({ value }) => value);
  assert.deepEqual(domain(80), [0, 6]);
  assert.throws(
    () => heatmap(adata, { varNames: ["g"], groupby: "kind", height: 1 }),
    (error) => isWeftError(error, "InvalidArgument"),
  );
});

Deno.test("pictures of genes say what is not there", () => {
  for (const draw of [dotplot, matrixplot, heatmap]) {
    assert.throws(() => draw(adata, { varNames: ["x"], groupby: "kind" }), (error) => isWeftError(error, "NotFound"));
    assert.throws(() => draw(adata, { varNames: ["g"], groupby: "x" }), (error) => isWeftError(error, "NotFound"));
    assert.throws(() => draw(adata, { varNames: [], groupby: "kind" }), (error) => isWeftError(error, "TooSmall"));
    assert.throws(() => draw(adata, { varNames: ["g"], groupby: "kind", colorMap: "jet" as never }), /colorMap/);
    assert.throws(
      () => draw(adata, { varNames: ["g"], groupby: "kind", useRaw: true }),
      (error) => isWeftError(error, "NotFound") && /raw/.test(error.message),
    );
  }
});
