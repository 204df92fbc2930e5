import assert from "node:assert/strict";
import { isWeftError } from "../../src/core/is_weft_error.ts";
import { Rng } from "../../src/core/rng.ts";
import {
  AnnData,
  BooleanColumn,
  categorical,
  Dense,
  Frame,
  MuData,
  NullableColumn,
  NumericColumn,
  StringArray,
} from "../../src/data/mod.ts";
import { type CategoryChannel, channelOf, numbersOf, quantile, type ValueChannel } from "../../src/plot/channel.ts";
import { colorAt, type ColorMap, colorStops, inkOn, luminance, rgbOf } from "../../src/plot/color_maps.ts";
import { colorsOf } from "../../src/plot/colors_of.ts";
import { palette } from "../../src/plot/palette.ts";

const adata = new AnnData({
  X: Dense.fromRows([[1], [NaN], [3], [9]]),
  obs: new Frame(["a", "b", "c", "d"], {
    kind: categorical(["x", null, "z", "x"], { categories: ["x", "y", "z"] }),
    flag: new BooleanColumn(Uint8Array.of(1, 0, 1, 1)),
    counts: new NullableColumn(new NumericColumn(Int32Array.of(4, 5, 6, 7)), Uint8Array.of(0, 1, 0, 0)),
    big: new BigInt64Array([1n, 2n, 3n, 4n]),
  }),
  var: new Frame(["g"]),
});
const category = (key: string, options = {}) => channelOf(adata, key, options) as CategoryChannel;
const value = (key: string, options = {}) => channelOf(adata, key, options) as ValueChannel;

Deno.test("channelOf() makes categories of labels and booleans, a scale of numbers", () => {
  assert.deepEqual([...category("kind").codes], [0, -1, 2, 0]);
  assert.equal(category("kind").hasMissing, true);
  assert.deepEqual(category("flag").labels, ["false", "true"]);
  assert.deepEqual([...value("g").values], [1, NaN, 3, 9]);
  assert.deepEqual([...value("counts").values], [4, NaN, 6, 7]);
  assert.deepEqual(value("big").range, [1, 4]);
});

Deno.test("channelOf() keeps a category's colour when observations are taken away", () => {
  const part = channelOf(adata.subset({ obs: [2] }), "kind") as CategoryChannel;
  assert.equal(part.colors[part.codes[0]!], category("kind").colors[2]);
});

Deno.test("channelOf() greys what is not among the groups, and refuses groups that are none", () => {
  const shown = category("kind", { groups: ["z"] });
  assert.deepEqual([...shown.codes], [-1, -1, 2, -1]);
  assert.equal(shown.hasMissing, false);
  assert.throws(
    () => category("kind", { groups: ["q"] }),
    (error) => isWeftError(error, "NotFound") && /'q' beside 'x'/.test(error.message),
  );
});

Deno.test("channelOf() goes from the least to the greatest number, or to numbers and percentiles given", () => {
  assert.deepEqual(value("g").range, [1, 9]);
  assert.deepEqual(value("g", { vmin: 0, vmax: "p50" }).range, [0, 3]);
  assert.deepEqual(value("g", { vmin: 2, vmax: 2 }).range, [2, 2]);
  assert.throws(() => value("g", { vmin: 5, vmax: 1 }), /vmin to be no more than vmax but found 5 and 1/);
  assert.throws(() => value("g", { vmax: "p101" }), (error) => isWeftError(error, "InvalidArgument"));
  assert.throws(() => value("g", { vmin: NaN }), (error) => isWeftError(error, "InvalidArgument"));
});

Deno.test("channelOf() of nothing but missing numbers has a range all the same", () => {
  const none = new AnnData({ obs: new Frame(["a"], { n: [NaN] }) });
  assert.deepEqual((channelOf(none, "n") as ValueChannel).range, [0, 0]);
});

Deno.test("quantile() is the one of numpy: linear between neighbours", () => {
  const sorted = Float64Array.of(1, 2, 4, 8);
  assert.equal(quantile(sorted, 0), 1);
  assert.equal(quantile(sorted, 1), 8);
  assert.equal(quantile(sorted, 0.5), 3);
  assert.equal(quantile(sorted, 0.75), 5);
  assert.equal(quantile(new Float64Array(0), 0.5), undefined);
  const rng = new Rng(1);
  const values = Float64Array.from({ length: 101 }, () => rng.normal()).sort();
  for (let p = 0; p <= 100; p++) assert(Math.abs(quantile(values, p / 100)! - values[p]!) < 1e-12);
});

Deno.test("numbersOf() reads any kind of number and marks the missing", () => {
  assert.deepEqual([...numbersOf(adata.obs.column("big"))], [1, 2, 3, 4]);
  assert.deepEqual([...numbersOf(adata.obs.column("counts"))], [4, NaN, 6, 7]);
});

Deno.test("colorsOf() takes given colours, then stored ones, then the palette's", () => {
  assert.deepEqual(colorsOf(adata, "kind", ["x", "y"]), palette(2));
  const stored = adata.with({ uns: { kind_colors: new StringArray(["#ABC", "#11223344"]) } });
  assert.deepEqual(colorsOf(stored, "kind", ["x", "y"]), ["#aabbcc", "#112233"]);
  assert.deepEqual(colorsOf(stored, "kind", ["x", "y"], ["#000000", "#FFF"]), ["#000000", "#ffffff"]);
  assert.deepEqual(colorsOf(stored, "kind", ["x", "y"], { y: "#fff" }), ["#aabbcc", "#ffffff"]);
  assert.deepEqual(colorsOf(stored, "kind", ["x", "y", "z"]), palette(3), "too few are none");
});

Deno.test("colorsOf() finds the colours that a modality keeps", () => {
  const rna = adata.with({ uns: { kind_colors: new StringArray(["#111111", "#222222", "#333333"]) } });
  assert.equal(colorsOf(new MuData({ mod: { rna } }), "kind", ["x", "y", "z"])[2], "#333333");
});

Deno.test("colorsOf() lets nothing pass that is not a colour", () => {
  for (const bad of ["red;x:url(//e)", "javascript:1", "#12", "rgb(1,2,3)", "", "expression(1)"]) {
    const stored = adata.with({ uns: { kind_colors: new StringArray([bad, "#000000"]) } });
    assert.deepEqual(colorsOf(stored, "kind", ["x", "y"], { toString: "#fff" }), palette(2), bad);
    for (const given of [{ x: bad }, { unknown: bad }, [bad, "#000"]]) {
      assert.throws(
        () => colorsOf(adata, "kind", ["x", "y"], given),
        (error) => isWeftError(error, "InvalidArgument") && error.message.includes("palette"),
        bad,
      );
    }
  }
  assert.deepEqual(colorsOf(adata, "kind", ["toString", "__proto__"], { q: "#fff" }), palette(2));
});

Deno.test("colorsOf() refuses a list that is too short and says what else can be given", () => {
  for (const given of [[], ["#d00"]]) {
    assert.throws(
      () => colorsOf(adata, "kind", ["x", "y"], given),
      (error) =>
        isWeftError(error, "InvalidArgument") &&
        error.message.includes(`each of the 2 categories of 'kind' but found ${given.length}`) &&
        error.message.includes("by name"),
    );
  }
  assert.throws(() => colorsOf(adata, "kind", ["x"], ["red"]), /such as "#d62728" but found 'red'.*palette\[0\]/);
  assert.deepEqual(colorsOf(adata, "kind", ["x"], ["#111", "#222"]), ["#111111"], "more are no harm");
});

Deno.test("colorStops() knows the scales by matplotlib's names, and turns them round", () => {
  for (const name of ["viridis", "magma", "cividis", "Reds", "Blues", "Greys", "RdBu_r"] as const) {
    for (const stop of colorStops(name)) assert.match(stop, /^#[\da-f]{6}$/);
  }
  assert.deepEqual(colorStops("viridis_r"), colorStops("viridis").reverse());
  assert.deepEqual(colorStops("RdBu"), colorStops("RdBu_r").reverse());
  assert.throws(() => colorStops("jet" as never), /colorMap to be one of 'viridis'.*but found 'jet'/);
});

Deno.test("colorStops() of viridis, magma, cividis and Greys go evenly from dark to light or back", () => {
  const light = (color: string) => rgbOf(color).reduce((sum, part, k) => sum + part * [0.2126, 0.7152, 0.0722][k]!, 0);
  for (const name of ["viridis", "magma", "cividis", "Greys_r"] as never[]) {
    const steps = colorStops(String(name).replace("Greys_r", "Greys") as never).map(light);
    if (String(name) === "Greys_r") steps.reverse();
    steps.slice(1).forEach((step, i) => assert(step > steps[i]!, `${name} at ${i}`));
  }
});

Deno.test("colorAt() mixes neighbouring stops and stays at the ends", () => {
  const stops = ["#000000", "#646464", "#ffffff"];
  assert.deepEqual(colorAt(stops, 0.25), [50, 50, 50]);
  assert.deepEqual(colorAt(stops, -1), [0, 0, 0]);
  assert.deepEqual(colorAt(stops, 2), [255, 255, 255]);
});

Deno.test("inkOn() can be read on every colour of every scale", () => {
  for (const name of ["viridis", "magma", "cividis", "Reds", "Blues", "Greys", "RdBu"] satisfies ColorMap[]) {
    for (let k = 0; k <= 50; k++) {
      const behind = colorAt(colorStops(name), k / 50);
      const [a, b] = [luminance(behind), luminance(rgbOf(inkOn(behind)))].sort((x, y) => y - x);
      assert((a! + 0.05) / (b! + 0.05) >= 3.9, `${name} at ${k}`);
    }
  }
  assert.equal(inkOn([255, 255, 255]), "#1c2430");
  assert.equal(inkOn([0, 0, 0]), "#ffffff");
  assert.equal(luminance([255, 255, 255]), 1);
});
