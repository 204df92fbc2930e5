import { checkInteger, examples, show } from "../core/check.ts";
import { WeftError } from "../core/error.ts";
import type { Annotated } from "../data/annotated.ts";
import { toDense } from "../data/matrix.ts";
import { scatter, type ScatterOptions } from "./scatter.ts";
import type { ScatterPlane } from "./scatter_panel.ts";
import type { VegaSpec } from "./vega_spec.ts";

/** Options of {@linkcode embedding}. */
export interface EmbeddingOptions extends ScatterOptions {
  /** Key in `obsm`, with or without `X_`: `"umap"`, `"X_smart"`. Default `"X_umap"`. */
  readonly basis?: string | undefined;
  /** The two axes, counted from 1; default `[1, 2]`. */
  readonly components?: readonly [number, number] | undefined;
}

/**
 * Observations in the plane of an embedding, one panel for each thing that colours them.
 *
 * @param data One modality or several.
 * @param options Which embedding, what colours it, and how it looks.
 * @returns A vega-lite specification with its data inside; a notebook shows it.
 * @throws {WeftError} `NotFound` when the embedding or a colour is not there, `InvalidArgument` for an option that is
 * out of range, `TooSmall` for an empty list of colours.
 *
 * @example
 * ```ts
 * import { embedding } from "weft/plot";
 * import { AnnData, Dense, Frame } from "weft/data";
 * import assert from "node:assert/strict";
 *
 * const adata = new AnnData({
 *   obs: new Frame(["a", "b"], { domain: ["x", "y"], depth: [1, 2] }),
 *   obsm: { X_umap: Dense.fromRows([[0, 1], [2, 3]]) },
 * });
 * const spec = embedding(adata, { basis: "umap", color: ["domain", "depth"] });
 * assert.equal((spec.concat as unknown[]).length, 2);
 * ```
 */
export function embedding(data: Annotated, options: EmbeddingOptions = {}): VegaSpec {
  const { basis = "X_umap", components = [1, 2] } = options;
  const key = basis in data.obsm ? basis : `X_${basis}`;
  const array = data.obsm[key];
  if (!array || array.kind === "frame") {
    throw new WeftError("NotFound", {
      expected: `an embedding obsm[${show(key)}]`,
      found: `the entries ${examples(Object.keys(data.obsm), 12) || "of nothing"}`,
      next: "Compute it first (umap(), pca(), a method's run) or name another with basis.",
    });
  }
  const matrix = toDense(array);
  for (const axis of components) checkInteger(axis, "components", 1, matrix.nCols);
  const column = (axis: number) => Float64Array.from({ length: data.nObs }, (_, i) => matrix.get(i, axis - 1));
  const name = key.replace(/^X_/, "").toUpperCase().replace(/^PCA$/, "PC");
  const plane: ScatterPlane = {
    x: column(components[0]),
    y: column(components[1]),
    axes: [`${name}${components[0]}`, `${name}${components[1]}`],
    down: false,
    alike: false,
    diameter: undefined,
    shape: "circle",
  };
  return scatter(data, options, [{ plane }], name);
}
