import { examples, show } from "../core/check.ts";
import { WeftError } from "../core/error.ts";
import type { AnnData } from "../data/anndata.ts";
import type { Matrix } from "../data/matrix.ts";

/** The matrix that a verb reads: `X` when no layer (or "X") is named, else that layer. */
export function matrixOf(adata: AnnData, layer: string | undefined): Matrix {
  if (layer !== undefined && layer !== "X") {
    const found = adata.layers[layer];
    if (found) return found;
    const names = Object.keys(adata.layers);
    throw new WeftError("NotFound", {
      expected: `a layer ${show(layer)}`,
      found: names.length === 0 ? "no layers at all" : `the layers ${examples(names, 12)}`,
      where: "layers",
    });
  }
  if (adata.X) return adata.X;
  throw new WeftError("NotFound", {
    expected: "a matrix X to work on",
    found: "an object without X",
    next: "Name the layer to read with the option layer.",
  });
}
