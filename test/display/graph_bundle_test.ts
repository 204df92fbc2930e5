import assert from "node:assert/strict";
import { DISPLAY } from "../../src/core/renderers.ts";
import { Rng } from "../../src/core/rng.ts";
import { registerDisplays } from "../../src/display/register_displays.ts";
import { histogramOf, histogramSvg } from "../../src/display/histogram.ts";
import { Graph } from "../../src/graph/graph.ts";

registerDisplays();

function shown(graph: Graph): Record<string, string> {
  return graph[DISPLAY]() as Record<string, string>;
}

Deno.test("a graph shows its size, degrees, components and weights", () => {
  const graph = Graph.fromEdges({ nNodes: 5, sources: [0, 1, 1, 2], targets: [1, 0, 2, 1] });
  const bundle = shown(graph);
  assert.deepEqual(Object.keys(bundle), ["text/plain", "text/html", "image/svg+xml"]);
  for (const words of ["5 nodes, 4 directed edges", "undirected", "0 to 2, median 1; 2 nodes have no neighbour"]) {
    assert(bundle["text/html"]!.includes(words), words);
  }
  assert.match(bundle["text/html"]!, /3, of 3, 1, 1 nodes/);
  assert.match(bundle["text/html"]!, /all 1/);
  assert.match(bundle["text/plain"]!, /^Graph of 5 nodes and 4 directed edges; degree 0 to 2/);
});

Deno.test("a graph says what is special: direction, self-loops, weights that differ, one piece", () => {
  const graph = Graph.fromEdges({ nNodes: 2, sources: [0, 0], targets: [0, 1], weights: Float32Array.of(0.25, 2) });
  const html = shown(graph)["text/html"]!;
  assert.match(html, /<span>directed<\/span>/);
  assert.match(html, /with self-loops/);
  assert.match(html, /0\.25 to 2/);
  assert.match(html, /1, everything hangs together/);
});

Deno.test("a graph without nodes, or without edges, shows itself too", () => {
  const none = shown(Graph.fromEdges({ nNodes: 0, sources: [], targets: [] }));
  assert.deepEqual(Object.keys(none), ["text/plain", "text/html"]);
  assert.doesNotMatch(none["text/html"]!, /NaN|Infinity|undefined/);
  const alone = shown(Graph.fromEdges({ nNodes: 3, sources: [], targets: [] }));
  assert.match(alone["text/html"]!, /3 nodes have no neighbour/);
  assert.doesNotMatch(alone["text/html"]! + alone["image/svg+xml"], /NaN|Infinity|undefined/);
});

Deno.test("a graph's picture takes the page's ink in HTML and a dark one by itself", () => {
  const bundle = shown(Graph.fromEdges({ nNodes: 2, sources: [0], targets: [1] }));
  assert.match(bundle["text/html"]!, /<svg[^>]*>.*currentColor/);
  assert.doesNotMatch(bundle["image/svg+xml"]!, /currentColor/);
});

Deno.test("histogramOf() counts every number once, whatever their range", () => {
  for (let seed = 0; seed < 30; seed++) {
    const rng = new Rng(seed);
    const high = 1 + rng.integer(seed % 2 ? 20 : 5000);
    const values = Int32Array.from({ length: 1 + rng.integer(300) }, () => rng.integer(high));
    const { bins, counts } = histogramOf(values);
    assert.equal(counts.reduce((sum, count) => sum + count, 0), values.length);
    assert(bins.length <= 40, `${bins.length}`);
    bins.forEach(([from, to], b) => {
      assert.equal(counts[b], values.filter((value) => value >= from && value <= to).length);
      if (b > 0) assert.equal(from, bins[b - 1]![1] + 1);
    });
  }
  assert.deepEqual(histogramOf([]), { bins: [], counts: [] });
  assert.deepEqual(histogramOf([7, 7]), { bins: [[7, 7]], counts: [2] });
});

Deno.test("histogramSvg() draws a bar a bin, within its box, with no label over another", () => {
  const histogram = histogramOf(Int32Array.from({ length: 400 }, (_, i) => i % 37));
  const svg = histogramSvg(histogram, "neighbours", "#123456");
  assert.equal(svg.match(/<rect/g)!.length, 37);
  const labels = [...svg.matchAll(/<text x="([\d.]+)"[^>]*text-anchor="middle"[^>]*>\d/g)].map(([, x]) => Number(x));
  labels.slice(1).forEach((x, i) => assert(x - labels[i]! >= 22, `${x - labels[i]!}`));
  for (const [, x, y] of svg.matchAll(/<rect x="([-\d.]+)" y="([-\d.]+)"/g)) assert(Number(x) >= 0 && Number(y) >= 0);
});
