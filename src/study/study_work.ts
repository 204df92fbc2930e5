import type { Annotated } from "../data/annotated.ts";
import type { Engine } from "../engine/engine.ts";
import type { InputOptions } from "../methods/method.ts";
import { modalitiesOf } from "../methods/read_features.ts";
import { revisionOf } from "../methods/revision.ts";
import { digestTissue } from "./cache/digest.ts";
import { readOutKey, trainingKey } from "./cache/keys.ts";
import { packSlots } from "./packed/pack_slots.ts";
import type { PackedTissue } from "./packed/packed_tissue.ts";
import type { Job } from "./runner/run_tasks.ts";
import { packScoring } from "./runner/scoring.ts";
import type { MethodSpec, TaskContext } from "./runner/task.ts";
import type { StudyOptions } from "./study_options.ts";
import type { StudyPlan } from "./study_plan.ts";
import type { Variant } from "./variant.ts";

/** A training with the names under which it and its read-outs are kept. */
export interface KeyedJob extends Job {
  readonly key: string;
  /** One a read-out, in its order. */
  readonly readOutKeys: readonly string[];
}

/** Everything a study has to do. */
export interface StudyWork {
  readonly context: TaskContext;
  readonly jobs: readonly KeyedJob[];
  /** Bytes of the largest tissue. */
  readonly bytes: number;
}

/** What a variant reads: of which object, which modalities, and which of their features. */
export interface VariantReads {
  readonly data: Annotated;
  readonly modalities: readonly string[];
  readonly inputs: InputOptions;
}

/** The slots that a variant reads, and the columns of `obs` that its settings name. */
export function packVariant(data: Annotated, variant: Variant, options: InputOptions): PackedTissue {
  const { data: read, modalities, inputs } = readsOf(data, variant, options);
  const columns = Object.values(variant.method.config).filter((value) => typeof value === "string");
  return packSlots(read, variant.method.slots(modalities, inputs), modalities, columns);
}

/** What a variant reads where the object of the study and its options are these. */
export function readsOf(data: Annotated, { source, leftOut }: Variant, { useRep, names }: InputOptions): VariantReads {
  const { data: read, ...inputs } = source ?? { data, useRep, names };
  const modalities = modalitiesOf(read).map(([name]) => name).filter((name) => !leftOut.includes(name));
  return { data: read, modalities, inputs };
}

/** Epochs of a variant at most. */
export function epochsOf({ method }: Variant, nEpochs: number | undefined): number {
  return Math.min(method.nEpochs, nEpochs ?? Infinity);
}

/** Packs what is read, and makes a job of every variant and seed: seed after seed, so that lines can be compared early. */
export function studyWork(
  data: Annotated,
  variants: readonly Variant[],
  clusters: readonly number[],
  plan: StudyPlan,
  options: StudyOptions,
  engine: Engine,
): StudyWork {
  const tissues: Record<string, PackedTissue> = {};
  const digests = new Map<string, string>();
  const tissueOf = (variant: Variant): string => {
    const packed = packVariant(data, variant, options);
    const digest = digestTissue(packed);
    tissues[digest] ??= packed;
    return digest;
  };
  variants.forEach((variant) => digests.set(variant.name, tissueOf(variant)));
  const scoring = packScoring(data, options);
  const scoringDigest = digestTissue(scoring);
  const jobs: KeyedJob[] = [];
  for (const seed of plan.seeds) {
    variants.forEach((variant, line) => {
      const { method } = variant;
      const { name, preset, config } = method;
      const spec: MethodSpec = { name, preset, config, withoutTerms: variant.withoutTerms };
      const [tissue, nEpochs] = [digests.get(variant.name)!, epochsOf(variant, options.nEpochs)];
      const kind = [engine.name, engine.kind] as const;
      const { inputs } = readsOf(data, variant, options);
      const key = trainingKey({
        tissue,
        method: spec,
        revision: revisionOf(name),
        seed,
        nEpochs,
        inputs,
        engine: kind,
      });
      const rowOf = (k: number) => (plan.seeds.indexOf(seed) * variants.length + line) * clusters.length + k;
      const readOuts = clusters.map((nClusters, k) => ({
        index: rowOf(k),
        spec: { useCluster: plan.useCluster, nClusters },
      }));
      const task = { id: jobs.length, method: spec, seed, nEpochs, tissue, inputs, trained: undefined, readOuts };
      const readOutKeys = readOuts.map((one) => readOutKey(key, scoringDigest, one.spec));
      jobs.push({ task, method, key, readOutKeys });
    });
  }
  const context = { tissues, scoring, engine: engine.name };
  return { context, jobs, bytes: Math.max(0, ...Object.values(tissues).map(bytesOf)) };
}

function bytesOf({ obsm, obsp, modalities, X }: PackedTissue): number {
  const own = Object.values(modalities).flatMap((one) => [...Object.values(one.obsm), ...(one.X ? [one.X] : [])]);
  const all = [...Object.values(obsm), ...Object.values(obsp), ...(X ? [X] : []), ...own];
  return all.reduce((sum, { data }) => sum + data.byteLength, 0);
}
