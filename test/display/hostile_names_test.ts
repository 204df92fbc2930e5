import assert from "node:assert/strict";

import { DISPLAY } from "../../src/core/renderers.ts";
import { Rng } from "../../src/core/rng.ts";
import {
  AnnData,
  CategoricalColumn,
  Complex,
  concat,
  Csr,
  Dense,
  Frame,
  MuData,
  NullableColumn,
  RecordArray,
  Scalar,
  StringArray,
  StringColumn,
  type UnsDict,
} from "../../src/data/mod.ts";
import { htmlSummary } from "../../src/display/mod.ts";
import { randomAnnData, randomMuData } from "../io/random_objects.ts";

const HOSTILE = [
  "<script>alert(1)</script>",
  '"><img src=x onerror=alert(1)>',
  "'><svg/onload=alert(1)>",
  "</details></div><iframe src=//e>",
  "</style><script>alert(2)</script>",
  "&lt;b&gt;&amp;",
  "`${alert(1)}`",
  "--><b>",
  "\u202egnp.exe\u0000<",
];

/** Elements that a summary is made of; every other tag came from a name. */
const OWN_TAGS = new Set(
  "div style header b span details summary table thead tbody tr th td i small code p".split(" "),
);

/** Checks that markup is balanced and holds the summary's own elements and attributes alone. */
function checkMarkup(html: string, what: string): void {
  const open: string[] = [];
  const body = html.replace(/<style>.*?<\/style>/gs, "");
  for (const [whole, slash, name, attributes] of body.matchAll(/<(\/?)([a-z!][^\s>]*)([^>]*)>/gi)) {
    assert(OWN_TAGS.has(name!), `${what}: ${whole}`);
    if (slash) assert.equal(open.pop(), name, `${what}: ${whole} closes what is not open`);
    else open.push(name!);
    const rest = attributes!.replace(/ (?:class|style|title|open|colspan|scope)(?:="[^"<>]*")?/g, "");
    assert.equal(rest.trim(), "", `${what}: ${whole}`);
  }
  assert.deepEqual(open, [], what);
  assert.doesNotMatch(body.replace(/<[^>]*>/g, ""), /[<>]/, `${what}: a bare angle bracket`);
  assert.doesNotMatch(html, /<script|<img|<svg|<iframe/i, what);
  assert.doesNotMatch(body, /style="[^"]*(?:url|expression|javascript)/i, what);
}

function nasty(name: string, n: number): AnnData {
  const index = Array.from({ length: n }, (_, i) => `${name}${i}`);
  const labels = new StringColumn([name, `${name}2`]);
  const texts = Array.from({ length: n }, () => name);
  const columns = [
    [name, texts],
    [`${name} cat`, new CategoricalColumn(labels, new Int32Array(n).fill(1))],
    [`${name} null`, new NullableColumn(new StringColumn(texts), new Uint8Array(n))],
    [`${name} number`, new Float64Array(n)],
  ] as const;
  const frame = new Frame(index, columns, { indexName: name });
  const slot = { [name]: Dense.zeros(n, 2), [`${name}f`]: frame, [`${name}s`]: Csr.fromDense(Dense.zeros(n, 2)) };
  const pairs = { [name]: Csr.fromDense(Dense.zeros(n, n)) };
  const uns: UnsDict = {
    [name]: name,
    [`${name} cat_colors`]: new StringArray([`red;${name}`, "url(//e)"]),
    dict: { [name]: { [name]: name } },
    texts: new StringArray([name, name]),
    records: new RecordArray([[name, new StringColumn([name])]]),
    frame,
    column: new CategoricalColumn(labels, new Int32Array([0])),
    scalar: new Scalar(3, "int8"),
    complex: new Complex(1, 2),
    none: null,
  };
  return new AnnData({
    X: Dense.zeros(n, n),
    obs: frame,
    var: frame,
    obsm: slot,
    varm: slot,
    layers: pairs,
    obsp: pairs,
    varp: pairs,
    uns,
  });
}

Deno.test("htmlSummary() escapes hostile names and values wherever they stand", () => {
  for (const name of HOSTILE) {
    const adata = nasty(name, 3);
    const tissue = new MuData({ mod: { [name]: adata, rna: adata } }).with({
      obs: { [name]: [name, name, name] },
      uns: { [name]: name },
      obsm: { [name]: Dense.zeros(3, 2) },
    });
    const views = { adata, tissue, obs: adata.obs, view: adata.subset({ obs: [0] }), cut: tissue.subset({ obs: [1] }) };
    for (const [what, data] of Object.entries(views)) checkMarkup(htmlSummary(data), `${what} of ${name}`);
    checkMarkup(htmlSummary(concat([adata, adata], { label: name, keys: [name, "b"] })), `concat of ${name}`);
  }
});

Deno.test("htmlSummary() of random objects is balanced markup that shows every name, and does not change them", () => {
  for (let seed = 0; seed < 40; seed++) {
    const rng = new Rng(seed);
    const adata = randomAnnData(rng), tissue = randomMuData(rng);
    const html = htmlSummary(adata);
    checkMarkup(html, `seed ${seed}`);
    checkMarkup(htmlSummary(tissue), `seed ${seed}, several modalities`);
    checkMarkup(htmlSummary(adata.obs), `seed ${seed}, a table`);
    for (const slot of [adata.layers, adata.obsm, adata.varm, adata.obsp, adata.varp, adata.uns]) {
      for (const name of Object.keys(slot)) assert(html.includes(name), `seed ${seed}: ${name}`);
    }
    for (const name of adata.obs.columnNames) assert(html.includes(name), `seed ${seed}: ${name}`);
    assert.equal(htmlSummary(adata), html);
  }
});

Deno.test("htmlSummary() takes only colours for the colours of categories", () => {
  const column = new CategoricalColumn(new StringColumn(["p", "q"]), new Int32Array([0, 1]));
  const shown = (colors: UnsDict[string]) =>
    htmlSummary(new AnnData({ obs: new Frame(["a", "b"], { d: column }), uns: { "d_colors": colors } }));
  assert.match(shown(new StringArray(["#ff0000", "rebeccapurple"])), /background:#ff0000.*background:rebeccapurple/s);
  const bad = ["red;background:url(//e)", "expression(1)", "#12", "#gggggg", "", 'red"', "var(--x)", "rgb(1,2,3)"];
  for (const color of bad) {
    const html = shown(new StringArray([color, "#ff0000"]));
    const fills = [...html.matchAll(/style="background:([^"]*)"/g)].map(([, fill]) => fill!);
    assert(fills.every((fill) => /^(#[\da-f]{3,8}|[a-z]+)$/i.test(fill)), `${color}: ${fills}`);
    checkMarkup(html, color);
  }
  for (const odd of ["#ff0000", null, 3, { a: "red" }, Dense.zeros(2, 1), new StringArray(["#ff0000"])]) {
    checkMarkup(shown(odd), String(odd));
  }
});

Deno.test("htmlSummary() is quick and short on huge objects: long names, many columns, keys, labels, rows", () => {
  const n = 200_000;
  const index = Array.from({ length: n }, (_, i) => `cell-${i}`);
  const many = Array.from({ length: n }, (_, i) => i);
  const obs = new Frame(index, {
    many: new CategoricalColumn(new StringColumn(many.map((i) => `label ${i}`)), Int32Array.from(many)),
    long: new StringColumn(many.map(() => "x".repeat(1000))),
    numbers: Float64Array.from(many),
  });
  const uns = {
    deep: Array.from({ length: 60 }).reduce<UnsDict>((d) => ({ d }), { end: 1 }),
    texts: new StringArray(index),
  };
  const adata = new AnnData({ obs, var: new Frame(["g"]), uns });
  const start = performance.now();
  const html = htmlSummary(adata) + htmlSummary(obs);
  const time = performance.now() - start;
  assert(time < 3000, `${Math.round(time)} ms`);
  assert(html.length < 100_000, `${html.length} characters`);
  checkMarkup(html, "huge");
});

Deno.test("the notebook's bundle of any object has text and HTML that agree about the shape", () => {
  for (let seed = 0; seed < 10; seed++) {
    const rng = new Rng(seed);
    for (const data of [randomAnnData(rng), randomMuData(rng)]) {
      const bundle = data[DISPLAY]() as Record<string, string>;
      assert.match(bundle["text/plain"]!, new RegExp(`n_obs × n_vars = ${data.nObs} × ${data.nVars}`));
      assert(htmlSummary(data).includes(`${data.nObs} obs × ${data.nVars} var`));
    }
  }
});
