import assert from "node:assert/strict";
import { isWeftError } from "../../src/core/is_weft_error.ts";
import { Rng } from "../../src/core/rng.ts";
import { AnnData, categorical, Dense, Frame, MuData } from "../../src/data/mod.ts";
import { embedding } from "../../src/plot/embedding.ts";
import { spatial } from "../../src/plot/spatial.ts";
import { specToSvg } from "../../src/plot/spec_to_svg.ts";
import type { VegaSpec } from "../../src/plot/vega_spec.ts";
import { smallTissue } from "./small_tissue.ts";

interface Layer {
  readonly data: { readonly values: readonly Readonly<Record<string, unknown>>[] };
  readonly mark: Readonly<Record<string, unknown>>;
  readonly encoding: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}
interface Panel {
  readonly title: { readonly text: string };
  readonly width: number;
  readonly height: number;
  readonly layer: readonly Layer[];
}

const tissue = smallTissue();
const panelsOf = (spec: VegaSpec) => (spec.concat ?? [spec]) as readonly Panel[];
const layersOf = (spec: VegaSpec) => panelsOf(spec)[0]!.layer;
const marksOf = (spec: VegaSpec) => layersOf(spec)[0]!.data.values;

Deno.test("embedding() draws every observation once, in its category's colour", () => {
  const marks = marksOf(embedding(tissue, { color: "kind", palette: ["#ff0000", "#00ff00", "#0000ff", "#000000"] }));
  assert.equal(marks.length, 90);
  const kinds = tissue.obs.column("kind").toArray();
  const byColor = (color: string) => marks.filter((mark) => mark.color === color).length;
  assert.equal(byColor("#c4c8cf"), kinds.filter((kind) => kind === null).length);
  assert.equal(byColor("#00ff00"), kinds.filter((kind) => kind === "B cells, follicular").length);
});

Deno.test("embedding() draws missing values beneath, high numbers on top, or all in their order", () => {
  const values = marksOf(embedding(tissue, { color: "depth" })).map(({ value }) => value as number | null);
  const known = values.findIndex((value) => value !== null);
  assert(values.slice(0, known).every((value) => value === null) && known > 0);
  assert.deepEqual(values.slice(known), values.slice(known).toSorted((a, b) => a! - b!));
  const plain = marksOf(embedding(tissue, { color: "depth", sortOrder: false })).map(({ value }) => value);
  assert.notDeepEqual(plain.slice(known), values.slice(known));
});

Deno.test("embedding() has a panel a colour, titled by it or as asked", () => {
  const spec = embedding(tissue, { color: ["kind", "CD3E"], title: ["Kinds"], nCols: 1, width: 150 });
  assert.deepEqual(panelsOf(spec).map(({ title }) => title.text), ["Kinds", "CD3E"]);
  assert.deepEqual([spec.columns, panelsOf(spec)[0]!.width, panelsOf(spec)[0]!.height], [1, 150, 150]);
  assert.equal(panelsOf(embedding(tissue))[0]!.title.text, "");
});

Deno.test("embedding() takes the basis with or without X_, other axes, and names them", () => {
  for (const basis of ["umap", "X_umap"]) {
    const { encoding } = layersOf(embedding(tissue, { basis, components: [2, 1] }))[0]!;
    assert.deepEqual([encoding.x!.axis, encoding.y!.axis].map((axis) => (axis as { title: string }).title), [
      "UMAP2",
      "UMAP1",
    ]);
  }
  assert.throws(
    () => embedding(tissue, { basis: "tsne" }),
    /obsm\['X_tsne'\] but found the entries 'spatial', 'X_umap'/,
  );
  assert.throws(() => embedding(tissue, { components: [1, 3] }), /components to be an integer from 1 to 2/);
});

Deno.test("embedding() paints many points as one picture, of the same size as the panel", () => {
  const rng = new Rng(1);
  const n = 4001;
  const many = new AnnData({
    obs: new Frame(Array.from({ length: n }, (_, i) => `${i}`), {
      d: Float64Array.from({ length: n }, () => rng.uniform()),
    }),
    obsm: { X_umap: new Dense(Float32Array.from({ length: 2 * n }, () => rng.normal()), { shape: [n, 2] }) },
  });
  const [picture] = layersOf(embedding(many, { color: "d" }));
  assert.equal(picture!.mark.type, "image");
  assert.equal(picture!.data.values.length, 1);
  assert.match(String(picture!.data.values[0]!.url), /^data:image\/png;base64,/);
  assert.equal(layersOf(embedding(many, { color: "d", rasterized: false }))[0]!.data.values.length, n);
  assert.equal(layersOf(embedding(tissue, { rasterized: true }))[0]!.mark.type, "image");
});

Deno.test("embedding() of a hundred thousand points is quick and small", () => {
  const rng = new Rng(2);
  const n = 100_000;
  const many = new AnnData({
    obs: new Frame(Array.from({ length: n }, (_, i) => `${i}`), {
      d: categorical(Array.from({ length: n }, () => `c${rng.integer(12)}`)),
    }),
    obsm: { X_umap: new Dense(Float32Array.from({ length: 2 * n }, () => rng.normal()), { shape: [n, 2] }) },
  });
  const start = performance.now();
  const { length } = JSON.stringify(embedding(many, { color: "d" }));
  assert(performance.now() - start < 4000);
  assert(length < 1_500_000, `${length}`);
});

Deno.test("embedding() leaves out points without a place, and draws none, one, or all at one place", () => {
  const at = (rows: number[][]) =>
    new AnnData({ obs: new Frame(rows.map((_, i) => `${i}`)), obsm: { X_umap: Dense.fromRows(rows, "float64") } });
  assert.equal(marksOf(embedding(at([[0, 0], [NaN, 1], [2, Infinity]]))).length, 1);
  for (const rows of [[[1, 1]], [[2, 2], [2, 2]]]) {
    assert.doesNotMatch(JSON.stringify(embedding(at(rows))), /null,null|NaN/);
  }
  const none = new AnnData({ obs: new Frame([]), obsm: { X_umap: Dense.zeros(0, 2) } });
  assert.equal(marksOf(embedding(none)).length, 0);
});

Deno.test("embedding() refuses options that are out of range, before any work", () => {
  const ranges = [{ opacity: 2 }, { size: 0 }, { width: 1 }, { nCols: 0 }, { legendLoc: "top" as never }];
  for (const bad of [...ranges, { naColor: "lightgray" }, { naColor: "#ccccg" }, { naColor: "" }]) {
    assert.throws(() => embedding(tissue, bad), (error) => isWeftError(error, "InvalidArgument"), JSON.stringify(bad));
  }
});

Deno.test("embedding() lists the categories that occur, in their order, and what is missing", () => {
  const legend = (spec: VegaSpec) => (layersOf(spec)[1]!.encoding.color!.scale as { domain: readonly string[] }).domain;
  const part = tissue.subset({ obs: [0, 1, 2, 36] });
  assert(legend(embedding(part, { color: "kind" })).length < 4);
  assert.equal(legend(embedding(tissue, { color: "kind" })).at(-1), "missing");
  assert.deepEqual(legend(embedding(tissue, { color: "truth", groups: ["zone", "rim"] })), ["rim", "zone"]);
  assert.equal(layersOf(embedding(tissue, { color: "kind", legendLoc: "none" })).length, 1);
});

Deno.test("embedding() has the same colours in a part as in the whole", () => {
  const colorsIn = (data: AnnData) =>
    new Map(marksOf(embedding(data, { color: "kind" })).map((m) => [m.value, m.color]));
  const whole = colorsIn(tissue);
  for (const [kind, color] of colorsIn(tissue.subset({ obs: [10, 44, 60, 89] }))) assert.equal(color, whole.get(kind));
});

Deno.test("embedding() takes the colour of what is missing in any length, for marks as for a picture", () => {
  const missing = tissue.obs.column("kind").toArray().filter((kind) => kind === null).length;
  const legend = (spec: VegaSpec) => (layersOf(spec)[1]!.encoding.color!.scale as { range: readonly string[] }).range;
  for (const naColor of ["#cba", "#CCBBAA", "#ccbbaa80"]) {
    const spec = embedding(tissue, { color: "kind", naColor });
    assert.equal(marksOf(spec).filter(({ color }) => color === "#ccbbaa").length, missing);
    assert.equal(legend(spec).at(-1), "#ccbbaa");
    assert.equal(layersOf(embedding(tissue, { naColor }))[0]!.mark.color, "#ccbbaa");
    const picture = (color: string) => marksOf(embedding(tissue, { color: "kind", rasterized: true, naColor: color }));
    assert.deepEqual(picture(naColor), picture("#ccbbaa"));
  }
  assert.throws(() => embedding(tissue, { naColor: "lightgray" }), /naColor to be a colour as '#rrggbb'.*'lightgray'/);
});

Deno.test("embedding() and spatial() refuse an empty list of colours", () => {
  for (const draw of [embedding, spatial]) {
    assert.throws(
      () => draw(tissue, { color: [] }),
      (error) => isWeftError(error, "TooSmall") && /at least one name in color/.test(error.message),
    );
  }
});

Deno.test("embedding() and spatial() draw a point of 9 pixels with a radius of 4.5", async () => {
  for (const draw of [embedding, spatial]) {
    const svg = await specToSvg(draw(tissue, { size: 9 }));
    const radii = [...svg.matchAll(/class="[^"]*mark-symbol[^"]*".*?<\/g>/gs)]
      .flatMap(([group]) => [...group.matchAll(/d="M([\d.]+),0A([\d.]+),([\d.]+),/g)]);
    assert.equal(radii.length, 90);
    for (const [, ...numbers] of radii) assert.deepEqual(numbers, ["4.5", "4.5", "4.5"]);
  }
});

Deno.test("spatial() has the tissue's proportions and points that touch", () => {
  const [panel] = panelsOf(spatial(tissue, { color: "kind", width: 300 }));
  assert(Math.abs(panel!.height / panel!.width - 79.3 / 105) < 0.05, `${panel!.height}`);
  const size = panel!.layer[0]!.mark.size as number;
  assert(Math.abs(Math.sqrt(size) - 0.96 * 10 * 300 / 111) < 0.1, `${size}`);
  assert.equal(panel!.layer[0]!.mark.type, "circle");
});

Deno.test("spatial() draws squares for a square grid, and points down unless told otherwise", () => {
  const rows = Array.from({ length: 36 }, (_, i) => [i % 6, Math.floor(i / 6)]);
  const grid = new AnnData({ obs: new Frame(rows.map((_, i) => `${i}`)), obsm: { spatial: Dense.fromRows(rows) } });
  const layer = layersOf(spatial(grid))[0]!;
  assert.equal(layer.mark.type, "square");
  assert.equal((layer.encoding.y!.scale as { reverse: boolean }).reverse, true);
  const up = layersOf(spatial(grid, { yAxis: "up", shape: "circle" }))[0]!;
  assert.deepEqual([up.mark.type, (up.encoding.y!.scale as { reverse: boolean }).reverse], ["circle", false]);
});

Deno.test("spatial() draws sections apart, with colours that mean the same", () => {
  const spec = spatial(tissue, { color: "depth", libraryKey: "section" });
  assert.deepEqual(panelsOf(spec).map(({ title }) => title.text), ["depth · A", "depth · B"]);
  assert.deepEqual(panelsOf(spec).map(({ layer }) => layer[0]!.data.values.length), [60, 30]);
  const domains = panelsOf(spec).map(({ layer }) => (layer[1]!.encoding.color!.scale as { domain: unknown }).domain);
  assert.deepEqual(domains[0], domains[1]);
  const one = spatial(tissue, { color: "kind", libraryKey: "section", libraryId: "B" });
  assert.equal(marksOf(one).length, 30);
  assert.throws(() => spatial(tissue, { libraryId: "B" }), /libraryKey beside libraryId/);
  assert.throws(() => spatial(tissue, { libraryKey: "section", libraryId: "C" }), /a section 'C'.*but found 'A', 'B'/);
});

Deno.test("spatial() has a scale bar of a round length that fits", () => {
  const texts = [1, 3, 0.02, 57].map((scalebarDx) => {
    const [panel] = panelsOf(spatial(tissue, { scalebarDx, scalebarUnits: "µm" }));
    const [bar, words] = panel!.layer.slice(-2) as [Layer, Layer];
    const pixels = bar.encoding.x2!.value as number;
    assert(pixels <= 0.3 * panel!.width + 1e-6 && pixels > 0.1 * panel!.width, `${pixels}`);
    return String(words.data.values[0]!.text);
  });
  assert.deepEqual(texts, ["20 µm", "50 µm", "0.5 µm", "1,000 µm"]);
  assert.throws(
    () => spatial(tissue, { scalebarDx: 0, scalebarUnits: "µm" }),
    (error) => isWeftError(error, "InvalidArgument"),
  );
});

Deno.test("spatial() of several modalities joins what each knows by name", () => {
  const rna = tissue.subset({ obs: [0, 1, 2] });
  const adt = new AnnData({
    X: Dense.fromRows([[5], [6]]),
    obs: new Frame(["spot-2", "spot-1"]),
    var: new Frame(["CD8"]),
  });
  const marks = marksOf(spatial(new MuData({ mod: { rna, adt } }), { color: "CD8", sortOrder: false }));
  assert.deepEqual(marks.map(({ value }) => value), [null, 6, 5]);
});
