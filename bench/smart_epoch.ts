/**
 * Milliseconds an epoch of SMART takes on the simulated tissue (1,296 spots, three modalities of 30 components, 64
 * columns), by engine: `deno run -A bench/smart_epoch.ts`.
 */
import { smart } from "../src/methods/mod.ts";
import { train } from "../src/train/mod.ts";
import { preparedTissue } from "./accuracy/tissue.ts";

const EPOCHS = { wasm: 100, cpu: 6 } as const;

// deno-lint-ignore no-console -- a command's output
const print = (line: string) => console.log(line);

const tissue = preparedTissue({ preset: "default", seed: 12 });
print(`${tissue.nObs} spots; load average ${Deno.loadavg().map((load) => load.toFixed(1)).join(", ")}`);
for (const [engine, nEpochs] of Object.entries(EPOCHS) as ["wasm" | "cpu", number][]) {
  for (const preset of ["default", "released"] as const) {
    const times: number[] = [];
    let last = NaN;
    const afterEpoch = () => {
      const now = performance.now();
      if (last > 0) times.push(now - last);
      last = now;
    };
    const method = smart({ preset, earlyStopping: false });
    await train(tissue, method, { engine, nEpochs, callbacks: [{ afterEpoch }] }).result();
    times.sort((a, b) => a - b);
    print(`${engine} ${preset}: median ${times[times.length >> 1]!.toFixed(1)} ms, fastest ${times[0]!.toFixed(1)} ms`);
  }
}
