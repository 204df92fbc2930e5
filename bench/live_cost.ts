/**
 * What the live view takes of a training: `deno run -A bench/live_cost.ts [SPOTS] [EPOCHS] [ROUNDS]`. SMART is trained by
 * turns bare and watched; a page that is none takes what the view sends, written out as the kernel would. Prints the share
 * of the run spent inside the view's callbacks and in writing messages, and wall and processor time of both, least of all
 * rounds: on a busy machine the shares are what counts.
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
  cell = (): Promise<null> => Promise.resolve(null);
  warn = (text: string): void => print(text);
}

interface Spent {
  readonly wall: number;
  readonly cpu: number;
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
  let started = 0, used = process.cpuUsage(), written = 0;
  const times = { wall: 0, cpu: 0 };
  run.subscribe((event) => {
    if (event.kind === "epoch" && event.epoch === 1) {
      started = performance.now();
      used = process.cpuUsage();
      written = host.ms;
    }
    if (event.kind === "epoch" && event.epoch === nEpochs) {
      const { user, system } = process.cpuUsage(used);
      Object.assign(times, { wall: performance.now() - started, cpu: (user + system) / 1000, inside: inside() });
    }
  });
  const inside = () => (view?.cost ?? 0) + host.ms - written;
  await run.result();
  await view?.settled();
  return { inside: 0, ...times, host, pictures };
}

// deno-lint-ignore no-console -- a report
const print = (line: string): void => console.log(line);
const bare: Spent[] = [], watched: Spent[] = [];
await once(false);
for (let round = 0; round < rounds; round++) {
  bare.push(await once(false));
  watched.push(await once(true));
}
const least = (list: readonly Spent[], key: "wall" | "cpu"): number => Math.min(...list.map((spent) => spent[key]));
const shares = watched.map(({ inside, wall }) => 100 * inside / wall).sort((a, b) => a - b);
print(`${nObs} spots, ${nEpochs} epochs, ${rounds} rounds by turns; least of all, milliseconds`);
print(`bare     wall ${least(bare, "wall").toFixed(0)}  processor ${least(bare, "cpu").toFixed(0)}`);
print(`watched  wall ${least(watched, "wall").toFixed(0)}  processor ${least(watched, "cpu").toFixed(0)}`);
print(`inside callbacks and writing: ${shares.map((share) => share.toFixed(2)).join(", ")} % of the run`);
const { host: { messages, bytes }, pictures } = watched.at(-1)!;
print(`the last run: ${messages} messages, ${(bytes / 1024).toFixed(0)} KB, ${pictures} pictures`);
Deno.exit(0);
