import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { openEngine } from "../../../src/engine/mod.ts";
import { readSafetensors } from "../safetensors.ts";
import type { CaseResult, Topic } from "../topic.ts";
import { augmentation } from "./ops/augmentation.ts";
import { cooling } from "./ops/cooling.ts";
import { edges } from "./ops/edges.ts";
import { graphs } from "./ops/graphs.ts";
import { layers } from "./ops/layers.ts";
import { likelihoods } from "./ops/likelihoods.ts";
import { losses } from "./ops/losses.ts";
import { type Answer, OpCase } from "./ops/op_case.ts";
import { optimizers } from "./ops/optimizers.ts";
import { regularizers } from "./ops/regularizers.ts";
import { special } from "./ops/special.ts";
import { transport } from "./ops/transport.ts";

const ANSWERS: Readonly<Record<string, Answer>> = {
  ...augmentation,
  ...cooling,
  ...edges,
  ...graphs,
  ...layers,
  ...likelihoods,
  ...losses,
  ...optimizers,
  ...regularizers,
  ...special,
  ...transport,
};

/** The pieces that methods share, one op a case: results and gradients. */
export const topic: Topic = {
  name: "ops",
  async ids(folder) {
    return Object.keys((await readOps(folder))?.ops ?? {});
  },
  async *run(folder, skip): AsyncIterable<CaseResult> {
    const golden = await readOps(folder);
    if (golden === null) return;
    const arrays = await readSafetensors(`${folder}/ops/ops.safetensors`);
    const engine = await openEngine();
    for (const [id, { tolerance }] of Object.entries(golden.ops)) {
      const answer = ANSWERS[id];
      if (skip.has(id) || answer === undefined) continue;
      const op = new OpCase(id, arrays, tolerance);
      await answer(op, engine);
      yield op.tally.result(id);
    }
  },
};

interface OpsFile {
  readonly ops: Readonly<Record<string, { readonly tolerance?: Readonly<Record<string, { readonly atol: number }>> }>>;
}

async function readOps(folder: string): Promise<OpsFile | null> {
  const path = `${folder}/ops/ops.json`;
  return existsSync(path) ? JSON.parse(await readFile(path, "utf8")) : null;
}
