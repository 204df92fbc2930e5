/**
 * The first thing that runs in the inner kernel, before any cell: connects to the kernel outside and offers the
 * {@linkcode KernelPort}.
 *
 * @module
 */
import { dial } from "../wire/dial.ts";
import { Inside } from "./inside.ts";
import { paceConsole } from "./pace_console.ts";
import { type BroadcastExtra, type DenoJupyter, rerouteDisplays } from "./reroute_displays.ts";
import { type DenoResults, rerouteResults } from "./reroute_results.ts";
import { PORT_NAME, SIDE_VARIABLE } from "./protocol.ts";
import type { WatchdogTask } from "./watchdog.ts";

const { jupyter } = Deno as unknown as { jupyter: DenoJupyter };
const { broadcast } = jupyter;
const internals = (Deno as unknown as Record<symbol, { jupyter?: DenoResults }>)[
  (Deno as unknown as { internal: symbol }).internal
]!;
paceConsole();
// Kept now: a cell may replace console's methods later.
const print = globalThis.console.log.bind(globalThis.console);
const warn = globalThis.console.error.bind(globalThis.console);
// Indirect, so that it sees what cells declared; only paths of names get here.
const valueOf: (path: string) => unknown = globalThis.eval;

const [port, token, watchToken] = JSON.parse(Deno.env.get(SIDE_VARIABLE)!) as [number, string, string];
Deno.env.delete(SIDE_VARIABLE);
const watchdog = new Worker(new URL("./watchdog.ts", import.meta.url), { type: "module" });
const pressed = new Int32Array(new SharedArrayBuffer(4));
watchdog.postMessage({ port, token: watchToken, pressed } satisfies WatchdogTask);
// A first cell that loops would keep the thread from starting.
await new Promise((resolve) => watchdog.onmessage = resolve);
// Stop at a terminal reaches the whole group of processes; the kernel outside answers it.
Deno.addSignalListener("SIGINT", () => undefined);
const peer = await dial({ port, socketType: "PAIR" });
const inside = new Inside(peer, {
  print,
  broadcast: (name, content, extra) => broadcast(name, content, extra as BroadcastExtra),
  valueOf,
  pressed: () => Atomics.load(pressed, 0),
  failed: (error) => warn(error),
});
rerouteDisplays(jupyter, inside.port.publish);
rerouteResults(internals.jupyter, jupyter, inside.port.publish);
Object.defineProperty(globalThis, Symbol.for(PORT_NAME), { value: inside.port });
void inside.run(token).finally(() => Deno.exit(1));
