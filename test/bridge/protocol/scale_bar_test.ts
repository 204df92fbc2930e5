import assert from "node:assert/strict";
import { scaleBar } from "../../../src/bridge/protocol/scale_bar.ts";

Deno.test("scaleBar() is 1, 2 or 5 times a power of ten, as long as fits and at least two fifths of it", () => {
  for (let exponent = -5; exponent < 8; exponent += 0.037) {
    const perPixel = 10 ** exponent;
    const bar = scaleBar(perPixel, 150, "px")!;
    assert(bar.pixels <= 150 * (1 + 1e-9) && bar.pixels > 59.9, `${bar.pixels}`);
    const length = bar.pixels * perPixel;
    const leading = length / 10 ** Math.floor(Math.log10(length) + 1e-9);
    assert([1, 2, 5].some((factor) => Math.abs(leading - factor) < 1e-6), `${length}`);
  }
});

Deno.test("scaleBar() says the unit, a larger one from a thousand on", () => {
  assert.deepEqual(scaleBar(1, 150, "µm"), { pixels: 100, text: "100 µm" });
  assert.deepEqual(scaleBar(10, 150, "µm"), { pixels: 100, text: "1 mm" });
  assert.equal(scaleBar(10, 250, "um")?.text, "2 mm");
  assert.equal(scaleBar(1, 150, "um")?.text, "100 µm");
  assert.equal(scaleBar(100, 150, "pixel")?.text, "10000 pixel");
});

Deno.test("scaleBar() counts units where none is known", () => {
  assert.equal(scaleBar(0.01, 150, null)?.text, "1 unit");
  assert.equal(scaleBar(1, 25, null)?.text, "20 units");
});

Deno.test("scaleBar() tells no length where there is none", () => {
  for (const perPixel of [0, NaN, Infinity, -1]) assert.equal(scaleBar(perPixel, 150, "µm"), null);
});
