import { hasBit } from "../../src/bridge/protocol/bits.ts";
import { VALUE_COLORS } from "../../src/bridge/protocol/value_colors.ts";
import { formatCount, formatValue } from "../shared/numbers.ts";
import { type Coloring, countCodes } from "./coloring.ts";
import type { MapData } from "./map_data.ts";
import type { MapSelection } from "./map_selection.ts";
import { type PictureEntry, pictureSvg, svgToPng } from "./picture.ts";
import type { Plot, PointStyle } from "./plot.ts";
import type { Underlays } from "./underlay.ts";

/** Steps of a scale that the legend of a picture shows. */
const SCALE_STEPS = 6;

/** The map as it is on the screen. */
export interface Shown {
  readonly data: MapData;
  readonly plot: Plot;
  readonly coloring: Coloring;
  readonly hidden: ReadonlySet<number>;
  readonly rows: readonly number[];
  readonly selected: MapSelection | null;
  readonly style: PointStyle;
  readonly underlays: Underlays;
  readonly overlay: SVGElement;
  readonly root: HTMLElement;
}

/** The map with its legend as a file. */
export async function savePicture(kind: "png" | "svg", shown: Shown): Promise<Blob> {
  const { data, plot, coloring, style, selected, root } = shown;
  const computed = getComputedStyle(root);
  const svg = await pictureSvg({
    title: data.get("title"),
    heading: data.get("channel")?.key ?? null,
    entries: entriesOf(shown),
    camera: plot.camera(),
    x: data.x,
    y: data.y,
    coloring,
    rows: shown.rows,
    faded: (row) => selected !== null && !hasBit(selected.bits, row),
    ...style,
    emphasis: data.emphasis(),
    images: shown.underlays.images,
    imageOpacity: shown.underlays.shownOpacity,
    colors: {
      paper: computed.backgroundColor,
      ink: computed.color,
      faint: computed.getPropertyValue("--weft-faint"),
    },
    overlay: shown.overlay,
    raster: () => plot.picture(2),
  });
  return kind === "svg" ? new Blob([svg], { type: "image/svg+xml" }) : await svgToPng(svg, 2);
}

function entriesOf({ data, coloring, hidden }: Shown): PictureEntry[] {
  const channel = data.get("channel");
  if (channel === null) return [];
  if (channel.kind === "value") {
    const [low, high] = channel.clip;
    return Array.from({ length: SCALE_STEPS }, (_, i) => {
      const share = 1 - i / (SCALE_STEPS - 1);
      return {
        color: VALUE_COLORS[Math.round(share * (VALUE_COLORS.length - 1))]!,
        text: formatValue(low + (high - low) * share),
      };
    });
  }
  const counts = countCodes(coloring.codes, coloring.colors.length);
  return [...channel.labels, "missing"]
    .map((text, code) => ({ code, text, count: formatCount(counts[code]!), color: coloring.colors[code]! }))
    .filter(({ code }) => !hidden.has(code) && counts[code]! > 0);
}
