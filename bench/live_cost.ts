/**
 * What the live view takes of a training: `deno run -A bench/live_cost.ts [SPOTS] [EPOCHS] [ROUNDS]`. SMART is trained by
 * turns bare and watched; a page that is none takes what the view sends, written out as the kernel would. Prints the share
 * of the run spent inside the view's callbacks and in writing messages, and the wall time, the processor time of the
 * training's own thread (on Linux) and that of all threads, least of all rounds.
 */
import process from "node:process";
import { lossLive } from "../src/bridge/mod.ts";
import type { WidgetHost } from "../src/bridge/widget_host.ts";
import { DISPLAY } from "../src/core/renderers.ts";
import type { Method } from "../src/methods/method.ts";
import { train } from "../src/train/train.ts";
import { smartOn, smartProblem } from "./problems/smart_problem.ts";

const [nObs = 3500, nEpochs = 500, rounds = 5] = Deno.args.map(Number);

/** A host that writes every message out and throws it away. */
class Drain implements WidgetHost {
  readonly kind = "weft";
  messages = 0;
  bytes = 0;
  ms = 0;

  publish(name: string, content: object, { buffers = [] }: { buffers?: readonly Uint8Array[] } = {}): Promise<void> {
    const started = performance.now();
    const text = new TextEncoder().encode(JSON.stringify({ name, content }));
    const whole = new Uint8Array(buffers.reduce((sum, { length }) => sum + length, text.length));
    whole.set(text);
    buffers.reduce((at, buffer) => (whole.set(buffer, at), at + buffer.length), text.length);
    this.messages++;
    this.bytes += whole.length;
    this.ms += performance.now() - started;
    return Promise.resolve();
  }

  onComm = (): () => void => () => undefined;
  onInterrupt = (): () => void => () => undefined;
  takeStop = (): boolean => false;
  cell = (): Promise<null> => Promise.resolve(null);
  warn = (text: string): void => print(text);
}

interface Spent {
  readonly wall: number;
  readonly cpu: number;
  readonly own: number;
  readonly inside: number;
  readonly host: Drain;
  readonly pictures: number;
}

async function once(watched: boolean): Promise<Spent> {
  const problem = smartProblem(nObs);
  const run = train(problem.tissue, smartOn(problem) as Method, { nEpochs, seed: 1 });
  const host = new Drain();
  const view = watched ? lossLive(run, { host }) : undefined;
  let pictures = 0;
  view?.model.on("labels", () => pictures++);
  await view?.[DISPLAY]();
  let started = 0, used = process.cpuUsage(), own = 0, written = 0;
  const times = { wall: 0, cpu: 0, own: 0 };
  run.subscribe((event) => {
    if (event.kind === "epoch" && event.epoch === 1) {
      started = performance.now();
      used = process.cpuUsage();
      own = ownThread();
      written = host.ms;
    }
    if (event.kind === "epoch" && event.epoch === nEpochs) {
      const { user, system } = process.cpuUsage(used);
      const wall = performance.now() - started;
      Object.assign(times, { wall, cpu: (user + system) / 1000, own: ownThread() - own, inside: inside() });
    }
  });
  const inside = () => (view?.cost ?? 0) + host.ms - written;
  await run.result();
  await view?.settled();
  return { inside: 0, ...times, host, pictures };
}

/** Milliseconds that this thread has computed; 0 where the system does not say. */
function ownThread(): number {
  try {
    return Number(Deno.readTextFileSync("/proc/self/schedstat").split(" ")[0]) / 1e6;
  } catch {
    return 0;
  }
}

// deno-lint-ignore no-console -- a report
const print = (line: string): void => console.log(line);
const bare: Spent[] = [], watched: Spent[] = [];
await once(false);
for (let round = 0; round < rounds; round++) {
  bare.push(await once(false));
  watched.push(await once(true));
}
const least = (list: readonly Spent[], key: "wall" | "cpu" | "own"): number =>
  Math.min(...list.map((spent) => spent[key]));
const shares = watched.map(({ inside, wall }) => 100 * inside / wall).sort((a, b) => a - b);
print(`${nObs} spots, ${nEpochs} epochs, ${rounds} rounds by turns; least of all, milliseconds`);
for (const [name, spent] of [["bare", bare], ["watched", watched]] as const) {
  const [wall, own, all] = (["wall", "own", "cpu"] as const).map((key) => least(spent, key).toFixed(0));
  print(`${name.padEnd(8)} wall ${wall}  processor, own thread ${own}, all threads ${all}`);
}
print(`inside callbacks and writing: ${shares.map((share) => share.toFixed(2)).join(", ")} % of the run`);
const { host: { messages, bytes }, pictures } = watched.at(-1)!;
print(`the last run: ${messages} messages, ${(bytes / 1024).toFixed(0)} KB, ${pictures} pictures`);
Deno.exit(0);
