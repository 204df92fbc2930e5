import { hungarian } from "../../cluster/hungarian.ts";
import { familyPass } from "../family/batch.ts";
import { kmeansMeans } from "../family/prototypes.ts";
import type { Moment } from "../family/schedule.ts";
import { searchOf, searchRows } from "../family/search_rows.ts";
import type { Clock } from "../method.ts";
import type { CrctBatch } from "./batch.ts";
import type { CrctConfig } from "./config.ts";
import type { CrctNet } from "./model.ts";
import { clusterWeightAt, labelPhase } from "./schedule.ts";

/** Whether rows are augmented at an epoch: from the first label on, where something reads them. */
export function augments(config: CrctConfig, moment: Moment): boolean {
  if (config.rho0 === 0 || labelPhase(config, moment) === "off") return false;
  return config.reconstruct !== "original" || clusterWeightAt(config, moment) > 0;
}

/** Finds the centres anew by k-means on the embedding, at the epochs of the schedule and where labels are read. */
export async function renewCenters(net: CrctNet, batch: CrctBatch, config: CrctConfig, clock: Clock): Promise<void> {
  if (labelPhase(config, clock) !== "renew") return;
  if (config.clusterWeight === 0 && !augments(config, clock)) return;
  const { engine } = net;
  const rows = await searchRows(engine, () => familyPass(net, batch, clock.epoch === 0).z);
  if (!rows) return;
  const found = await kmeansMeans(rows, { nPrototypes: config.nPrototypes, ...searchOf(clock, "centers") });
  const { counts } = await net.classes.read();
  const goesOn = config.statistics === "match" && counts.some((count) => count > 0);
  const centers = goesOn ? matched(await engine.read(net.prototypes), found, rows.nCols) : Float32Array.from(found);
  if (!goesOn) net.classes.reset();
  engine.run(() => net.setPrototypes(centers));
}

/** New centres in the order of the old ones that they lie nearest to, all in all. */
export function matched(old: Float32Array, found: Float64Array, width: number): Float32Array {
  const count = old.length / width;
  const costs = new Float64Array(count * count);
  for (let a = 0; a < count; a++) {
    for (let b = 0; b < count; b++) {
      for (let j = 0; j < width; j++) costs[a * count + b]! += (old[a * width + j]! - found[b * width + j]!) ** 2;
    }
  }
  const centers = new Float32Array(old.length);
  hungarian(costs, count, count).forEach((b, a) => {
    centers.set(found.subarray(b * width, (b + 1) * width), a * width);
  });
  return centers;
}
