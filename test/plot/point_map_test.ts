import assert from "node:assert/strict";
import { isWeftError } from "../../src/core/is_weft_error.ts";
import { Rng } from "../../src/core/rng.ts";
import { categorical } from "../../src/data/columns/categorical.ts";
import { codesOf } from "../../src/data/columns/codes_of.ts";
import { Dense } from "../../src/data/dense.ts";
import { pointMap } from "../../src/plot/point_map.ts";

const square = Dense.fromRows([[0, 0], [1, 0], [0, 1], [1, 1]], "float64");
const labels = (values: readonly (string | null)[]) => codesOf(categorical(values));

Deno.test("pointMap() draws one path per category that occurs, with its name and count", () => {
  const svg = pointMap(square, labels(["b", "a", "b", "b"]));
  assert.deepEqual([...svg.matchAll(/data-category="(\w)"/g)].map((match) => match[1]), ["a", "b"]);
  assert.match(svg, /<title>b \(3\)<\/title>/);
});

Deno.test("pointMap() draws missing labels in grey beneath the others", () => {
  const svg = pointMap(square, labels(["a", null, "a", "a"]));
  assert(svg.indexOf('data-category="missing"') < svg.indexOf('data-category="a"'));
});

Deno.test("pointMap() puts the larger second coordinate on top, unless axes are an image's", () => {
  const firstY = (svg: string) => Number(svg.match(/data-category="top"[^>]*d="M[\d.-]+ ([\d.-]+)/)![1]);
  const names = labels(["bottom", "bottom", "top", "top"]);
  assert(firstY(pointMap(square, names, { shape: "square" })) < 100);
  assert(firstY(pointMap(square, names, { shape: "square", yAxis: "down" })) > 100);
});

Deno.test("pointMap() makes squares of a grid touch", () => {
  const svg = pointMap(square, labels(["a", "a", "a", "a"]), { shape: "square", width: 100 });
  assert.match(svg, /viewBox="0 0 100 100"/);
  assert.match(svg, /h51v51h-51z/);
});

Deno.test("pointMap() escapes titles, categories and colours", () => {
  const svg = pointMap(square, labels(["<b>", "<b>", "<b>", "<b>"]), { title: '"><script>', colors: ['"/><script>'] });
  assert.doesNotMatch(svg, /<script>|<b>/);
});

Deno.test("pointMap() draws one point, no point, and points all at one place", () => {
  assert.match(pointMap(Dense.fromRows([[3, 4]], "float64"), labels(["a"])), /<path/);
  assert.doesNotMatch(pointMap(Dense.zeros(0, 2), labels([])), /<path/);
  assert.doesNotMatch(pointMap(Dense.fromRows([[1, 1], [1, 1]], "float64"), labels(["a", "b"])), /NaN|Infinity/);
});

Deno.test("pointMap() of 20,000 points stays below two megabytes", () => {
  const rng = new Rng(1);
  const data = Float64Array.from({ length: 40_000 }, () => rng.uniform());
  const codes = { codes: Int32Array.from({ length: 20_000 }, () => rng.integer(9)), categories: [..."abcdefghi"] };
  const svg = pointMap(new Dense(data, { shape: [20_000, 2] }), codes);
  assert(svg.length < 2_000_000, `${svg.length}`);
});

Deno.test("pointMap() refuses labels of another length, one column, and coordinates that are not finite", () => {
  assert.throws(() => pointMap(square, labels(["a"])), (error) => isWeftError(error, "Misaligned"));
  assert.throws(() => pointMap(Dense.zeros(1, 1), labels(["a"])), /two columns but found 1/);
  const broken = Dense.fromRows([[0, 0], [NaN, 1]], "float64");
  assert.throws(() => pointMap(broken, labels(["a", "b"])), /finite coordinates but found NaN, -?1 in row 1/);
});
