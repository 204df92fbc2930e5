import { stat } from "node:fs/promises";

import { examples, show } from "../core/check.ts";
import { WeftError } from "../core/error.ts";
import type { Watched } from "../core/progress.ts";
import type { AnnData } from "../data/anndata.ts";
import { codesOf } from "../data/columns/codes_of.ts";
import { MuData } from "../data/mudata.ts";
import { read } from "./read.ts";
import { splitFeatureTypes } from "./tenx/split_feature_types.ts";
import { writeH5ad } from "./write_h5ad.ts";
import { writeH5mu } from "./write_h5mu.ts";

/** Options of {@linkcode convert}. */
export interface ConvertOptions extends Watched {
  /** Whether an existing target may be replaced; default false. */
  readonly overwrite?: boolean;
}

/**
 * Rewrites a file or folder that weft reads (h5ad, h5mu, zarr, 10x, Visium, csv, tsv) as h5ad or h5mu; the ends of the
 * names decide. Written as `.h5mu`, one object is taken apart by `var["feature_types"]` as
 * {@linkcode splitFeatureTypes} does; without that column it becomes the modality `rna`.
 *
 * @param source What to read.
 * @param target Where to write, ending in `.h5ad` or `.h5mu`.
 * @param options `overwrite`, `signal`, `onProgress`.
 * @returns What was read and written.
 * @throws {WeftError} `Exists` when the target is there, `Unsupported` for a format that weft does not write or for
 * several modalities into an `.h5ad`.
 *
 * @example
 * ```ts
 * import { convert, readH5ad } from "weft/io";
 * import assert from "node:assert/strict";
 *
 * const folder = await Deno.makeTempDir();
 * await Deno.writeTextFile(`${folder}/x.csv`, ",g1,g2\na,1,0\nb,0,2\n");
 * await convert(`${folder}/x.csv`, `${folder}/x.h5ad`);
 * assert.deepEqual((await readH5ad(`${folder}/x.h5ad`)).obsNames, ["a", "b"]);
 * await Deno.remove(folder, { recursive: true });
 * ```
 */
export async function convert(source: string, target: string, options: ConvertOptions = {}): Promise<AnnData | MuData> {
  const { overwrite = false, ...watched } = options;
  const format = targetFormat(target);
  if (!overwrite && await stat(target).then(() => true, () => false)) {
    throw new WeftError("Exists", {
      expected: `no file ${target} yet`,
      found: "one",
      next: "Give { overwrite: true } (on the command line --force), or another name.",
    });
  }
  const data = await read(source, watched);
  if (format === "h5mu") {
    const whole = data.kind === "anndata" ? modalitiesOf(data) : data;
    await writeH5mu(whole, target, watched);
    return whole;
  }
  if (data.kind === "mudata") {
    throw new WeftError("Unsupported", {
      expected: "one modality to write an .h5ad file",
      found: `the modalities ${examples(data.modalityNames)}`,
      where: source,
      next: "Name the target .h5mu.",
    });
  }
  await writeH5ad(data, target, watched);
  return data;
}

function modalitiesOf(adata: AnnData): MuData {
  const isTyped = adata.var.has("feature_types") && !codesOf(adata.var.column("feature_types")).codes.includes(-1);
  return isTyped && adata.nVars > 0 ? splitFeatureTypes(adata) : new MuData({ mod: { rna: adata } });
}

function targetFormat(target: string): "h5ad" | "h5mu" {
  const ending = /\.(h5ad|h5mu)$/i.exec(target)?.[1]?.toLowerCase();
  if (ending === "h5ad" || ending === "h5mu") return ending;
  throw new WeftError("Unsupported", {
    expected: "a target ending in .h5ad or .h5mu",
    found: show(target),
    next: /\.zarr(\.zip)?$/i.test(target) ? "weft reads zarr but does not write it." : "Name the target so.",
  });
}
