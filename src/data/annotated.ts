import type { AnnData } from "./anndata.ts";
import type { MuData } from "./mudata.ts";

/** An object with `obs`, `obsm`, `obsp` and `uns`: one modality or several. */
export type Annotated = AnnData | MuData;

/** The slots that {@linkcode withAnnotations} can change. */
export type AnnotationPatch = Pick<Parameters<AnnData["with"]>[0], "obs" | "obsm" | "obsp" | "uns">;

/**
 * `data.with(patch)` for either class, so that a verb can serve both.
 *
 * @param data One modality or several.
 * @param patch Per slot, values to set, `undefined` to remove.
 * @returns An object of the same class.
 * @throws {WeftError} `Misaligned` when a shape does not fit.
 *
 * @example
 * ```ts
 * import { AnnData, Dense, withAnnotations } from "weft/data";
 * import assert from "node:assert/strict";
 *
 * const adata = withAnnotations(new AnnData({ X: Dense.zeros(2, 3) }), { obs: { domain: ["1", "2"] } });
 * assert.deepEqual(adata.obs.columnNames, ["domain"]);
 * ```
 */
export function withAnnotations<T extends Annotated>(data: T, patch: AnnotationPatch): T {
  return (data.kind === "anndata" ? data.with(patch) : data.with(patch)) as T;
}
