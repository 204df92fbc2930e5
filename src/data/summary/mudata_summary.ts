import type { AnnData } from "../anndata.ts";
import type { MuData } from "../mudata.ts";
import { slotKeys } from "./anndata_summary.ts";
import { keyList } from "./key_list.ts";

/** The summary that Python prints for a MuData, word for word. */
export function mudataSummary(mdata: MuData<AnnData>): string {
  const names = mdata.modalityNames;
  const shared = mdata.axis === 0 ? "" : " (shared var) ";
  const head = `MuData object with n_obs × n_vars = ${mdata.nObs} × ${mdata.nVars}${shared}`;
  const whole = [...wholeKeys(mdata)].map(([slot, keys]) => `\n  ${slot}:\t${keyList(keys)}`);
  const count = `\n  ${names.length} ${names.length === 1 ? "modality" : "modalities"}`;
  const parts = names.map((name) => modalityLines(name, mdata.mod[name]!));
  return (mdata.isView ? "View of " : "") + head + whole.join("") + count + parts.join("");
}

function modalityLines(name: string, adata: AnnData): string {
  const head = `\n    ${name}:\t${adata.nObs} × ${adata.nVars}`;
  return head + [...slotKeys(adata)].map(([slot, keys]) => `\n      ${slot}:\t${keyList(keys)}`).join("");
}

/** The keys of every slot of the whole that has some; columns copied from modalities ("rna:total") are left out. */
function* wholeKeys(mdata: MuData<AnnData>): Generator<[slot: string, keys: string[]]> {
  const own = (keys: readonly string[]) =>
    keys.filter((key) => !mdata.modalityNames.some((name) => key.startsWith(`${name}:`)));
  const tables = [["obs", own(mdata.obs.columnNames)], ["var", own(mdata.var.columnNames)]] as const;
  const rest = (["uns", "obsm", "varm", "obsp", "varp"] as const).map((slot) => [slot, Object.keys(mdata[slot])] as const);
  for (const [slot, keys] of [...tables, ...rest]) if (keys.length > 0) yield [slot, [...keys]];
}
