import type { SpatialMap } from "../bridge/spatial_map/spatial_map.ts";
import type { DisplayBundle } from "../core/renderers.ts";
import { stillImage } from "./still_image.ts";
import { twin } from "./twin.ts";

/** Spots from which on a notebook holds the picture only: the twin of a million spots would take tens of megabytes. */
const MOST = 60_000;

/** A map where no kernel is: the map alive on the page, and its picture. */
export function mapBundle(map: SpatialMap): DisplayBundle {
  const still = map.svg();
  const html = map.data.nObs > MOST ? stillImage(still) : twin({ module: map.module, state: map.state(), still });
  return { "text/html": html, "image/svg+xml": still };
}
