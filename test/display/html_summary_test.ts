import assert from "node:assert/strict";
import { DISPLAY } from "../../src/core/renderers.ts";
import { AnnData } from "../../src/data/anndata.ts";
import { categorical } from "../../src/data/columns/categorical.ts";
import { Csr } from "../../src/data/csr.ts";
import { Dense } from "../../src/data/dense.ts";
import { Frame } from "../../src/data/frame.ts";
import { Lazy } from "../../src/data/lazy.ts";
import type { Matrix } from "../../src/data/matrix.ts";
import { MuData } from "../../src/data/mudata.ts";
import { Raw } from "../../src/data/raw.ts";
import { StringArray } from "../../src/data/uns/string_array.ts";
import { htmlSummary } from "../../src/display/html_summary.ts";
import { registerDisplays } from "../../src/display/register_displays.ts";
import { palette } from "../../src/plot/palette.ts";

const obs = new Frame(["a", "b", "c"], {
  domain: categorical(["cortex", null, "cortex"], { categories: ["cortex", "hilum"] }),
  total: new Float32Array([1.23456, NaN, 3]),
  kept: [true, null, false],
});
const X = Csr.fromDense(Dense.fromRows([[1, 0, 0, 0], [0, 2, 0, 0], [0, 0, 0, 0]]));
const adata = new AnnData({ X, obs, obsm: { X_pca: Dense.zeros(3, 2) }, uns: { title: "lymph node" } });
const EVIL = `<img src=x onerror="alert(1)">'&`;

/** The markup without its style. */
function body(html: string): string {
  return html.replace(/<style>[\s\S]*?<\/style>/, "");
}

Deno.test("htmlSummary() says shape, format, share of stored entries and memory", () => {
  const html = body(htmlSummary(adata));
  assert.match(html, /<b>AnnData<\/b><span>3 obs × 4 var<\/span>/);
  assert.match(html, /float32 CSR, 17 % stored \(2\), 32 B/);
  assert.match(html, /<th scope="row">X_pca<\/th><td>3 × 2<\/td><td>float32 dense<\/td><td>24 B<\/td>/);
  assert.match(html, /<summary><b>obsm<\/b><span>1 entry, 24 B<\/span>/);
  assert.match(html, /"lymph node"|&quot;lymph node&quot;/);
});

Deno.test("htmlSummary() shows columns with their type, missing values and first values", () => {
  const html = body(htmlSummary(adata));
  assert.match(html, /domain<\/th><td>category<\/td><td><span class="weft-warn">1 missing<\/span>/);
  assert.match(
    html,
    /total<\/th><td>float32<\/td><td><span class="weft-warn">1 missing<\/span><\/td><td><span class="weft-values">1\.235, NaN, 3</,
  );
  assert.match(
    html,
    /kept<\/th><td>boolean<\/td><td><span class="weft-warn">1 missing<\/span><\/td><td><span class="weft-values">true, missing, false</,
  );
});

Deno.test("htmlSummary() gives categories the colours stored with the data, else the palette", () => {
  const chips = (html: string) => [...html.matchAll(/<i style="background:([^"]*)">/g)].map(([, color]) => color);
  assert.deepEqual(chips(htmlSummary(adata)), palette(2));
  const colored = adata.with({ uns: { domain_colors: new StringArray(["#123456", "red"]) } });
  assert.deepEqual(chips(htmlSummary(colored)), ["#123456", "red"]);
  const evil = adata.with({ uns: { domain_colors: new StringArray(['red"><script>', "url(http://x)"]) } });
  assert.deepEqual(chips(htmlSummary(evil)), palette(2));
});

Deno.test("htmlSummary() counts the rows of each category and the categories it does not show", () => {
  const many = new AnnData({
    obs: new Frame(["a"], { c: categorical(["c7"], { categories: Array.from({ length: 20 }, (_, i) => `c${i}`) }) }),
  });
  const html = body(htmlSummary(many));
  assert.match(html, /c7<small>1<\/small>/);
  assert.match(html, /c0<small>0<\/small>/);
  assert.match(html, /and 8 more/);
});

Deno.test("htmlSummary() escapes every name and value", () => {
  const evil = new AnnData({
    obs: new Frame([EVIL], { [EVIL]: categorical([EVIL]), text: [EVIL] }),
    var: new Frame([EVIL]),
    obsm: { [EVIL]: Dense.zeros(1, 1), X: new Frame([EVIL]) },
    uns: { [EVIL]: EVIL, dict: { [EVIL]: 1 }, list: new StringArray([EVIL]) },
  });
  const whole = new MuData({ mod: { [EVIL]: evil } });
  for (const html of [htmlSummary(evil), htmlSummary(whole), htmlSummary(evil.obs)]) {
    assert(!html.includes("<img"), "a name came through as markup");
    assert.match(html, /&lt;img src=x onerror=&quot;/);
  }
});

Deno.test("htmlSummary() has no script, no address and no unclosed element", () => {
  const whole = new MuData({ mod: { rna: adata, adt: adata.subset({ obs: [0] }) } });
  for (const html of [htmlSummary(adata), htmlSummary(whole), htmlSummary(obs)]) {
    assert(!/<script|https?:|url\(|@import|\son\w+=/i.test(html));
    const open: string[] = [];
    for (const [, slash, name] of html.matchAll(/<(\/?)([a-z]+)[^>]*>/g)) {
      if (slash) assert.equal(open.pop(), name);
      else open.push(name!);
    }
    assert.deepEqual(open, []);
  }
});

Deno.test("htmlSummary() follows the notebook's colours and the system's dark mode", () => {
  const html = htmlSummary(adata);
  assert.match(html, /prefers-color-scheme:dark/);
  assert.match(html, /var\(--jp-content-font-color1/);
});

Deno.test("htmlSummary() shows modalities with the observations they hold, and the tables of the whole", () => {
  const whole = new MuData({
    mod: { rna: adata, adt: adata.subset({ obs: [0, 2] }) },
    obsm: { X_smart: Dense.zeros(3, 2) },
  });
  const html = body(htmlSummary(whole));
  assert.match(html, /<b>MuData<\/b><span>3 obs × 8 var<\/span><span>2 modalities<\/span>/);
  assert.match(html, /<b>adt<\/b><span>2 × 4, [^<]*, has 2 of 3 observations<\/span>/);
  assert.match(html, /X_smart/);
});

Deno.test("htmlSummary() of a table shows its first rows under names and types", () => {
  const html = body(htmlSummary(obs));
  assert.match(html, /<b>rows<\/b><span>3 rows<\/span>/);
  assert.match(html, /<th scope="col">domain<small>category<\/small><\/th>/);
  assert.match(html, /<th scope="row">a<\/th><td>cortex<\/td><td class="weft-number">1\.235<\/td><td>true<\/td>/);
  const long = new Frame(Array.from({ length: 1200 }, (_, i) => `r${i}`), { x: new Float32Array(1200) });
  assert.match(htmlSummary(long), /first 10 of 1,200 rows/);
  assert(!htmlSummary(long).includes(">r10<"));
  const wide = new Frame(["a"], Array.from({ length: 30 }, (_, j) => [`c${j}`, [j]] as const));
  assert.match(htmlSummary(wide), /1 row, first 20 of 30 columns/);
});

Deno.test("htmlSummary() does not compute what is still to be made", () => {
  let made = 0;
  const lazy = new AnnData({ X: new Lazy<Matrix>(() => (made++, X)), obs, var: new Frame(["1", "2", "3", "4"]) });
  assert.match(htmlSummary(lazy), /3 × 4, made when first asked for/);
  const view = adata.subset({ obs: [0, 1] });
  assert.match(body(htmlSummary(view)), /<span>view<\/span>/);
  assert.equal(view.peekX(), undefined);
  assert.equal(made, 0);
});

Deno.test("htmlSummary() counts memory that slots share once", () => {
  const raw = new Raw({ X });
  const shared = adata.with({ layers: { counts: X }, raw, obsm: { X_pca: undefined } });
  const memory = (data: AnnData) => /<span>([\d.]+ k?B) in memory<\/span>/.exec(htmlSummary(data))![1];
  const plain = adata.with({ obsm: { X_pca: undefined } });
  assert.notEqual(memory(plain), undefined);
  assert(parseFloat(memory(shared)!) - parseFloat(memory(plain)!) < 60);
});

Deno.test("htmlSummary() is quick on large objects", () => {
  const n = 200_000;
  const large = new AnnData({
    X: new Csr({
      shape: [n, 30_000],
      indptr: new Int32Array(n + 1),
      indices: new Int32Array(0),
      data: new Float32Array(0),
    }),
    obs: new Frame(Array.from({ length: n }, (_, i) => `s${i}`), {
      total: new Float32Array(n),
      kept: new Int32Array(n),
    }),
  });
  const start = performance.now();
  const html = htmlSummary(large);
  const ms = performance.now() - start;
  assert(ms < 10_000, `${ms} ms; to look at every entry would take minutes`);
  assert(html.length < 20_000);
});

Deno.test("registerDisplays() makes objects show text and HTML in a notebook", () => {
  registerDisplays();
  const bundle = adata[DISPLAY]();
  assert.deepEqual(bundle, { "text/plain": String(adata), "text/html": htmlSummary(adata) });
  assert.match(new MuData({ mod: { rna: adata } })[DISPLAY]()["text/html"] as string, /MuData/);
  assert.match(obs[DISPLAY]()["text/html"] as string, /<b>Frame<\/b><span>3 rows × 3 columns/);
});
