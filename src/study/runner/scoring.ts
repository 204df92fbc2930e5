import { isWeftError } from "../../core/is_weft_error.ts";
import type { Annotated } from "../../data/annotated.ts";
import { codesOf } from "../../data/columns/codes_of.ts";
import { obsColumn } from "../../data/obs_column.ts";
import { spatialCoordinates } from "../../graph/spatial_coordinates.ts";
import { modalitiesOf } from "../../methods/read_features.ts";
import type { SlotNeed } from "../../methods/slot_need.ts";
import { packMatrix } from "../packed/packed_matrix.ts";
import { packSlots } from "../packed/pack_slots.ts";
import type { PackedTissue } from "../packed/packed_tissue.ts";

/** Columns of the packed object that scores are computed from. */
export const TRUTH = "truth";
export const LIBRARY = "library";
const [SPATIAL, GRAPH, FEATURES] = ["spatial", "spatial_connectivities", "X_pca"] as const;

/** What scores besides labels and embedding are made of. */
export interface ScoringOptions {
  readonly labelsKey?: string | undefined;
  readonly libraryKey?: string | undefined;
  readonly spatialKey?: string | undefined;
}

/**
 * All that a report reads of an object besides the embedding and its clusters: truth, sections, places, the spatial
 * graph, and each modality's principal components, as far as it has them.
 *
 * @throws {WeftError} `NotFound` for a column or coordinates that were named and are not there.
 */
export function packScoring(data: Annotated, { labelsKey, libraryKey, spatialKey }: ScoringOptions): PackedTissue {
  const names = modalitiesOf(data).map(([name]) => name);
  const needs: SlotNeed[] = modalitiesOf(data).filter(([, adata]) => FEATURES in adata.obsm).map(([modality]) => ({
    slot: "obsm",
    key: FEATURES,
    of: { modality },
    next: "",
  }));
  if (GRAPH in data.obsp) needs.push({ slot: "obsp", key: GRAPH, of: "whole", next: "" });
  const packed = packSlots(data, needs, names);
  const places = coordinatesOf(data, spatialKey);
  const columns = [[TRUTH, labelsKey], [LIBRARY, libraryKey]] as const;
  const obs = columns.flatMap(([name, key]) =>
    key === undefined ? [] : [[name, codesOf(obsColumn(data, key))] as const]
  );
  return {
    ...packed,
    obs: Object.fromEntries(obs),
    obsm: { ...packed.obsm, ...(places && { [SPATIAL]: packMatrix(places) }) },
  };
}

/** Where spots lie; nothing where the object does not say, unless it was told where to look. */
function coordinatesOf(data: Annotated, spatialKey: string | undefined) {
  try {
    return spatialCoordinates(data, { ...(spatialKey !== undefined && { spatialKey }) });
  } catch (error) {
    if (spatialKey === undefined && isWeftError(error)) return undefined;
    throw error;
  }
}
