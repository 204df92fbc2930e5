import type { DisplayBundle } from "../core/renderers.ts";
import type { Graph } from "../graph/graph.ts";
import { formatBytes, formatCount, formatNumber } from "./format.ts";
import { histogramOf, histogramSvg } from "./histogram.ts";
import { counted, line } from "./markup.ts";
import { summaryPage } from "./summary_page.ts";

const AXIS = "neighbours of a node";
const DARK = "#1c2430";
/** Components that are named by their size. */
const SHOWN = 8;

/** What a notebook shows of a graph: its size, how many neighbours nodes have, and what hangs together. */
export function graphBundle(graph: Graph): DisplayBundle {
  const degrees = graph.degrees();
  const histogram = histogramOf(degrees);
  const { adjacency } = graph;
  const facts = [
    `${formatCount(graph.nNodes)} nodes, ${formatCount(graph.nEdges)} directed edges`,
    graph.isUndirected ? "undirected" : "directed",
    ...(graph.hasSelfLoops ? ["with self-loops"] : []),
    formatBytes(adjacency.nBytes),
  ];
  const body = [
    line("degree", degreeWords(degrees)),
    line("components", componentWords(graph)),
    line("weights", weightWords(adjacency.data as ArrayLike<number>)),
    degrees.length === 0 ? "" : `<div class="weft-chart">${histogramSvg(histogram, AXIS, "currentColor")}</div>`,
  ];
  return {
    "text/html": summaryPage("Graph", facts, body.join("")),
    ...(degrees.length > 0 && { "image/svg+xml": histogramSvg(histogram, AXIS, DARK) }),
    "text/plain": `${graph}; degree ${degreeWords(degrees)}; ${componentWords(graph)}`,
  };
}

function degreeWords(degrees: Int32Array): string {
  if (degrees.length === 0) return "none";
  const sorted = degrees.slice().sort();
  const alone = degrees.reduce((count, degree) => count + (degree === 0 ? 1 : 0), 0);
  const lone = alone === 0 ? "" : `; ${counted(alone, "node has", "nodes have")} no neighbour`;
  return `${sorted[0]} to ${sorted.at(-1)}, median ${sorted[sorted.length >> 1]}${lone}`;
}

function componentWords(graph: Graph): string {
  const { labels } = graph.components();
  const sizes: number[] = [];
  for (const label of labels) sizes[label] = (sizes[label] ?? 0) + 1;
  if (sizes.length === 0) return "none";
  if (sizes.length === 1) return "1, everything hangs together";
  sizes.sort((a, b) => b - a);
  const rest = sizes.length > SHOWN ? ", …" : "";
  return `${formatCount(sizes.length)}, of ${sizes.slice(0, SHOWN).map(formatCount).join(", ")}${rest} nodes`;
}

function weightWords(weights: ArrayLike<number>): string {
  let [low, high] = [Infinity, -Infinity];
  for (let p = 0; p < weights.length; p++) {
    low = Math.min(low, weights[p]!);
    high = Math.max(high, weights[p]!);
  }
  if (weights.length === 0) return "none";
  return low === high ? `all ${formatNumber(low)}` : `${formatNumber(low)} to ${formatNumber(high)}`;
}
