import assert from "node:assert/strict";
import { spatialMap } from "../../src/bridge/spatial_map.ts";
import { bitsOf } from "../../src/bridge/protocol/bits.ts";
import { PackedNames } from "../../src/bridge/protocol/names.ts";
import { DISPLAY } from "../../src/core/renderers.ts";
import { WeftError } from "../../src/core/error.ts";
import { AnnData } from "../../src/data/anndata.ts";
import { categorical } from "../../src/data/columns/categorical.ts";
import { Dense } from "../../src/data/dense.ts";
import { Frame } from "../../src/data/frame.ts";
import { label } from "../../src/data/label.ts";
import { MuData } from "../../src/data/mudata.ts";
import { StringArray } from "../../src/data/uns/string_array.ts";
import { FakeHost } from "./fake_host.ts";

const NAMES = ["a", "b", "c", "d"];
const COORDINATES = Dense.fromRows([[0, 0], [10, 0], [0, 5], [10, 5]]);

function tissue(): MuData {
  const obs = new Frame(NAMES, { depth: new Float64Array([1, 2, NaN, 4]) });
  const rna = new AnnData({
    X: Dense.fromRows([[0, 1], [0, 2], [0, 3], [8, 4]]),
    obs,
    var: new Frame(["CD3E", "CD19"]),
    obsm: { spatial: COORDINATES },
  });
  const adt = new AnnData({
    X: Dense.fromRows([[5], [6], [7], [8]]),
    obs: new Frame(NAMES),
    var: new Frame(["CD3"]),
    obsm: { X_umap: Dense.fromRows([[1, 1], [2, 1], [3, 2], [4, 9]]) },
  });
  const domain = categorical(["x", null, "y", "x"], { categories: ["x", "y", "never"] });
  return new MuData({ mod: { rna, adt }, obs: new Frame(NAMES, { domain }) });
}

function tagged(tag: string, pattern: RegExp): (error: unknown) => boolean {
  return (error) => error instanceof WeftError && error.tag === tag && pattern.test(error.message);
}

Deno.test("spatialMap() lays spots on a plane of one scale, upwards, and names them", () => {
  const { x, y, names, scale, protocol, live } = spatialMap(tissue()).state();
  assert.deepEqual([...x], [-1, 1, -1, 1]);
  assert.deepEqual([...y], [-0.5, -0.5, 0.5, 0.5]);
  assert.deepEqual(scale, { length: 5, unit: null });
  assert.deepEqual([0, 3].map((i) => new PackedNames(names, 4).at(i)), ["a", "d"]);
  assert.deepEqual([protocol, live], [1, false]);
});

Deno.test("spatialMap() with a link tells spots and their order apart, without one it names nothing", () => {
  const spots = (names: string[], link?: string) => {
    const data = new AnnData({ X: COORDINATES, obs: new Frame(names), obsm: { spatial: COORDINATES } });
    return spatialMap(data, { link }).state().spots;
  };
  const same = spots(NAMES, "l");
  assert.match(same!, /^[0-9a-f]{32}$/);
  assert.equal(spots([...NAMES], "other"), same);
  const others = [["b", "a", "c", "d"], ["a", "b", "c", "e"], ["a\nb", "", "c", "d"], ["a", "\nb", "c", "d"]];
  assert.equal(new Set([same, ...others.map((names) => spots(names, "l"))]).size, 5);
  assert.equal(spots(NAMES), null);
});

Deno.test("spatialMap() colours by a column, a gene, a protein and an axis", () => {
  const map = spatialMap(tissue(), { color: "domain" });
  const { channel, values } = map.state();
  assert.deepEqual([...values], [0, 255, 1, 0]);
  assert(channel?.kind === "category");
  assert.deepEqual(channel.labels, ["x", "y", "never"]);
  assert.equal(new Set(channel.colors).size, 3);
  for (
    const [key, expected] of [["CD3E", [0, 0, 0, 8]], ["adt:CD3", [5, 6, 7, 8]], ["adt:X_umap:1", [
      1,
      1,
      2,
      9,
    ]]] as const
  ) {
    map.color(key);
    assert.deepEqual([...map.state().values], expected);
    assert.equal(map.state().channel?.kind, "value");
  }
  map.color(null);
  assert.equal(map.state().channel, null);
});

Deno.test("spatialMap() keeps the colours that scanpy has put in uns, and those of a category in a subset", () => {
  const whole = tissue().with({ uns: { domain_colors: new StringArray(["#abc", "#11223344", "#FF0000"]) } });
  const channel = spatialMap(whole, { color: "domain" }).state().channel;
  assert(channel?.kind === "category");
  assert.deepEqual(channel.colors, ["#aabbcc", "#112233", "#ff0000"]);
  const of = (data: MuData) => {
    const { channel } = spatialMap(data, { color: "domain" }).state();
    assert(channel?.kind === "category");
    return channel.colors[channel.labels.indexOf("y")];
  };
  assert.equal(of(tissue().subset({ obs: ["c", "d"] })), of(tissue()));
  const hostile = tissue().with({ uns: { domain_colors: new StringArray(["red;}", "url(x)", "#ff0000"]) } });
  assert.equal(of(hostile), of(tissue()));
});

Deno.test("spatialMap() clips a scale at percentiles, and at the ends where few spots have a value", () => {
  const few = spatialMap(tissue(), { color: "CD3E", percentiles: [0, 50] }).state().channel;
  assert(few?.kind === "value");
  assert.deepEqual([few.min, few.max, few.clip], [0, 8, [0, 8]]);
  const depth = spatialMap(tissue(), { color: "depth", percentiles: [0, 50] }).state().channel;
  assert(depth?.kind === "value");
  assert.deepEqual(depth.clip, [1, 2]);
});

Deno.test("SpatialMap.select() takes names, rows, masks and selections; selection() gives names and rows", () => {
  const map = spatialMap(tissue());
  for (const rows of [["b", "d"], [1, -1], [false, true, false, true]]) {
    map.select(null);
    map.select(rows as string[]);
    assert.deepEqual(map.selection().names, ["b", "d"]);
    assert.deepEqual([...map.selection().indices], [1, 3]);
  }
  const other = spatialMap(tissue().subset({ obs: ["d", "b"] }));
  other.select(map.selection());
  assert.deepEqual(other.selection().names, ["d", "b"]);
  assert.equal(String(map.selection()), "Selection of 2 spots");
  map.select(null);
  assert.equal(map.selection().length, 0);
  assert.throws(() => map.select(["nobody"]), tagged("NotFound", /'nobody'/));
});

Deno.test("label() and subset() take what was chosen on a map, by its names", () => {
  const map = spatialMap(tissue());
  map.select(["d", "a"]);
  const labelled = label(tissue(), "region", map.selection(), "follicle");
  assert.deepEqual(labelled.obs.column("region").toArray(), ["follicle", null, null, "follicle"]);
  const turned = tissue().subset({ obs: ["d", "c", "a"] });
  assert.deepEqual(turned.subset({ obs: map.selection() }).obsNames, ["a", "d"]);
  assert.throws(
    () => label(tissue().subset({ obs: ["b"] }), "region", map.selection(), "x"),
    tagged("NotFound", /2 of 2 that do not/),
  );
});

Deno.test("SpatialMap.on() tells what happens and who did it, until it is ended", () => {
  const map = spatialMap(tissue(), { color: "domain" });
  const told: unknown[] = [];
  const end = map.on("selection", (selection, from) => told.push([selection.names, from]));
  map.on("color", (key) => told.push(key));
  map.select(["c"]);
  map.color("CD19");
  end();
  map.select(["a"]);
  assert.deepEqual(told, [[["c"], "kernel"], "CD19"]);
});

Deno.test("spatialMap() refuses what cannot be shown, and says what can", () => {
  const data = tissue();
  assert.throws(() => spatialMap(data, { basis: "tsne" }), tagged("NotFound", /obsm\['tsne'\].*'spatial'/));
  assert.throws(() => spatialMap(data, { color: "cd3e" }), tagged("NotFound", /Did you mean 'CD3E'/));
  assert.throws(() => spatialMap(data, { opacity: 2 }), tagged("InvalidArgument", /opacity/));
  assert.throws(() => spatialMap(data, { sizeBy: "domain" }), tagged("BadValues", /labels/));
  assert.throws(() => spatialMap(data, { sizeBy: "CD19", opacityBy: "CD3E" }), tagged("InvalidArgument", /the same/));
  assert.throws(
    () => spatialMap(data, { percentiles: [50, 20] }).color("CD19"),
    tagged("InvalidArgument", /percentiles/),
  );
  assert.throws(() => spatialMap(data).section("s1"), tagged("NotFound", /without sections.*libraryKey/));
  const none = new AnnData({ obs: new Frame([]), obsm: { spatial: Dense.zeros(0, 2) } });
  assert.throws(() => spatialMap(none), tagged("TooSmall", /spots/));
});

Deno.test("spatialMap() shows size and opacity by a number, and an embedding without a scale bar", () => {
  const map = spatialMap(tissue(), { sizeBy: "CD19", basis: "umap" }).state();
  assert.deepEqual(map.emphasis, { key: "CD19", clip: [1, 4], size: true, opacity: false });
  assert.deepEqual([...map.emphasisValues], [1, 2, 3, 4]);
  assert.equal(map.scale, null);
});

Deno.test("spatialMap() does not change the data, and one spot is a map", () => {
  const data = tissue();
  const before = [data.obs.columnNames, Object.keys(data.uns), Object.keys(data.obsm)];
  const map = spatialMap(data, { color: "domain" });
  map.select([0]);
  map.color("CD19");
  assert.deepEqual([data.obs.columnNames, Object.keys(data.uns), Object.keys(data.obsm)], before);
  const { x, y, spacing } = spatialMap(data.subset({ obs: ["a"] })).state();
  assert.deepEqual([[...x], [...y], Number.isFinite(spacing)], [[0], [0], true]);
});

Deno.test("SpatialMap[DISPLAY]() is a picture where no kernel is, and every text in it is escaped", () => {
  const hostile = `</script><img src=x onerror="alert(1)">`;
  const obs = new Frame(NAMES, { [hostile]: categorical([hostile, "b", "b", null]) });
  const data = new AnnData({ obs, obsm: { spatial: COORDINATES } });
  const svg = spatialMap(data, { color: hostile, title: hostile }).svg();
  assert(!svg.includes("<img"));
  assert(svg.includes("&lt;img"));
  assert.equal(svg.match(/<path fill="#/g)?.length, 3);
});

Deno.test("SpatialMap hears of the page what it may say, and refuses the rest", async () => {
  const host = new FakeHost();
  const map = spatialMap(tissue(), { host, color: "domain" });
  const bundle = await map[DISPLAY]();
  const view = bundle["application/vnd.jupyter.widget-view+json"] as { model_id: string };
  const update = (state: object, paths: (string | number)[][] = [], buffers: Uint8Array[] = []) =>
    host.page(view.model_id, { method: "update", state, buffer_paths: paths }, buffers);
  update({}, [["selected"]], [bitsOf(4, [0, 3])]);
  assert.deepEqual(map.selection().names, ["a", "d"]);
  update({}, [["selected"]], [new Uint8Array([255])]);
  assert.deepEqual(map.selection().names, NAMES, "bits beyond the spots are none");
  update({}, [["selected"]], [new Uint8Array(2)]);
  assert.equal(map.selection().length, 4);
  update({ hidden: [1, -1, 1] });
  assert.deepEqual(map.state().hidden, [1, -1]);
  for (
    const wrong of [{ hidden: [7] }, { hidden: "x" }, { section: 0 }, { opacity: 9 }, { pointSize: null }, { x: 1 }]
  ) {
    update(wrong);
  }
  assert.deepEqual([map.state().hidden, map.state().section, map.state().opacity], [[1, -1], null, 1]);
  map.close();
});

Deno.test("SpatialMap sends a channel and no coordinates when the colours change; a wrong key is answered", async () => {
  const host = new FakeHost();
  const map = spatialMap(tissue(), { host, color: "domain" });
  const view = (await map[DISPLAY]())["application/vnd.jupyter.widget-view+json"] as { model_id: string };
  const custom = (content: object) => host.page(view.model_id, { method: "custom", content });
  host.published.length = 0;
  custom({ kind: "color", key: "CD19" });
  await map.flush();
  const [message] = host.said("comm_msg", "update");
  const { state } = message!.content.data as { state: object };
  assert.deepEqual(Object.keys(state).sort(), ["channel", "hidden"]);
  assert.deepEqual(message!.buffers?.map(({ byteLength }) => byteLength), [16]);
  custom({ kind: "color", key: "nothing" });
  custom({ kind: "weft.hello" });
  await map.flush();
  const answers = host.said("comm_msg", "custom").map(({ content }) => (content.data as { content: unknown }).content);
  assert.match(JSON.stringify(answers), /refused.*'nothing' among the columns/);
  assert.match(JSON.stringify(answers), /weft.hello/);
  map.close();
});
