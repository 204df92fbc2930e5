/**
 * Where one SMART epoch goes: `deno run -A bench/smart_profile.ts [ENGINE] [SPOTS…]`. For every kernel its calls and
 * milliseconds in an epoch, the least of all epochs, beside the whole epoch; the rest is the tensor library's.
 */
import process from "node:process";
import { openEngine } from "../src/engine/open_engine.ts";
import { OP } from "../src/kernels/generated/op.ts";
import type { Kernels } from "../src/kernels/kernels.ts";
import type { Method } from "../src/methods/method.ts";
import { Training } from "../src/train/training.ts";
import { smartOn, smartProblem } from "./problems/smart_problem.ts";

const NAMES: readonly string[] = Object.keys(OP);

interface Profile {
  readonly calls: number[];
  readonly ms: number[];
}

/** Times every kernel until the returned function is called. */
function watch(kernels: Kernels): { take(): Profile; end(): void } {
  const run = kernels.run;
  let profile: Profile = { calls: NAMES.map(() => 0), ms: NAMES.map(() => 0) };
  kernels.run = (op, args, parallel) => {
    const started = performance.now();
    run.call(kernels, op, args, parallel);
    profile.ms[op]! += performance.now() - started;
    profile.calls[op]!++;
  };
  return {
    take() {
      const taken = profile;
      profile = { calls: NAMES.map(() => 0), ms: NAMES.map(() => 0) };
      return taken;
    },
    end: () => kernels.run = run,
  };
}

async function profile(engineName: "native" | "wasm", n: number): Promise<void> {
  const engine = await openEngine({ engine: engineName });
  const problem = smartProblem(n);
  const method = smartOn(problem) as Method;
  const inputs = method.inputs(problem.tissue, {});
  const training = await Training.open({ method, engine, inputs, seed: 0, nEpochs: Infinity });
  const { kernels } = engine.backend!;
  const epochs = Math.max(10, Math.min(100, Math.round(1e6 / n)));
  for (let e = 0; e < 3; e++) await training.step();
  const before = Deno.memoryUsage().rss;
  const least: number[] = NAMES.map(() => Infinity);
  let calls: number[] = [], wall = Infinity, cpu = Infinity;
  const watched = watch(kernels);
  for (let e = 0; e < epochs; e++) {
    const used = process.cpuUsage(), started = performance.now();
    await training.step();
    wall = Math.min(wall, performance.now() - started);
    const { user, system } = process.cpuUsage(used);
    cpu = Math.min(cpu, (user + system) / 1000);
    const taken = watched.take();
    taken.ms.forEach((ms, op) => least[op] = Math.min(least[op]!, ms));
    calls = taken.calls;
  }
  watched.end();
  training.dispose();
  const rows = NAMES.map((name, op) => ({ name, calls: calls[op]!, ms: least[op]! })).filter(({ calls }) => calls > 0);
  const sum = rows.reduce((total, { ms }) => total + ms, 0);
  print(
    `${n} spots, ${kernels.kind}, ${kernels.threads} threads: wall ${wall.toFixed(2)} ms, cpu ${cpu.toFixed(2)} ms`,
  );
  print(
    `  (least of ${epochs} epochs; ${Math.round(before / 2 ** 20)} MiB, peak of blocks ${
      Math.round(kernels.memory.peak / 2 ** 20)
    } MiB)`,
  );
  for (const { name, calls, ms } of rows.sort((a, b) => b.ms - a.ms)) {
    print(`  ${name.padEnd(20)} ${String(calls).padStart(4)} calls ${ms.toFixed(3).padStart(9)} ms`);
  }
  print(`  ${"not in kernels".padEnd(31)} ${(wall - sum).toFixed(3).padStart(9)} ms`);
}

// deno-lint-ignore no-console -- a report
const print = (line: string): void => console.log(line);
const [engineName = "native", ...sizes] = Deno.args;
for (const n of sizes.length > 0 ? sizes.map(Number) : [3500, 10_000, 50_000]) {
  await profile(engineName as "native" | "wasm", n);
}
