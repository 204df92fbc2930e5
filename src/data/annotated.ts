import type { AnnData } from "./anndata.ts";
import type { MuData } from "./mudata.ts";

/** An object with `obs`, `obsm`, `obsp` and `uns`: one modality or several. */
export type Annotated = AnnData | MuData;

/** The slots that {@linkcode withAnnotations} can change. */
export type AnnotationPatch = Pick<Parameters<AnnData["with"]>[0], "obs" | "obsm" | "obsp" | "uns">;

/** `data.with(patch)` for either class, of the same class as the receiver. */
export function withAnnotations<T extends Annotated>(data: T, patch: AnnotationPatch): T {
  return (data.kind === "anndata" ? data.with(patch) : data.with(patch)) as T;
}
