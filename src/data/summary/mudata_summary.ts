import type { AnnData } from "../anndata.ts";
import type { MuData } from "../mudata.ts";
import { slotKeys } from "./anndata_summary.ts";
import { keyList } from "./key_list.ts";

/** The summary that Python prints for a MuData, word for word. */
export function mudataSummary(mdata: MuData<AnnData>): string {
  const names = mdata.modalityNames;
  const shared = { "0": "", "1": " (shared var) ", "-1": " (shared obs and var) " }[mdata.axis];
  const head = `MuData object with n_obs × n_vars = ${mdata.nObs} × ${mdata.nVars}${shared}`;
  const whole = [...wholeKeys(mdata)].filter(([, keys]) => keys.length > 0).map(([slot, keys]) =>
    `\n  ${slot}:\t${keyList(keys)}`
  );
  const count = `\n  ${names.length} ${names.length === 1 ? "modality" : "modalities"}`;
  const parts = names.map((name) => modalityLines(name, mdata.mod[name]!));
  return (mdata.isView ? "View of " : "") + head + whole.join("") + count + parts.join("");
}

function modalityLines(name: string, adata: AnnData): string {
  const head = `\n    ${name}:\t${adata.nObs} × ${adata.nVars}`;
  return head + [...slotKeys(adata)].map(([slot, keys]) => `\n      ${slot}:\t${keyList(keys)}`).join("");
}

/** The keys of every slot of the whole that has some; those that Python takes for copies of a modality's are left out. */
function* wholeKeys(mdata: MuData<AnnData>): Generator<[slot: string, keys: readonly string[]]> {
  const own = (keys: readonly string[], separator: string) =>
    keys.filter((key) => !mdata.modalityNames.some((name) => key.startsWith(name + separator)));
  for (const slot of ["obs", "var"] as const) yield [slot, own(mdata[slot].columnNames, ":")];
  for (const slot of ["uns", "obsm", "varm", "obsp", "varp"] as const) yield [slot, own(Object.keys(mdata[slot]), "")];
}
