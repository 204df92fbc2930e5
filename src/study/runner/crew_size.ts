import { checkInteger } from "../../core/check.ts";
import type { EngineName } from "../../engine/engine.ts";
import { availableMemory, wantedThreads } from "../../kernels/environment.ts";

/** How many work side by side, and on how many threads each; 0 workers: on this thread, one after another. */
export interface CrewSize {
  readonly workers: number;
  readonly threads: number;
}

/** Engines of which a process has one: a graphics card is not shared between threads. */
const SINGLE: readonly EngineName[] = ["webgpu", "tensorflow"];
/** Bytes that a thread takes before it has trained anything: the runtime and the tensor library. */
const BASE = 250 * 2 ** 20;
/** Bytes that a training takes, as a multiple of what it reads: constants, activations and gradients. */
const GROWTH = 12;

/** What to decide by. */
export interface CrewOptions {
  /** How many were asked for. */
  readonly workers: number | undefined;
  readonly nTasks: number;
  readonly engine: EngineName;
  /** Bytes of what one training reads. */
  readonly bytes: number;
}

/** As many as there are cores (or `WEFT_THREADS` says) and tasks, and as memory allows; the cores are shared out. */
export function crewSize({ workers, nTasks, engine, bytes }: CrewOptions): CrewSize {
  const cores = wantedThreads();
  if (workers !== undefined) checkInteger(workers, "workers", 0);
  if (workers === 0 || nTasks === 0 || SINGLE.includes(engine)) return { workers: 0, threads: cores };
  const room = Math.floor((availableMemory() ?? Infinity) / (BASE + GROWTH * bytes));
  const count = workers === undefined ? Math.max(1, Math.min(nTasks, cores, room)) : Math.min(nTasks, workers);
  return { workers: count, threads: Math.max(1, Math.floor(cores / count)) };
}
