import type { MuData } from "../src/data/mudata.ts";
import { type EngineName, openEngine } from "../src/engine/mod.ts";
import { smart } from "../src/methods/mod.ts";
import { train } from "../src/train/mod.ts";

/** Epochs to time on each engine: on plain JavaScript one takes as long as a hundred on the others. */
const EPOCHS: readonly (readonly [EngineName, number])[] = [["native", 30], ["wasm", 30], ["cpu", 2]];

/** What an epoch takes on one engine. */
export interface EpochTime {
  /** The engine, its instruction set and threads. */
  readonly engine: string;
  /** The median, in milliseconds. */
  readonly milliseconds: number;
}

/** Times SMART on a prepared tissue, on every engine that opens here. */
export async function* epochTimes(tissue: MuData): AsyncGenerator<EpochTime> {
  for (const [engine, nEpochs] of EPOCHS) {
    const opened = await openEngine({ engine }).catch(() => undefined);
    if (!opened) continue;
    const ends: number[] = [];
    const afterEpoch = (): void => void ends.push(performance.now());
    const options = { engine, nEpochs: nEpochs + 1, callbacks: [{ afterEpoch }] };
    await train(tissue, smart({ earlyStopping: false }), options).result();
    const times = ends.slice(1).map((end, i) => end - ends[i]!).sort((a, b) => a - b);
    const { name, kind, threads } = opened;
    yield {
      engine: `${name} (${kind}, ${threads === 1 ? "1 thread" : `${threads} threads`})`,
      milliseconds: times[times.length >> 1]!,
    };
  }
}
