import { checkNumber, checkOneOf } from "../core/check.ts";
import { WeftError } from "../core/error.ts";
import type { Annotated } from "../data/annotated.ts";
import { hasImages } from "../data/has_images.ts";
import { obsVector } from "../data/obs_vector.ts";
import { PROTOCOL_VERSION, type SpatialMapState } from "./protocol.ts";
import { bitsOf } from "./protocol/bits.ts";
import { packNames } from "./protocol/names.ts";
import { channelOf, type ChannelOptions, numbersOf } from "./spatial_map/channel_of.ts";
import { clipOf } from "./spatial_map/clip_of.ts";
import { colorKeys } from "./spatial_map/color_keys.ts";
import { isTissue, planeOf } from "./spatial_map/plane_of.ts";
import { SpatialMap } from "./spatial_map/spatial_map.ts";
import { spotsOf } from "./spatial_map/spots_of.ts";
import { type ImageChoice, microns, underlaysOf } from "./spatial_map/underlays_of.ts";
import type { WidgetHost } from "./widget_host.ts";

/** Options of {@linkcode spatialMap}. */
export interface SpatialMapOptions extends ChannelOptions {
  /**
   * What the colours show: a column of `obs`, a gene, a protein as `"adt:CD3"`, an axis as `"X_umap:0"`. Default one
   * colour.
   */
  readonly color?: string | undefined;
  /** Coordinates: a key of `obsm`, with or without its `X_`, such as `"umap"`. Default `"spatial"`. */
  readonly basis?: string | undefined;
  /** Column of `obs` that tells sections apart; where they lie upon each other, they are laid side by side. */
  readonly libraryKey?: string | undefined;
  /** A number a spot that sets its size, named as `color`. */
  readonly sizeBy?: string | undefined;
  /** A number a spot that sets its opacity, named as `color`; with `sizeBy` it must be the same. */
  readonly opacityBy?: string | undefined;
  /** Diameter of a spot as a share of the distance between neighbours. Default 0.96, or 1 for an embedding. */
  readonly pointSize?: number | undefined;
  /** Opacity of a spot, 0 to 1. Default 1. */
  readonly opacity?: number | undefined;
  /** Picture of `uns["spatial"]` beneath the spots: `"hires"`, `"lowres"` or none. Default the finest that is light. */
  readonly image?: ImageChoice | undefined;
  /** Whether the second coordinate points up, or down as in an image. Default down where `uns["spatial"]` is there. */
  readonly yAxis?: "up" | "down" | undefined;
  /** Unit of length of the scale bar. Default µm where Space Ranger's scale factors tell it, else none. */
  readonly unit?: string | undefined;
  /** Length of one unit of the coordinates, in `unit`. Default 1. */
  readonly unitLength?: number | undefined;
  /**
   * Maps with the same link, on one page, share selection and hover where they have the same spots in the same order, and
   * switches of categories where these are the same. Default none.
   */
  readonly link?: string | undefined;
  /** Heading. Default none. */
  readonly title?: string | undefined;
  /** Where the map lives. Default the kernel that runs. */
  readonly host?: WidgetHost | undefined;
}

/** Spots whose names go to the page at once; those of more when they are asked for. */
const NAMED_AT_ONCE = 20_000;

/**
 * A map of spots that can be explored on a page: zoom, colours, lasso. What is chosen there is in `map.selection()`.
 *
 * @param data One modality or several.
 * @param options What it shows, see {@linkcode SpatialMapOptions}.
 * @returns The map; as the value of a cell it shows itself.
 * @throws {WeftError} `NotFound` when coordinates, a colour or a section's column are not there, `TooSmall` without
 * spots, `InvalidArgument` for an option out of range.
 *
 * @example
 * ```ts
 * import { datasets } from "weft/io";
 * import { label } from "weft/data";
 * import { spatialMap } from "weft/bridge";
 * import assert from "node:assert/strict";
 *
 * const tissue = datasets.simulatedTissue({ seed: 1 });
 * const map = spatialMap(tissue, { title: "tissue" });
 * map.select(tissue.obsNames.slice(0, 5));
 * const labelled = label(tissue, "region", map.selection(), "corner");
 * assert.equal(labelled.obs.column("region").get(4), "corner");
 * map.close();
 * ```
 */
export function spatialMap(data: Annotated, options: SpatialMapOptions = {}): SpatialMap {
  const { basis = "spatial", color = null, libraryKey, opacity = 1, image, link = null, title = "" } = options;
  const { yAxis = isTissue(basis) && hasImages(data) ? "down" : "up", pointSize = isTissue(basis) ? 0.96 : 1 } =
    options;
  checkOneOf(yAxis, "yAxis", ["up", "down"]);
  checkNumber(opacity, "opacity", 0, 1);
  checkNumber(pointSize, "pointSize", 0.01, 100);
  const plane = planeOf(data, { basis, libraryKey, yAxis });
  const emphasis = emphasisOf(data, options);
  const state: SpatialMapState = {
    ...{ protocol: PROTOCOL_VERSION, title, link, pointSize, opacity },
    ...{ x: plane.x, y: plane.y, sections: plane.sections, section: null, spacing: plane.spacing },
    scale: isTissue(basis) ? scaleOf(data, plane.unit, options) : null,
    names: data.nObs <= NAMED_AT_ONCE ? packNames(data.obsNames) : new Uint8Array(0),
    ...channelOf(data, color, options),
    ...emphasis,
    keys: colorKeys(data),
    hidden: [],
    selected: bitsOf(data.nObs, []),
    underlays: isTissue(basis) && yAxis === "down" ? underlaysOf(data, plane, image) : [],
    underlayOpacity: 0.8,
    spots: link === null ? null : spotsOf(data.obsNames),
    live: true,
  };
  return new SpatialMap(data, state, options, options.host);
}

function scaleOf(data: Annotated, unit: number, options: SpatialMapOptions): SpatialMapState["scale"] {
  const { unitLength = 1 } = options;
  checkNumber(unitLength, "unitLength", Number.MIN_VALUE);
  if (options.unit !== undefined) return { length: unit * unitLength, unit: options.unit };
  const known = options.unitLength === undefined ? microns(data) : undefined;
  return known === undefined ? { length: unit * unitLength, unit: null } : { length: unit * known, unit: "µm" };
}

function emphasisOf(data: Annotated, options: SpatialMapOptions): Pick<SpatialMapState, "emphasis" | "emphasisValues"> {
  const { sizeBy, opacityBy } = options;
  const key = sizeBy ?? opacityBy;
  if (key === undefined) return { emphasis: null, emphasisValues: new Float32Array(0) };
  if (sizeBy !== undefined && opacityBy !== undefined && sizeBy !== opacityBy) {
    throw new WeftError("InvalidArgument", {
      expected: "sizeBy and opacityBy to name the same",
      found: `'${sizeBy}' and '${opacityBy}'`,
      next: "Show the other by color.",
    });
  }
  const emphasisValues = numbersOf(obsVector(data, key, options));
  if (!emphasisValues) {
    throw new WeftError("BadValues", { expected: "numbers for size and opacity", found: "labels", where: `'${key}'` });
  }
  const { clip } = clipOf(emphasisValues, options.percentiles);
  return {
    emphasis: { key, clip, size: sizeBy !== undefined, opacity: opacityBy !== undefined },
    emphasisValues,
  };
}
