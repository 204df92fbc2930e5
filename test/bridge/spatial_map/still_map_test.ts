import assert from "node:assert/strict";
import { stillMap } from "../../../src/bridge/spatial_map/still_map.ts";
import { bitsOf } from "../../../src/bridge/protocol/bits.ts";
import type { SpatialMapState } from "../../../src/bridge/protocol.ts";
import { mapState } from "../../browser/spatial_map/map_state.ts";

const circles = (svg: string) => (svg.match(/M[\d.-]+ [\d.-]+a/g) ?? []).length;
const count = ({ values }: SpatialMapState, code: number) =>
  Array.from(values).filter((value) => value === code).length;

/** Two sections side by side: the left and the right half of a tissue. */
function halves(section: number | null, changes: Partial<SpatialMapState> = {}): SpatialMapState {
  const state = mapState(20, changes);
  const codes = Uint8Array.from(state.x, (x) => Number(x > 0));
  const boxes = [[-1, -0.87, -0.02, 0.87], [0.02, -0.87, 1, 0.87]] as const;
  return { ...state, section, sections: { labels: ["left", "right"], codes, dtype: "uint8", boxes } };
}

Deno.test("stillMap() draws every spot once, by colour, with a legend and a scale bar", () => {
  const state = mapState(20);
  const svg = stillMap(state);
  assert.equal(circles(svg), 400);
  assert.equal(svg.match(/<path fill="#/g)?.length, 6, "five domains and what is missing");
  for (const text of ["lymph node", "domain", "follicle", "capsule", "missing", "1 mm"]) {
    assert(svg.includes(`>${text}<`), text);
  }
  assert(!stillMap(mapState(20, { scale: null })).includes("1 mm"));
});

Deno.test("stillMap() of a number has steps of the scale; of nothing one colour and no legend", () => {
  const values = Float32Array.from({ length: 400 }, (_, i) => i % 20 === 0 ? NaN : i);
  const channel = { kind: "value", key: "CD3E", dtype: "float32", min: 0, max: 399, clip: [0, 100] } as const;
  const svg = stillMap(mapState(20, { channel, values, hidden: [0] }));
  for (const text of ["CD3E", "100", "80", "0"]) assert(svg.includes(`>${text}<`), text);
  assert.equal(circles(svg), 400, "categories that were hidden before are no matter");
  const plain = stillMap(mapState(20, { channel: null, values: new Uint8Array(0), title: "", scale: null }));
  assert.equal(plain.match(/<path/g)?.length, 1);
  assert(!plain.includes("<text"));
});

Deno.test("stillMap() leaves out what the view hides, also from its legend", () => {
  const state = mapState(20);
  const svg = stillMap({ ...state, hidden: [1, -1] });
  assert.equal(circles(svg), 400 - count(state, 1) - count(state, 255));
  assert(!svg.includes(">mantle zone<") && !svg.includes(">missing<") && svg.includes(">follicle<"));
  assert.equal(circles(stillMap({ ...state, hidden: [-1, 0, 1, 2, 3, 4] })), 0);
});

Deno.test("stillMap() shows one section as large as the view does, or all with their names", () => {
  const all = stillMap(halves(null));
  assert.equal(circles(all), 400);
  assert(all.includes(">left<") && all.includes(">right<"));
  const state = halves(1);
  const svg = stillMap(state);
  assert.equal(circles(svg), state.x.filter((x) => x > 0).length);
  assert(!svg.includes(">left<") && svg.includes(">right<"));
  const radius = (markup: string) => Number(markup.match(/a([\d.]+) /)![1]);
  assert(radius(svg) > 1.3 * radius(all), "half as wide, spots larger until the picture is as high as it may be");
});

Deno.test("stillMap() has the opacity of the view, fades what is not selected and draws that beneath", () => {
  const state = mapState(20, { opacity: 0.5 });
  assert.equal(stillMap(state).match(/fill-opacity="0.5"/g)?.length, 6);
  const svg = stillMap({ ...state, selected: bitsOf(400, [0, 1, 2]) });
  const opacities = [...svg.matchAll(/<path fill="#\w+" fill-opacity="([\d.]+)"/g)].map(([, share]) => Number(share));
  assert.deepEqual([...new Set(opacities)], [0.08, 0.5]);
});

Deno.test("stillMap() shows size and opacity by value", () => {
  const emphasisValues = Float32Array.from({ length: 400 }, (_, i) => i === 7 ? NaN : i % 2);
  const by = (size: boolean, opacity: boolean) =>
    stillMap(mapState(20, { emphasis: { key: "q", clip: [0, 1], size, opacity }, emphasisValues }));
  const radii = (svg: string) => new Set([...svg.matchAll(/a([\d.]+) [\d.]+ 0 1 0 \d/g)].map(([, r]) => Number(r)));
  const [small, large] = [...radii(by(true, false))].sort((a, b) => a - b);
  assert(Math.abs(small! / large! - 0.25) < 0.01, `${small} of ${large}`);
  assert.equal(radii(by(false, true)).size, 1);
  assert.match(by(false, true), /fill-opacity="0.25"/);
  assert.doesNotMatch(by(true, false), /<path fill="#\w+" fill-opacity/);
});

Deno.test("stillMap() lays pictures that are light beneath the spots, of the section that is shown", () => {
  const underlay = (bytes: number, section: number | null) =>
    ({ image: new Uint8Array(bytes).fill(65), type: "image/png", box: [-1, -1, 0, 1], section }) as const;
  const svg = stillMap(mapState(4, { underlays: [underlay(3, null), underlay(600_000, null)] }));
  assert.equal(svg.match(/<image/g)?.length, 1);
  assert.match(svg, /opacity="0.6" href="data:image\/png;base64,QUFB"/);
  assert(svg.indexOf("<image") < svg.indexOf("<path"));
  assert.doesNotMatch(stillMap(halves(1, { underlays: [underlay(3, 0)] })), /<image/);
});

Deno.test("stillMap() draws a part of very many spots, larger, and lists a part of very many categories", () => {
  const labels = Array.from({ length: 200 }, (_, i) => `cluster ${i}`);
  const channel = { kind: "category", key: "k", dtype: "uint8", labels, colors: labels.map(() => "#123456") } as const;
  const svg = stillMap(mapState(250, { channel, values: Uint8Array.from({ length: 62_500 }, (_, i) => i % 200) }));
  assert(circles(svg) <= 20_000 && circles(svg) > 10_000);
  assert(svg.includes("and 176 more") && !svg.includes(">missing<"));
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
  const sections = { labels: [hostile], codes: new Uint8Array(16), dtype: "uint8", boxes: [[-1, -1, 1, 1]] } as const;
  const underlays = [{ image: new Uint8Array(1), type: hostile, box: [0, 0, 1, 1], section: null }] as const;
  const scale = { length: 1, unit: hostile };
  const values = new Uint8Array(16);
  const svg = stillMap(mapState(4, { channel, values, title: hostile, sections, underlays, scale }));
  assert(!/<script/.test(svg));
  assert((svg.match(/&lt;script&gt;/g)?.length ?? 0) >= 5);
});
