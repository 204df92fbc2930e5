import process from "node:process";
import type { Outcome } from "./bench_case.ts";

/** A value and what it took to make it. */
export interface Timed<T> {
  readonly value: T;
  readonly spent: Pick<Outcome, "seconds" | "cpuSeconds">;
}

/** Times a piece of work. */
export function timed<T>(work: () => T | Promise<T>): Promise<Timed<T>> {
  return timedTimes(1, work);
}

/** Times a piece of work that is done several times in a row; the value is that of the last. */
export async function timedTimes<T>(nTimes: number, work: () => T | Promise<T>): Promise<Timed<T>> {
  const seconds: number[] = [];
  const cpuSeconds: number[] = [];
  let value: T;
  for (let i = 0; i < nTimes; i++) {
    const started = performance.now();
    const before = process.cpuUsage();
    value = await work();
    const { user, system } = process.cpuUsage(before);
    seconds.push((performance.now() - started) / 1000);
    cpuSeconds.push((user + system) / 1e6);
  }
  return { value: value!, spent: { seconds, cpuSeconds } };
}
