import type { Annotated } from "../../data/annotated.ts";

/** Variables of a modality that are offered by name at most. */
const MOST_VARIABLES = 200;
/** Axes of an embedding that are offered at most. */
const MOST_AXES = 3;

/** Keys that a reader may want to colour by: columns, proteins and other short lists of variables, first axes. */
export function colorKeys(data: Annotated): string[] {
  const modalities = data.kind === "mudata" ? Object.entries(data.mod) : [];
  const places = [data, ...modalities.map(([, modality]) => modality)];
  const columns = places.flatMap(({ obs }) => obs.columnNames);
  const axes = Object.entries(data.obsm).flatMap(([key, matrix]) =>
    matrix.kind === "frame" || /spatial/i.test(key)
      ? []
      : Array.from({ length: Math.min(MOST_AXES, matrix.nCols) }, (_, axis) => `${key}:${axis}`)
  );
  const variables = modalities.flatMap(([name, { varNames }]) =>
    varNames.length > MOST_VARIABLES ? [] : varNames.map((variable) => `${name}:${variable}`)
  );
  const own = data.kind === "anndata" && data.nVars <= MOST_VARIABLES ? data.varNames : [];
  return [...new Set([...columns, ...own, ...variables, ...axes])];
}
