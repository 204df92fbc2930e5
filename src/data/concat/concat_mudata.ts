import { AnnData } from "../anndata.ts";
import type { MuData } from "../mudata.ts";
import { remakeMuData } from "../remake.ts";
import { concatAnnData, type ConcatPlan, joinedNames, labelled } from "./concat_anndata.ts";
import { joinNames } from "./join_names.ts";
import { stackArrays } from "./stack_arrays.ts";
import { stackFrames } from "./stack_frames.ts";

/** MuData objects one below the other: each modality, then the tables of the whole. */
export function concatMuData<T extends MuData>(objects: readonly T[], plan: ConcatPlan): T {
  const names = joinNames(objects.map(({ modalityNames }) => modalityNames), plan.join);
  const mod = names.map((name) => {
    const holders = objects.map((mdata, i) => ({ adata: mdata.mod[name], key: plan.keys[i]! }))
      .filter((holder): holder is { adata: AnnData; key: string } => holder.adata instanceof AnnData);
    return [name, concatAnnData(holders.map(({ adata }) => adata), { ...plan, keys: holders.map(({ key }) => key) })];
  });
  const obs = stackFrames(objects.map((mdata) => mdata.obs), joinedNames(objects, plan), plan.join);
  const obsm = objects.map((mdata) => ({ arrays: mdata.obsm, nRows: mdata.nObs }));
  return remakeMuData(objects[0]!, {
    mod: Object.fromEntries(mod),
    obs: labelled(obs, objects, plan),
    obsm: stackArrays(obsm, obs.index, plan.join, plan.fillValue),
  });
}
