import { SPATIAL_METHODS } from "../../src/cli/spatial_methods.ts";
import { openEngine } from "../../src/engine/open_engine.ts";
import { methods } from "../../src/methods/methods.ts";
import { Training } from "../../src/train/training.ts";
import type { BenchCase } from "../bench_case.ts";
import { tiledTissue } from "../problems/tiled_tissue.ts";
import { WEFT_ENGINES } from "../side.ts";
import { timedTimes } from "../timed.ts";

/** What growth is measured between, and what a method must still fit at. */
const SIZES = [50_000, 200_000];
const LARGEST = 756_430;

const native = WEFT_ENGINES.filter(({ name }) => name === "weft native");
const trained = SPATIAL_METHODS.filter((name) => methods[name]!().nEpochs > 0);

/** Every method that learns, in its default settings, on tiled tissues: seconds and memory of an epoch as spots grow. */
export const scales: readonly BenchCase[] = [
  ...trained.flatMap((name) => SIZES.map((n) => scale(name, n))),
  scale("smart", LARGEST),
];

function scale(name: string, n: number): BenchCase {
  return {
    name: `scale_${name}_${n}`,
    title: `${name}, default settings, one epoch, ${n.toLocaleString("en")} spots of three modalities`,
    sides: native,
    repeat: 2,
    apart: true,
    prepare: () => Promise.resolve(),
    open: async (_, { engine }) => {
      const method = methods[name]!();
      const inputs = method.inputs(tiledTissue(n, method), {});
      const opened = await openEngine({ engine });
      // As in a rehearsal: what only late epochs do, such as prototypes, is done from the first on.
      const parts = { method, engine: opened, inputs, seed: 0, nEpochs: Infinity, isRehearsal: true };
      const training = await Training.open(parts);
      const losses: number[] = [];
      return async (repeat) => {
        let peak = 0;
        const { spent } = await timedTimes(repeat, async () => {
          const { result, reading } = await opened.meter(() => training.step());
          losses.push(result.total);
          peak = Math.max(peak, reading.peak);
        });
        const quality = { "engine's peak, MiB": peak / 2 ** 20, "its bytes a spot": peak / n };
        return { ...spent, quality, losses: [losses[0]!, losses[1]!, losses.at(-1)!] };
      };
    },
  };
}
