import { examples } from "../../core/check.ts";
import { WeftError } from "../../core/error.ts";
import { stoppable } from "../../core/stoppable.ts";
import type { AnnData } from "../../data/anndata.ts";
import { openHdf5 } from "../hdf5/store.ts";
import type { Attributes } from "../store.ts";
import { tenxAnnData, type TenxOptions } from "./features.ts";
import { matrixGroups, readGroup } from "./h5_group.ts";

/** How a 10x file is loaded. */
export interface LoadH5Options extends TenxOptions {
  /** The genome to take. */
  readonly genome?: string;
  /** Stops reading. */
  readonly signal?: AbortSignal | undefined;
}

/** The matrix of a 10x `.h5` file, and the attributes that tell of the run. */
export async function loadH5(path: string, options: LoadH5Options): Promise<{ adata: AnnData; attrs: Attributes }> {
  using stop = stoppable(options.signal);
  const store = await openHdf5(path, stop.signal);
  try {
    const groups = await matrixGroups(store);
    const modern = groups.includes("matrix");
    const chosen = modern ? "matrix" : options.genome ?? groups[0]!;
    if (!groups.includes(chosen)) throw noGenome(chosen, groups, path);
    if (!modern && options.genome === undefined && groups.length > 1) {
      throw new WeftError("Ambiguous", {
        expected: "one genome",
        found: examples(groups, 6),
        where: path,
        next: `Name one: { genome: "${groups[0]}" }.`,
      });
    }
    const { X, barcodes, features } = await readGroup(store, chosen, stop.signal);
    const adata = tenxAnnData(X, barcodes, features, options, path);
    const { attrs } = store.root;
    return { attrs, adata: modern && options.genome !== undefined ? ofGenome(adata, options.genome, path) : adata };
  } finally {
    store.close();
  }
}

function ofGenome(adata: AnnData, genome: string, path: string): AnnData {
  const genomes = adata.var.has("genome") ? adata.var.column("genome").toArray() : [];
  if (!genomes.includes(genome)) throw noGenome(genome, [...new Set(genomes.map(String))], path);
  return adata.subset({ var: genomes.map((other) => other === genome) }).with({});
}

function noGenome(genome: string, genomes: readonly string[], path: string): WeftError {
  const found = examples(genomes, 6) || "none";
  return new WeftError("NotFound", { expected: `the genome '${genome}'`, found, where: path });
}
