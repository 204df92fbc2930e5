import type { Progress } from "../../core/progress.ts";
import type { MuData } from "../../data/mudata.ts";
import type { Method } from "../../methods/method.ts";
import { methods } from "../../methods/methods.ts";
import { recipeRepresentation } from "../../preprocess/recipe_representation.ts";
import { ablate } from "../../study/ablate.ts";
import { compare } from "../../study/compare.ts";
import type { Study } from "../../study/study.ts";
import type { StudyOptions } from "../../study/study_options.ts";
import type { ComparedMethod } from "../../study/variants/comparison_variants.ts";
import { advised } from "../integrate/advised.ts";
import { checkCounts } from "../integrate/check_counts.ts";
import { completed } from "../integrate/completed.ts";
import { wantedClusters } from "../integrate/find_domains.ts";
import { joinModalities, joinSpots, preprocess } from "../integrate/prepare.ts";
import type { ProgressLine } from "../integrate/progress_line.ts";
import { type ReadTissue, readTissue } from "../integrate/read_tissue.ts";
import { UsageError } from "../usage_error.ts";
import type { CompareSettings } from "./compare_settings.ts";

/** Reads the tissue, prepares it for every method by its own recipe, and starts the study. */
export async function startStudy(settings: CompareSettings, line: ProgressLine): Promise<Study> {
  const { common, methods: names, without, seeds, metric, workers, cacheDir } = settings;
  const told = names.map((name) => makeMethod(name, settings));
  const unknown = Object.keys(common.options).find((setting) => !told.some(({ config }) => setting in config));
  if (unknown !== undefined && told.length > 1) {
    throw new UsageError(
      `--set takes settings that one of the methods has, none of ${names.join(", ")} has '${unknown}'`,
    );
  }
  const read = await readTissue(common, line);
  const { tissue, notes } = joinModalities(read.tissue, common);
  for (const note of [...read.notes, ...notes]) line.say(note);
  const nClusters = wantedClusters(tissue, common);
  const made = told.map((method) => prepared(tissue, read, completed(method, nClusters, common), settings, line));
  const { labelsKey, libraryKey, spatialKey, cluster, engine, nEpochs } = common;
  const options: StudyOptions = {
    ...{ seeds, metric, workers, labelsKey, libraryKey, spatialKey, nClusters, engine, nEpochs },
    ...(cacheDir !== undefined && { cacheDir }),
    useCluster: cluster,
    onProgress: (progress: Progress) => line.onProgress(progress),
  };
  const [first] = made;
  if (without) return ablate(first!.data, first!.method, { ...options, useRep: first!.useRep, without });
  return compare(first!.data, Object.fromEntries(names.map((name, i) => [name, made[i]!])), options);
}

/** The tissue by the method's recipe, joined as the method wants. */
function prepared(
  tissue: MuData,
  { kinds }: ReadTissue,
  method: Method,
  { common }: CompareSettings,
  line: ProgressLine,
): ComparedMethod {
  for (const [name, adata] of Object.entries(tissue.mod)) {
    for (const note of checkCounts(name, adata, method.recipe(kinds[name]!))) line.say(note);
  }
  const useRep = Object.fromEntries(
    Object.entries(kinds).map(([name, kind]) => [name, recipeRepresentation(method.recipe(kind))]),
  );
  return { method, data: preprocess(joinSpots(tissue, method, common, line), kinds, method, common, line), useRep };
}

/** A method with the preset and, where it has them, the settings told. */
function makeMethod(name: string, { common, methods: names }: CompareSettings): Method {
  const { preset, options } = common;
  return advised({ next: { InvalidArgument: "See --set and --preset in the help of weft integrate." } }, () => {
    const plain = methods[name]!({ preset });
    const own = Object.entries(options).filter(([setting]) => names.length === 1 || setting in plain.config);
    return own.length === 0 ? plain : plain.variant(Object.fromEntries(own));
  });
}
