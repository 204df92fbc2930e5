import { unitRows } from "../../engine/ops/unit_rows.ts";
import { kmeansMeans } from "../family/prototypes.ts";
import { unitRows as unit } from "../family/renew_prototypes.ts";
import { searchOf, searchRows } from "../family/search_rows.ts";
import { firstPrototypeEpoch } from "../family/schedule.ts";
import type { Clock } from "../method.ts";
import type { TrsmiBatch } from "./batch.ts";
import type { TrsmiConfig } from "./config.ts";
import { passAt } from "./loss.ts";
import type { TrsmiNet } from "./model.ts";

/** Sets the prototypes, at the first epoch that has them, to the centres of a k-means of the embedding. */
export async function startPrototypes(
  net: TrsmiNet,
  batch: TrsmiBatch,
  config: TrsmiConfig,
  clock: Clock,
): Promise<void> {
  if (config.prototypeWeight === 0 || clock.epoch !== firstPrototypeEpoch(config, clock)) return;
  const { engine } = net;
  const rows = await searchRows(engine, () => {
    const { z } = passAt(net, batch, config, clock);
    return config.prototypeUnit ? unitRows(engine, z) : z;
  });
  if (!rows) return;
  const centers = await kmeansMeans(rows, { nPrototypes: config.nPrototypes, ...searchOf(clock, "prototypes") });
  engine.run(() => net.setPrototypes(config.prototypeUnit ? unit(centers, rows.nCols) : Float32Array.from(centers)));
}
