import assert from "node:assert/strict";
import { stillMap } from "../../../src/bridge/spatial_map/still_map.ts";
import type { SpatialMapState } from "../../../src/bridge/protocol.ts";
import { mapState } from "../../browser/spatial_map/map_state.ts";

const circles = (svg: string) => (svg.match(/M[\d.-]+ [\d.-]+a/g) ?? []).length;

Deno.test("stillMap() draws every spot once, by colour, with a legend", () => {
  const state = mapState(20);
  const svg = stillMap(state);
  assert.equal(circles(svg), 400);
  assert.equal(svg.match(/<path/g)?.length, 6, "five domains and what is missing");
  for (const text of ["lymph node", "domain", "follicle", "capsule"]) assert(svg.includes(`>${text}<`), text);
});

Deno.test("stillMap() of a number has steps of the scale; of nothing one colour and no legend", () => {
  const values = Float32Array.from({ length: 400 }, (_, i) => i % 20 === 0 ? NaN : i);
  const channel = { kind: "value", key: "CD3E", dtype: "float32", min: 0, max: 399, clip: [0, 100] } as const;
  const svg = stillMap(mapState(20, { channel, values }));
  for (const text of ["CD3E", "100", "80", "0"]) assert(svg.includes(`>${text}<`), text);
  const plain = stillMap(mapState(20, { channel: null, title: "" }));
  assert.equal(plain.match(/<path/g)?.length, 1);
  assert(!plain.includes("<text"));
});

Deno.test("stillMap() draws a part of very many spots, larger, and lists a part of very many categories", () => {
  const labels = Array.from({ length: 200 }, (_, i) => `cluster ${i}`);
  const channel = { kind: "category", key: "k", dtype: "uint8", labels, colors: labels.map(() => "#123456") } as const;
  const svg = stillMap(mapState(250, { channel }));
  assert(circles(svg) <= 20_000 && circles(svg) > 10_000);
  assert(svg.includes("and 176 more"));
  assert(svg.length < 2_000_000);
});

Deno.test("stillMap() shows text as text and colours as colours", () => {
  const hostile = `<script>alert(1)</script>"'&`;
  const channel = {
    kind: "category",
    key: hostile,
    dtype: "uint8",
    labels: [hostile],
    colors: [`"/><script>`],
  } as const;
  const values = new Uint8Array(16);
  const state: SpatialMapState = mapState(4, { channel, values, title: hostile });
  const svg = stillMap(state);
  assert(!/<script/.test(svg));
  assert(svg.includes("&lt;script&gt;"));
});
