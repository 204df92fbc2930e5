import { throwIfAborted } from "../../core/abort.ts";
import type { Annotated } from "../../data/annotated.ts";
import { representation } from "../../data/representation.ts";
import type { Method } from "../../methods/method.ts";
import type { EpochLosses } from "../../train/history.ts";
import { hasSoundState, withoutRun } from "../../train/sound_state.ts";
import { train } from "../../train/train.ts";
import { unpackTissue } from "../packed/unpack_tissue.ts";
import { withoutTerms } from "../without_terms.ts";
import { readOut } from "./read_out.ts";
import type { Task, TaskContext, TaskNews, Trained } from "./task.ts";

/** Least ms between two reports of epochs. */
const EPOCHS_EVERY = 100;
const EMBEDDING = "X_study";

/** Does one task, telling what it finds as it finds it; the same bytes on any thread. */
export async function performTask(
  task: Task,
  method: Method,
  context: TaskContext,
  tell: (news: TaskNews) => void,
  signal: AbortSignal,
): Promise<void> {
  let { trained } = task;
  if (!trained) {
    trained = await trainTask(task, method, context, tell, signal);
    tell({ kind: "trained", id: task.id, trained });
  }
  const scoring: Annotated = unpackTissue(context.scoring);
  for (const { index, spec } of task.readOuts) {
    throwIfAborted(signal, "the study");
    tell({
      kind: "read",
      id: task.id,
      index,
      readOut: readOut(scoring, trained, { ...spec, seed: task.seed, signal }),
    });
  }
}

async function trainTask(
  { id, seed, nEpochs, tissue, inputs, method: spec }: Task,
  method: Method,
  { tissues, engine }: TaskContext,
  tell: (news: TaskNews) => void,
  signal: AbortSignal,
): Promise<Trained> {
  const data = unpackTissue(tissues[tissue]!);
  const started = performance.now();
  const options = { ...inputs, seed, nEpochs, engine, signal, keyAdded: EMBEDDING };
  const run = train(data, withoutTerms(method, spec.withoutTerms), options);
  let told = started;
  let news: EpochLosses[] = [];
  run.subscribe((event) => {
    if (event.kind !== "epoch") return;
    news.push(event.losses);
    if (performance.now() - told < EPOCHS_EVERY) return;
    told = performance.now();
    tell({ kind: "epochs", id, losses: news });
    news = [];
  });
  const result = await run.result().catch((error: unknown) => {
    throw hasSoundState(error) ? withoutRun(error) : error;
  });
  const { data: embedding, nCols } = representation(result, EMBEDDING);
  return {
    embedding: embedding as Float32Array,
    nLatent: nCols,
    losses: run.losses,
    stopReason: run.stopReason!,
    seconds: (performance.now() - started) / 1000,
  };
}
