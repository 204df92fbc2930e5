import type { AnnData } from "../anndata.ts";
import { keyList } from "./key_list.ts";

/** The slots whose keys a summary lists. */
type Summarized =
  & Pick<AnnData, "nObs" | "nVars" | "obs" | "var" | "uns" | "obsm" | "varm" | "obsp" | "varp">
  & { readonly layers: object; readonly isView?: boolean };

/** The summary that Python prints for an AnnData, word for word; `file` is where it is backed. */
export function anndataSummary(adata: Summarized, file?: string): string {
  const place = file === undefined ? "" : ` backed at ${keyList([file])}`;
  const head = `AnnData object with n_obs × n_vars = ${adata.nObs} × ${adata.nVars}${place}`;
  const lines = [...slotKeys(adata)].map(([slot, keys]) => `\n    ${slot}: ${keyList(keys)}`);
  return (adata.isView ? "View of " : "") + head + lines.join("");
}

/** The keys of every slot that has some, in the order Python lists the slots. */
export function* slotKeys(adata: Summarized): Generator<[slot: string, keys: readonly string[]]> {
  const tables = [["obs", adata.obs.columnNames], ["var", adata.var.columnNames]] as const;
  const rest = (["uns", "obsm", "varm", "layers", "obsp", "varp"] as const)
    .map((slot) => [slot, Object.keys(adata[slot])] as const);
  for (const [slot, keys] of [...tables, ...rest]) if (keys.length > 0) yield [slot, keys];
}
