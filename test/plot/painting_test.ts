import assert from "node:assert/strict";
import { inflateSync } from "node:zlib";
import { Rng } from "../../src/core/rng.ts";
import { encodePng, pngUrl } from "../../src/plot/encode_png.ts";
import { type PaintedPoints, paintPoints } from "../../src/plot/paint_points.ts";

/** Reads back what encodePng wrote. */
function decode(png: Uint8Array): { width: number; height: number; pixels: Uint8Array; names: string[] } {
  assert.deepEqual([...png.subarray(0, 8)], [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  const view = new DataView(png.buffer, png.byteOffset, png.byteLength);
  const names: string[] = [];
  let content: Uint8Array | undefined;
  for (let at = 8; at < png.length;) {
    const length = view.getUint32(at);
    const name = new TextDecoder().decode(png.subarray(at + 4, at + 8));
    names.push(name);
    if (name === "IDAT") content = inflateSync(png.subarray(at + 8, at + 8 + length));
    at += 12 + length;
  }
  const [width, height] = [view.getUint32(16), view.getUint32(20)];
  const pixels = new Uint8Array(4 * width * height);
  for (let y = 0; y < height; y++) {
    assert.equal(content![y * (4 * width + 1)], 0);
    pixels.set(content!.subarray(y * (4 * width + 1) + 1, (y + 1) * (4 * width + 1)), 4 * width * y);
  }
  return { width, height, pixels, names };
}

Deno.test("encodePng() keeps every pixel, whatever the shape", () => {
  const rng = new Rng(3);
  for (const [width, height] of [[1, 1], [7, 3], [1, 40], [64, 2]] as const) {
    const pixels = Uint8Array.from({ length: 4 * width * height }, () => rng.integer(256));
    assert.deepEqual(decode(encodePng(pixels, width, height)), {
      width,
      height,
      pixels,
      names: ["IHDR", "IDAT", "IEND"],
    });
  }
});

Deno.test("encodePng() tells one to four channels by the colour type of the format", () => {
  for (const [channels, type] of [[1, 0], [2, 4], [3, 2], [4, 6]] as const) {
    const pixels = Uint8Array.from({ length: 3 * 2 * channels }, (_, i) => i * 9);
    const png = encodePng(pixels, 3, 2, channels);
    assert.deepEqual([...png.subarray(24, 26)], [8, type]);
    const lines = inflateSync(png.subarray(41, 41 + new DataView(png.buffer).getUint32(33)));
    assert.deepEqual([...lines], [0, ...pixels.subarray(0, 3 * channels), 0, ...pixels.subarray(3 * channels)]);
  }
});

Deno.test("encodePng() has the checksums of the format", () => {
  const png = encodePng(new Uint8Array(4), 1, 1);
  assert.deepEqual([...png.subarray(-4)], [0xae, 0x42, 0x60, 0x82], "the known one of an empty IEND");
});

Deno.test("pngUrl() is an address that holds the picture", () => {
  const url = pngUrl(Uint8Array.of(1, 2, 3, 255), 1, 1);
  assert.match(url, /^data:image\/png;base64,[\w+/]+=*$/);
  const bytes = Uint8Array.from(atob(url.split(",")[1]!), (letter) => letter.charCodeAt(0));
  assert.deepEqual([...decode(bytes).pixels], [1, 2, 3, 255]);
});

const points = (parts: Partial<PaintedPoints>): PaintedPoints => ({
  ...{ x: Float64Array.of(5), y: Float64Array.of(5), colors: Uint8Array.of(200, 100, 50), order: Int32Array.of(0) },
  ...{ diameter: 6, shape: "circle", opacity: 1 },
  ...parts,
});

/** Opacity of a pixel. */
const alpha = (pixels: Uint8ClampedArray, width: number, x: number, y: number) => pixels[4 * (y * width + x) + 3]!;

Deno.test("paintPoints() covers as much as a disc or a square does", () => {
  for (const [shape, area] of [["circle", Math.PI * 9], ["square", 36]] as const) {
    const pixels = paintPoints(points({ shape }), 10, 10);
    const covered = pixels.filter((_, p) => p % 4 === 3).reduce((sum, value) => sum + value / 255, 0);
    assert(Math.abs(covered - area) < 0.12 * area, `${shape}: ${covered}`);
    assert.deepEqual([...pixels.subarray(4 * 55, 4 * 55 + 4)], [200, 100, 50, 255]);
    assert.equal(alpha(pixels, 10, 0, 0), 0);
  }
});

Deno.test("paintPoints() lays later points over earlier ones, by their opacity", () => {
  const two = { x: Float64Array.of(5, 5), y: Float64Array.of(5, 5), colors: Uint8Array.of(255, 0, 0, 0, 0, 255) };
  const at = (
    parts: Partial<PaintedPoints>,
  ) => [...paintPoints(points({ ...two, ...parts }), 10, 10).subarray(220, 224)];
  assert.deepEqual(at({ order: Int32Array.of(0, 1) }), [0, 0, 255, 255]);
  assert.deepEqual(at({ order: Int32Array.of(1, 0) }), [255, 0, 0, 255]);
  const [red, , blue, opacity] = at({ order: Int32Array.of(0, 1), opacity: 0.5 });
  assert(Math.abs(opacity! - 191) <= 1 && Math.abs(blue! - 170) <= 2 && Math.abs(red! - 85) <= 2);
});

Deno.test("paintPoints() clips at the edge and leaves out points without a place", () => {
  const pixels = paintPoints(
    points({
      x: Float64Array.of(0, NaN, -50, 500),
      y: Float64Array.of(0, 3, 3, 3),
      colors: new Uint8Array(12),
      order: Int32Array.of(0, 1, 2, 3),
    }),
    8,
    8,
  );
  assert.equal(alpha(pixels, 8, 0, 0), 255);
  assert.equal(alpha(pixels, 8, 7, 7), 0);
  assert.equal(pixels.filter((_, p) => p % 4 === 3 && pixels[p]! > 0).length < 16, true);
});
