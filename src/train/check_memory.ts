import { WeftError } from "../core/error.ts";
import type { Engine } from "../engine/engine.ts";
import { availableMemory } from "../kernels/environment.ts";
import type { Method } from "../methods/method.ts";
import { forecastMemory, type ForecastOptions, type MemoryForecast } from "./forecast_memory.ts";

/** Below this no method takes so much that looking ahead is worth its time. */
const MANY_SPOTS = 50_000;

/** What there is for a training, in bytes. */
export interface Room {
  /** All that the engine may use. */
  readonly limit: number;
  /** What it uses already. */
  readonly live: number;
  /** What the machine has left; undefined when it may not be asked. */
  readonly available: number | undefined;
}

/**
 * Fails before a training that will not fit into the engine's or the machine's memory.
 *
 * @throws {WeftError} `Failed`, with what is needed and what there is.
 */
export async function checkMemory(engine: Engine, method: Method, options: ForecastOptions): Promise<void> {
  if (options.nObs < MANY_SPOTS || !engine.backend || engine.backend.meter) return;
  const forecast = await forecastMemory(method, { ...options, engine: engine.name });
  checkRoomFor(forecast, { ...engine.memory, available: availableMemory() }, options.nObs);
}

/** Fails when a forecast is larger than what there is. */
export function checkRoomFor({ bytes, perSpot, fixed }: MemoryForecast, room: Room, nObs: number): void {
  const inEngine = room.limit - room.live;
  const left = Math.min(inEngine, room.available ?? Infinity);
  if (bytes <= left) return;
  const most = Math.max(0, Math.floor((left - fixed) / perSpot));
  const elsewhere = left === inEngine && (room.available ?? Infinity) > bytes ? 'engine: "native", or ' : "";
  throw new WeftError("Failed", {
    expected: `${gigabytes(bytes)} of memory for ${nObs} spots`,
    found: `${gigabytes(left)} left ${left === inEngine ? "in WebAssembly" : "on this machine"}`,
    next: `Use ${elsewhere}${most} spots at most, or a smaller nLatent.`,
    needed: bytes,
    left,
    nObsAtMost: most,
  });
}

function gigabytes(bytes: number): string {
  return `${(bytes / 2 ** 30).toFixed(1)} GB`;
}
