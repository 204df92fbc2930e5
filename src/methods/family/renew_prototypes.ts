import type { Clock } from "../method.ts";
import { type FamilyBatch, familyPass } from "./batch.ts";
import type { FamilyNet } from "./network.ts";
import { fullCovarianceMeans, splitMergeMeans } from "./prototypes.ts";
import { searchOf, searchRows } from "./search_rows.ts";
import { prototypePhase, type PrototypeSchedule } from "./schedule.ts";

/** When prototypes are found anew, and whether their number is found too. */
export interface PrototypeRenewal extends PrototypeSchedule {
  /** Whether components are split and merged; default false. */
  readonly dynamicK?: boolean | undefined;
}

/** Finds prototypes anew at the epochs of a schedule: means of a mixture of the embedding, brought to length 1. */
export async function renewPrototypes(
  net: FamilyNet,
  batch: FamilyBatch,
  schedule: PrototypeRenewal,
  clock: Clock,
): Promise<void> {
  if (schedule.dynamicK) await net.countPrototypes();
  if (prototypePhase(schedule, clock) !== "renew") return;
  const { engine } = net;
  const rows = await searchRows(engine, () => familyPass(net, batch, clock.epoch === 0).z);
  if (!rows) return;
  const find = schedule.dynamicK ? splitMergeMeans : fullCovarianceMeans;
  const means = await find(rows, { nPrototypes: net.nPrototypes, ...searchOf(clock, "prototypes") });
  engine.run(() => net.setPrototypes(unitRows(means, rows.nCols)));
}

/** Rows divided by their lengths. */
export function unitRows(rows: ArrayLike<number>, width: number): Float32Array {
  const unit = new Float32Array(rows.length);
  for (let start = 0; start < rows.length; start += width) {
    let square = 0;
    for (let j = start; j < start + width; j++) square += rows[j]! ** 2;
    const scale = 1 / Math.max(Math.sqrt(square), 1e-12);
    for (let j = start; j < start + width; j++) unit[j] = rows[j]! * scale;
  }
  return unit;
}
