import assert from "node:assert/strict";
import { compile } from "vega-lite";
import { DISPLAY } from "../../src/core/renderers.ts";
import { StringArray } from "../../src/data/mod.ts";
import * as plot from "../../src/plot/mod.ts";
import { HOSTILE_LABEL, smallTissue } from "./small_tissue.ts";

const tissue = smallTissue();
const SPECS: Readonly<Record<string, () => plot.VegaSpec>> = {
  embedding: () => plot.embedding(tissue, { color: ["kind", "depth"] }),
  spatial: () => plot.spatial(tissue, { color: "kind", scalebarUnits: "µm", rasterized: true }),
  violin: () => plot.violin(tissue, { keys: ["CD3E", "depth"], groupby: "kind" }),
  dotplot: () => plot.dotplot(tissue, { varNames: ["CD3E", "datum.x"], groupby: "kind" }),
  matrixplot: () => plot.matrixplot(tissue, { varNames: ["CD3E"], groupby: "kind" }),
  heatmap: () => plot.heatmap(tissue, { varNames: ["CD3E"], groupby: "kind" }),
  confusion: () => plot.confusion(tissue, { key: "kind", labelsKey: "truth" }),
};

Deno.test("every picture compiles without a word of warning from vega-lite", () => {
  for (const [name, make] of Object.entries(SPECS)) {
    const said: string[] = [];
    const logger: Record<string, unknown> = {};
    for (const level of ["error", "warn", "info", "debug", "level"]) {
      logger[level] = (...words: unknown[]) => {
        if (level === "warn" || level === "error") said.push(words.join(" "));
        return logger;
      };
    }
    compile(make() as never, { logger: logger as never });
    assert.deepEqual(said, [], name);
  }
});

Deno.test("every picture shows itself: the version that Lab draws, SVG with dark texts, and words", async () => {
  for (const [name, make] of Object.entries(SPECS)) {
    const spec = make();
    const bundle = await spec[DISPLAY]!();
    const shown = bundle["application/vnd.vegalite.v5+json"] as plot.VegaSpec;
    assert.match(String(shown.$schema), /vega-lite\/v5\.json$/);
    assert.equal(shown.background, "white");
    assert.match(String(bundle["image/svg+xml"]), /^<svg/);
    assert.doesNotMatch(String(bundle["image/svg+xml"]), /currentColor/, name);
    assert.match(String(bundle["text/plain"]), /^\[picture: ./, name);
  }
});

Deno.test("a picture that is changed still shows itself, as changed", async () => {
  const spec = { ...plot.matrixplot(tissue, { varNames: ["CD3E"], groupby: "kind" }), title: "Mine", width: 77 };
  const bundle = await (spec as plot.VegaSpec)[DISPLAY]!();
  assert.equal((bundle["application/vnd.vegalite.v5+json"] as plot.VegaSpec).width, 77);
  assert.match(String(bundle["text/plain"]), /^\[picture: Mine/);
});

Deno.test("specToSvg() gives the same bytes each time, and leaves the specification alone", async () => {
  const spec = SPECS.violin!();
  const before = JSON.stringify(spec);
  assert.equal(await plot.specToSvg(spec), await plot.specToSvg(spec));
  assert.equal(JSON.stringify(spec), before);
});

Deno.test("specToSvg() lets the specification's own colours stand", async () => {
  const base = { data: { values: [{ x: 1 }] }, mark: "point", encoding: { x: { field: "x", type: "quantitative" } } };
  assert.match(await plot.specToSvg({ ...base, config: { axis: { labelColor: "#abcdef" } } }), /fill="#abcdef"/);
  assert.match(await plot.specToSvg(base, { colors: "print" }), /fill="#1c2430"/);
});

Deno.test("specToSvg() takes pictures that are inside and refuses to fetch any", async () => {
  const image = (url: string) => ({
    data: { values: [{ url }] },
    mark: { type: "image", width: 9, height: 9 },
    encoding: { url: { field: "url", type: "nominal" } },
  });
  assert.match(await plot.specToSvg(image("data:image/png;base64,AAAA")), /href="data:image\/png;base64,AAAA"/);
  for (const url of ["https://e.org/a.png", "file:///a.png", "javascript:alert(1)", "data:image/svg+xml,<svg/>"]) {
    const svg = await plot.specToSvg(image(url)).catch(() => "");
    assert(!svg.includes(`href="${url}`), url);
  }
  const link = { data: { values: [{ x: 1, u: "javascript:alert(1)" }] }, mark: "point" };
  const encoding = { x: { field: "x", type: "quantitative" }, href: { field: "u", type: "nominal" } };
  assert.doesNotMatch(await plot.specToSvg({ ...link, encoding }), /href=/);
});

/** Markup that is balanced, with elements and attributes of drawings alone. */
function checkSvg(svg: string, what: string): void {
  const open: string[] = [];
  for (
    const [whole, slash, name, rest, empty] of svg.matchAll(
      /<(\/?)([a-z!?][\w:-]*)((?:"[^"]*"|'[^']*'|[^>"'])*?)(\/?)>/gi,
    )
  ) {
    assert.match(
      name!,
      /^(svg|g|path|text|tspan|line|rect|image|defs|clipPath|linearGradient|stop|title)$/,
      `${what}: ${whole}`,
    );
    assert.doesNotMatch(rest!.replace(/"[^"]*"/g, '""'), /\son\w+=/i, `${what}: ${whole}`);
    if (slash) assert.equal(open.pop(), name, what);
    else if (!empty) open.push(name!);
  }
  assert.deepEqual(open, [], what);
}

Deno.test("every picture shows hostile names as text", async () => {
  for (const [name, make] of Object.entries(SPECS)) {
    const svg = await plot.specToSvg(make());
    checkSvg(svg, name);
    assert.doesNotMatch(svg, /<script|<b>/, name);
  }
  const { specBundle } = plot;
  assert(JSON.stringify(await specBundle(SPECS.embedding!())).includes(JSON.stringify(HOSTILE_LABEL).slice(1, -1)));
});

Deno.test("no name is taken for a formula, a format or a colour, wherever it stands", async () => {
  const parts = [
    "datum.x",
    "alert(1)",
    "1+1",
    "width",
    "groups",
    "'+alert(1)+'",
    "${alert(1)}",
    "\\u0027",
    "a.b[0]",
    "%s",
  ];
  const frames = [
    "",
    "<img src=x onerror=@>",
    "</text>@",
    '"@"',
    "\u2028@",
    "\u202e@",
    "@\n@",
    "[@]",
    "{@}",
    "#@",
    "url(@)",
  ];
  const names = frames.flatMap((frame) => parts.map((part) => frame === "" ? part : frame.replaceAll("@", part)));
  const payloads = [...new Set(names.flatMap((name) => [name, `${name};}`]))];
  assert(payloads.length >= 200, `${payloads.length}`);
  for (let at = 0; at < payloads.length; at += 20) {
    const some = payloads.slice(at, at + 20);
    const rows = Array.from({ length: 90 }, (_, i) => some[i % some.length]!);
    const [key] = some;
    const hostile = tissue.with({
      obs: { [key!]: rows, value: tissue.obs.column("depth") },
      uns: { [`${key}_colors`]: new StringArray(some) },
    });
    for (
      const spec of [
        plot.embedding(hostile, { color: key!, title: key! }),
        plot.embedding(hostile, { color: key!, legendLoc: "on data" }),
        plot.violin(hostile, { keys: "value", groupby: key! }),
        plot.dotplot(hostile, { varNames: { [key!]: ["CD3E"] }, groupby: key! }),
        plot.confusion(hostile, { key: key!, labelsKey: "truth" }),
      ]
    ) {
      checkSvg(await plot.specToSvg(spec), key!);
    }
  }
});
