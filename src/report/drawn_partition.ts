import type { Dense } from "../data/dense.ts";
import { pointMap, type PointMapOptions } from "../plot/point_map.ts";
import type { Figure, LegendEntry } from "./section.ts";
import type { ShownPartition } from "./shown_partition.ts";

/** A partition drawn at the places of its observations, with its legend. */
export function drawnPartition(
  coordinates: Dense,
  { title, caption, labels }: ShownPartition,
  colors: readonly string[],
  options: Pick<PointMapOptions, "shape" | "yAxis" | "size">,
): Figure {
  const svg = pointMap(coordinates, labels, { ...options, colors, title });
  return { title, svg, legend: legend(labels, colors), ...(caption === undefined ? {} : { caption }) };
}

function legend({ codes, categories }: ShownPartition["labels"], colors: readonly string[]): LegendEntry[] {
  const counts = new Uint32Array(categories.length);
  for (const code of codes) if (code >= 0) counts[code]!++;
  return categories.map((name, code) => ({ color: colors[code]!, name, count: counts[code]! })).filter(({ count }) =>
    count > 0
  );
}
