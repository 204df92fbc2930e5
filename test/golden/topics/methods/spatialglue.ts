// deno-lint-ignore-file camelcase -- names as the reference files have them
import type { EngineOptions, Tensor } from "../../../../src/engine/mod.ts";
import { dense } from "../../../../src/engine/ops/dense.ts";
import { unitRows } from "../../../../src/engine/ops/unit_rows.ts";
import { mse } from "../../../../src/loss/mod.ts";
import { type SpatialGlueBatch, spatialGlueBatch } from "../../../../src/methods/baseline/spatialglue/batch.ts";
import { spatialGluePass } from "../../../../src/methods/baseline/spatialglue/loss.ts";
import { SpatialGlueMethod } from "../../../../src/methods/baseline/spatialglue/method.ts";
import type { SpatialGlueNet } from "../../../../src/methods/baseline/spatialglue/model.ts";
import type { FamilyInputs } from "../../../../src/methods/family/inputs.ts";
import type { CaseResult } from "../../topic.ts";
import { type Arrays, goldenFeatures, goldenGraph } from "./case_arrays.ts";
import { type GoldenCase, type Parity, type ParityTools, runParity } from "./parity.ts";

interface SpatialGlueCase extends GoldenCase {
  readonly hyper: {
    readonly modalities: number;
    readonly n: number;
    readonly embedding: number;
    readonly weights: Readonly<Record<string, number>>;
    readonly optimizer: { readonly lr: number; readonly weight_decay: number };
  };
}

/** A case of SpatialGlue on given features, graphs and first weights. */
export function runSpatialGlue(
  golden: SpatialGlueCase,
  arrays: Arrays,
  options: EngineOptions = {},
): Promise<CaseResult> {
  return runParity(golden, arrays, () => parityOf(golden, arrays), options);
}

function parityOf(
  { hyper: { modalities: nModalities, n, embedding, weights, optimizer } }: SpatialGlueCase,
  arrays: Arrays,
): Parity<FamilyInputs, SpatialGlueNet, SpatialGlueBatch> {
  const modalities = goldenFeatures(arrays, nModalities);
  const method = new SpatialGlueMethod("released", {
    nLatent: embedding,
    lr: optimizer.lr,
    weightDecay: optimizer.weight_decay,
    reconWeight: Object.fromEntries(modalities.map(({ name }) => [name, weights[`recon${name}`]!])),
    correspondenceWeight: Object.fromEntries(
      modalities.map(({ name }) => [name, weights[`corr${name}${name === "0" ? 1 : 0}`]!]),
    ),
  });
  const spatial = goldenGraph(arrays, "spatial", n);
  const features = modalities.map(({ name }) => goldenGraph(arrays, `feature${name}`, n));
  return {
    method,
    inputs: { nObs: n, modalities, spatial, features },
    parts: { prepare: (engine, inputs) => Promise.resolve(spatialGlueBatch(engine, inputs)) },
    latent: (net, batch) => spatialGluePass(net, batch).z.fused,
    ours: (theirs) => new Map([...theirs].map(([name, value]) => [ourName(name), value])),
    theirs: (ours) => new Map([...ours].map(([name, value]) => [theirName(name), value])),
    term: (name) => name.replace("correspondence", "corr").replaceAll("_", ""),
    forward: compareForward,
    async state(net, batch, step, { compare, read }) {
      compare(`out${step}/alpha_cross`, await read(() => spatialGluePass(net, batch).z.weights!));
    },
  };
}

async function compareForward(
  net: SpatialGlueNet,
  batch: SpatialGlueBatch,
  { engine, arrays, compare, read }: ParityTools,
): Promise<void> {
  const { modalities, operator } = batch;
  const pass = () => spatialGluePass(net, batch);
  compare("out/latent", await read(() => pass().z.fused));
  compare("out/alpha_cross", await read(() => pass().z.weights!));
  compare("out/embedding", await read(() => unitRows(engine, pass().z.fused)));
  const latent = engine.tensor(arrays.get("out/latent")!.data as Float32Array, arrays.get("out/latent")!.shape);
  for (const [m, { x, propagated }] of modalities.entries()) {
    const { shape, data } = arrays.get(`w0/enc${m}.weight`)!;
    for (const [g, which] of ["spatial", "feature"].entries()) {
      const weight = () => engine.tensor(data as Float32Array, shape);
      compare(`out/h_${which}${m}`, await read(() => dense(engine, { x: propagated[g]!, weight: weight() })));
    }
    compare(`out/y${m}`, await read(() => pass().encodings[m]!.fused));
    compare(`out/alpha${m}`, await read(() => pass().encodings[m]!.weights!));
    const recon = (z: Tensor) => net.decode(m, z, operator);
    compare(`out/recon${m}`, await read(() => recon(pass().z.fused)));
    const gradient = engine.tf.grad(((z: Tensor) => mse(engine, recon(z), x)) as never);
    compare(`dlatent/recon${m}`, await read(() => gradient(latent as never)));
    for (const b of modalities.keys()) {
      if (b === m) continue;
      compare(`out/cycle${m}${b}`, await read(() => net.through(b, pass().encodings[m]!.fused, operator)));
    }
  }
  latent.dispose();
}

const PARTS: readonly (readonly [ours: RegExp, theirs: string, their: RegExp, our: string])[] = [
  [/^encoder\.(.+)\.weight$/, "enc$1.weight", /^enc(\d+)\.weight$/, "encoder.$1.weight"],
  [/^decoder\.(.+)\.weight$/, "dec$1.weight", /^dec(\d+)\.weight$/, "decoder.$1.weight"],
  [/^within\.(.+)\.weight$/, "att$1.w", /^att(\d+)\.w$/, "within.$1.weight"],
  [/^within\.(.+)\.score$/, "att$1.u", /^att(\d+)\.u$/, "within.$1.score"],
  [/^across\.weight$/, "cross.w", /^cross\.w$/, "across.weight"],
  [/^across\.score$/, "cross.u", /^cross\.u$/, "across.score"],
];

/** `within.0.score` is their `att0.u`. */
function theirName(name: string): string {
  const [ours, theirs] = PARTS.find(([pattern]) => pattern.test(name))!;
  return name.replace(ours, theirs);
}

function ourName(name: string): string {
  const [, , theirs, ours] = PARTS.find(([, , pattern]) => pattern.test(name))!;
  return name.replace(theirs, ours);
}
