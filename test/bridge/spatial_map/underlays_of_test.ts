import assert from "node:assert/strict";
import { inflateSync } from "node:zlib";
import { planeOf } from "../../../src/bridge/spatial_map/plane_of.ts";
import { pngSize } from "../../../src/bridge/spatial_map/png_size.ts";
import { microns, underlaysOf } from "../../../src/bridge/spatial_map/underlays_of.ts";
import { AnnData } from "../../../src/data/anndata.ts";
import { Dense } from "../../../src/data/dense.ts";
import { Frame } from "../../../src/data/frame.ts";
import type { UnsDict } from "../../../src/data/uns.ts";
import { Scalar } from "../../../src/data/uns/scalar.ts";
import { encodePng } from "../../../src/plot/encode_png.ts";

const SCALE: UnsDict = {
  "tissue_hires_scalef": 0.5,
  "tissue_lowres_scalef": 0.1,
  "spot_diameter_fullres": new Scalar(130, "float64"),
};
const ROWS = [[0, 0], [40, 20]];

function tissue(libraries: Record<string, UnsDict>, obs: Record<string, string[]> = {}): AnnData {
  const frame = new Frame(ROWS.map((_, i) => `s${i}`), obs);
  return new AnnData({ obs: frame, obsm: { spatial: Dense.fromRows(ROWS) }, uns: { spatial: libraries } });
}

const file = (width: number, height: number) => {
  const bytes = encodePng(new Uint8Array(width * height * 3).fill(99), width, height, 3);
  return new Dense(bytes, { shape: [bytes.length] });
};

Deno.test("pngSize() reads width and height, also of a view, and nothing of what is no PNG file", () => {
  const file = encodePng(new Uint8Array(3 * 2), 3, 2, 1);
  assert.deepEqual(pngSize(file), [3, 2]);
  const within = new Uint8Array(file.length + 5);
  within.set(file, 5);
  assert.deepEqual(pngSize(within.subarray(5)), [3, 2]);
  assert.equal(pngSize(new Uint8Array(30)), undefined);
  assert.equal(pngSize(new Uint8Array(3)), undefined);
});

Deno.test("underlaysOf() puts a picture where its pixels belong", () => {
  const data = tissue({ lib: { images: { hires: file(20, 10) }, scalefactors: SCALE } });
  const plane = planeOf(data, { basis: "spatial", yAxis: "down" });
  const [underlay] = underlaysOf(data, plane, undefined);
  assert.deepEqual(underlay?.box, [-1, -0.5, 1, 0.5], "20 pixels at half the size are 40 wide, as the spots");
  assert.deepEqual([underlay?.type, underlay?.section], ["image/png", null]);
});

Deno.test("underlaysOf() takes pictures as bytes and as shares of white, fine or coarse, or none", () => {
  const pixels = new Dense(new Float32Array([0, 0.5, 1, 2]), { shape: [2, 2] });
  const images = { hires: file(20, 10), lowres: pixels };
  const data = tissue({ lib: { images, scalefactors: SCALE } });
  const plane = planeOf(data, { basis: "spatial", yAxis: "down" });
  assert.deepEqual(pngSize(underlaysOf(data, plane, undefined)[0]!.image), [20, 10]);
  const [coarse] = underlaysOf(data, plane, "lowres");
  assert.deepEqual(pngSize(coarse!.image), [2, 2]);
  const { buffer } = coarse!.image;
  const lines = inflateSync(coarse!.image.subarray(41, 41 + new DataView(buffer).getUint32(33)));
  assert.deepEqual([...lines], [0, 0, 128, 0, 255, 255]);
  assert.deepEqual(underlaysOf(data, plane, false), []);
});

Deno.test("underlaysOf() gives every section the picture of its own name", () => {
  const library = { images: { hires: file(20, 10) }, scalefactors: SCALE };
  const data = tissue({ a: library, unknown: library }, { slide: ["b", "a"] });
  const plane = planeOf(data, { basis: "spatial", libraryKey: "slide", yAxis: "down" });
  assert.deepEqual(underlaysOf(data, plane, undefined).map(({ section }) => section), [0]);
});

Deno.test("underlaysOf() shows nothing for what is no picture", () => {
  const oddities: UnsDict[] = [
    {},
    { images: { hires: "text" }, scalefactors: SCALE },
    { images: { hires: new Dense(new Uint8Array(9), { shape: [9] }) }, scalefactors: SCALE },
    { images: { hires: file(2, 2) }, scalefactors: {} },
    { images: { hires: new Dense(new Uint8Array(0), { shape: [0, 4, 3] }) }, scalefactors: SCALE },
    { images: { hires: new Dense(new Uint8Array(0), { shape: [2, 4, 0] }) }, scalefactors: SCALE },
  ];
  for (const library of oddities) {
    const data = tissue({ lib: library });
    assert.deepEqual(underlaysOf(data, planeOf(data, { basis: "spatial", yAxis: "down" }), undefined), []);
  }
});

Deno.test("microns() is told by the diameter of Space Ranger's spots", () => {
  assert.equal(microns(tissue({ lib: { scalefactors: SCALE } })), 0.5);
  assert.equal(microns(tissue({ lib: { scalefactors: {} } })), undefined);
  assert.equal(microns(new AnnData({ obs: new Frame(["a"]) })), undefined);
});
