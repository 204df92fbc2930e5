import type { AnnData } from "../anndata.ts";
import { keyList } from "./key_list.ts";

/** The summary that Python prints for an AnnData, word for word. */
export function anndataSummary(adata: AnnData): string {
  const head = `AnnData object with n_obs × n_vars = ${adata.nObs} × ${adata.nVars}`;
  const lines = [...slotKeys(adata)].map(([slot, keys]) => `\n    ${slot}: ${keyList(keys)}`);
  return (adata.isView ? "View of " : "") + head + lines.join("");
}

/** The keys of every slot that has some, in the order Python lists the slots. */
export function* slotKeys(adata: AnnData): Generator<[slot: string, keys: readonly string[]]> {
  const tables = [["obs", adata.obs.columnNames], ["var", adata.var.columnNames]] as const;
  const rest = (["uns", "obsm", "varm", "layers", "obsp", "varp"] as const)
    .map((slot) => [slot, Object.keys(adata[slot])] as const);
  for (const [slot, keys] of [...tables, ...rest]) if (keys.length > 0) yield [slot, keys];
}
