import type { SpatialMapState } from "../../src/bridge/protocol/spatial_map.ts";
import { element } from "../shared/elements.ts";
import { makeColorBar } from "./color_bar.ts";
import { type LegendActions, makeLegend } from "./legend.ts";

/** The column beside the map: what the colours mean. */
export interface Side {
  readonly element: HTMLElement;
  /** Explains a channel. */
  list(channel: SpatialMapState["channel"]): void;
  /** Shows switches and counts. */
  update(hidden: ReadonlySet<number>, counts: Int32Array, selected: Int32Array | null): void;
}

/** Makes the column; `filter` is told which values stay. */
export function makeSide(
  actions: LegendActions,
  filter: (range: readonly [number, number] | null) => void,
): Side {
  const heading = element("h4", { class: "weft-side-title" });
  const legend = makeLegend(actions);
  const bar = makeColorBar(filter);
  const side = element("aside", { class: "weft-side", attributes: { "aria-label": "Legend" } }, [
    heading,
    legend.element,
    bar.element,
  ]);
  let shown: SpatialMapState["channel"] | undefined;
  return {
    element: side,
    list(channel) {
      if (channel === shown) return;
      shown = channel;
      side.hidden = channel === null;
      heading.replaceChildren(element("bdi", { text: channel?.key ?? "" }));
      legend.element.hidden = channel?.kind !== "category";
      bar.element.hidden = channel?.kind !== "value";
      if (channel?.kind === "category") legend.list(channel);
      if (channel?.kind === "value") bar.list(channel);
    },
    update(hidden, counts, selected) {
      if (shown?.kind === "category") legend.update(hidden, counts, selected);
    },
  };
}
