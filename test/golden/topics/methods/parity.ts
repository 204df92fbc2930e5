import { Rng } from "../../../../src/core/rng.ts";
import { type Engine, type EngineOptions, openEngine, type Tensor } from "../../../../src/engine/mod.ts";
import type { Clock, Disposable, InputLayout, Method, Network } from "../../../../src/methods/method.ts";
import type { Weights } from "../../../../src/nn/mod.ts";
import { Training } from "../../../../src/train/mod.ts";
import { withParts } from "../../../methods/with_parts.ts";
import { Tally } from "../../tally.ts";
import type { CaseResult } from "../../topic.ts";
import { type Arrays, weightsAt } from "./case_arrays.ts";

/** What every case of a method tells. */
export interface GoldenCase {
  readonly case: string;
  readonly tolerance: Readonly<Record<string, { readonly atol: number }>>;
  // deno-lint-ignore camelcase -- as the reference files have it
  readonly loss_trace_total: readonly number[];
  /** Tensors that are zero but for rounding, at some step. */
  // deno-lint-ignore camelcase -- as the reference files have it
  readonly below_rounding?: readonly string[];
}

/** What a case is compared by. */
export interface ParityTools {
  readonly engine: Engine;
  readonly arrays: Arrays;
  /** Holds numbers to those of the case under that name; names that it does not have are passed over. */
  compare(name: string, got: ArrayLike<number>): void;
  /** The elements of a tensor that is made inside `engine.run`. */
  read(work: () => Tensor): Promise<Float32Array>;
}

/** A method on the given numbers of a case, and how its names and shapes are those of the case. */
export interface Parity<Inputs extends InputLayout, Net extends Network, Batch extends Disposable> {
  readonly method: Method<Inputs, Net, Batch>;
  /** Complete. */
  readonly inputs: Inputs;
  /** Members in place of the method's own, with the case's constants and draws. */
  readonly parts?: Partial<Method<Inputs, Net, Batch>>;
  /** What the case calls `latent`. */
  latent(net: Net, batch: Batch): Tensor;
  /** The case's weights (`w0/…`, without that prefix) by our names and shapes; what is left out starts as it is. */
  ours(theirs: ReadonlyMap<string, Weights>): ReadonlyMap<string, Weights>;
  /** Our weights, or their gradients, by the case's names and shapes. */
  theirs(ours: ReadonlyMap<string, Weights>): ReadonlyMap<string, Weights>;
  /** The case's name of a loss term. */
  term(name: string): string;
  /** Further comparisons before the first step. */
  forward?(net: Net, batch: Batch, tools: ParityTools): Promise<void>;
  /** Further comparisons when a step begins. */
  state?(net: Net, batch: Batch, step: number, tools: ParityTools): Promise<void>;
}

const STEPS = [1, 5, 50];

/** Runs a case: gradients at some steps, the losses of every step, latents and weights after 1, 5 and 50. */
export async function runParity<Inputs extends InputLayout, Net extends Network, Batch extends Disposable>(
  golden: GoldenCase,
  arrays: Arrays,
  open: (engine: Engine) => Parity<Inputs, Net, Batch>,
  options: EngineOptions = {},
): Promise<CaseResult> {
  const engine = await openEngine(options);
  const parity = open(engine);
  const tally = new Tally();
  const tools: ParityTools = {
    engine,
    arrays,
    compare(name, got) {
      const want = arrays.get(name);
      if (!want) return;
      const size = sizeOfRounding(golden, arrays, name);
      if (size !== undefined) tally.compare(name, got, new Float32Array(got.length), size);
      else tally.compare(name, got, want.data, golden.tolerance[name]?.atol ?? 0);
    },
    async read(work) {
      const tensor = engine.run(work);
      const values = await engine.read(tensor);
      tensor.dispose();
      return values;
    },
  };
  const nEpochs = STEPS.at(-1)! + 1;
  const { training, net, batch } = await openTraining(engine, parity, nEpochs);
  const missing = await net.parameters.save();
  const weights = new Map([...missing, ...parity.ours(weightsAt("w0/", arrays))]);
  const empty = { steps: {}, tensors: new Map<string, Weights>() };
  training.load({
    method: parity.method.name,
    preset: "",
    config: {},
    seed: 0,
    history: [],
    weights,
    optimizer: empty,
  });

  await parity.forward?.(net, batch, tools);
  const compareAll = (prefix: string, found: ReadonlyMap<string, Weights>) => {
    for (const [name, { data }] of parity.theirs(found)) tools.compare(`${prefix}/${name}`, data);
  };
  for (let step = 0; step < nEpochs; step++) {
    const clock = { epoch: step, nEpochs, rng: new Rng(0) };
    await parity.state?.(net, batch, step, tools);
    if (arrays.keys().some((name) => name.startsWith(`grad${step}/`))) {
      compareAll(`grad${step}`, await gradientsOf(parity.method, net, batch, clock));
    }
    const losses = await training.step();
    tools.compare(`loss${step}/total`, [losses.total]);
    for (const [name, value] of Object.entries(losses.terms)) {
      tools.compare(`loss${step}/${parity.term(name)}`, [value]);
    }
    if (!STEPS.includes(step + 1)) continue;
    tools.compare(`out${step + 1}/latent`, (await training.embed()).data);
    compareAll(`w${step + 1}`, await training.weights());
  }
  const trace = training.history.epochs.map(({ total }) => total);
  tally.compare("loss_trace_total", trace, golden.loss_trace_total, golden.tolerance["loss0/total"]!.atol);
  training.dispose();
  return tally.result(golden.case);
}

/**
 * What a tensor may be at most that is zero but for rounding, whose digits no two programs share: the share of the largest
 * number beside it that is the least tolerance of other tensors. What is so at one step is so at the others; a tensor that
 * is listed for its rounding alone, not for being zero, has a tolerance of its own.
 */
function sizeOfRounding(golden: GoldenCase, arrays: Arrays, name: string): number | undefined {
  const [group, tensor] = name.split("/");
  if (!golden.below_rounding?.some((one) => one.split("/")[1] === tensor) || !group!.startsWith("grad")) {
    return undefined;
  }
  let largest = 0, own = 0;
  for (const [other, { data }] of arrays) {
    if (!other.startsWith(`${group}/`)) continue;
    for (const value of data as Float32Array) largest = Math.max(largest, Math.abs(value));
  }
  for (const value of arrays.get(name)!.data as Float32Array) own = Math.max(own, Math.abs(value));
  const size = 4e-6 * largest;
  return own <= size ? size : undefined;
}

async function openTraining<Inputs extends InputLayout, Net extends Network, Batch extends Disposable>(
  engine: Engine,
  { method, inputs, parts, latent }: Parity<Inputs, Net, Batch>,
  nEpochs: number,
): Promise<{ readonly training: Training; readonly net: Net; readonly batch: Batch }> {
  let net: Net | undefined, batch: Batch | undefined;
  const given: Partial<Method<Inputs, Net, Batch>> = {
    connect: (complete) => Promise.resolve(complete),
    embed: (made) => latent(made, batch!),
    ...parts,
  };
  const whole = withParts(method, given);
  const watched = withParts(whole, {
    build: (...args) => net = whole.build(...args),
    prepare: async (...args) => batch = await whole.prepare(...args),
  });
  const training = await Training.open({ method: watched as unknown as Method, engine, inputs, seed: 0, nEpochs });
  return { training, net: net!, batch: batch! };
}

async function gradientsOf<Inputs extends InputLayout, Net extends Network, Batch extends Disposable>(
  method: Method<Inputs, Net, Batch>,
  net: Net,
  batch: Batch,
  clock: Clock,
): Promise<Map<string, Weights>> {
  const { engine } = net;
  const variables = [...net.parameters.trainable];
  const loss = () => method.loss!(net, batch, clock).total;
  const { grads } = engine.run(() => engine.tf.variableGrads(loss as never, variables.map(([, variable]) => variable)));
  const gradients = new Map<string, Weights>();
  for (const [name, variable] of variables) {
    const gradient = grads[variable.name];
    if (!gradient) continue;
    gradients.set(name, { shape: gradient.shape, data: await engine.read(gradient) });
    gradient.dispose();
  }
  return gradients;
}
