import { exactNeighbors } from "../../src/graph/exact_neighbors.ts";
import { ilisi } from "../../src/metrics/ilisi.ts";
import { firstNeighbors } from "../../src/metrics/integration_inputs.ts";
import { kbet } from "../../src/metrics/kbet.ts";
import type { BenchCase } from "../bench_case.ts";
import { clouds } from "../data.ts";
import { WEFT } from "../side.ts";
import { timed } from "../timed.ts";

const N = 100_000;

/** LISI and kBET of many cells from their neighbours, with the peak of the process: no peer, but no N × N either. */
export const mixing: BenchCase = {
  name: "mixing_100000",
  title:
    "iLISI of 90 neighbours and kBET of 50, 100,000 cells in 4 batches, from the exact neighbours in 20 dimensions",
  sides: [WEFT],
  prepare: () => Promise.resolve(),
  open: () => {
    const { x, labels } = clouds(N, 20, 12, 21);
    const batch = labels.map((label, i) => (i * 7 + label * 3) % 11 % 4);
    const near = exactNeighbors(x, { nNeighbors: 89 });
    return Promise.resolve(async () => {
      const lisi = await timed(() => ilisi(near, batch));
      const tested = await timed(() => kbet(firstNeighbors(near, 49), batch));
      const stages = { LISI: lisi.spent.seconds[0]!, kBET: tested.spent.seconds[0]! };
      return {
        seconds: [lisi.spent.seconds[0]! + tested.spent.seconds[0]!],
        cpuSeconds: [lisi.spent.cpuSeconds[0]! + tested.spent.cpuSeconds[0]!],
        stages,
        quality: { iLISI: lisi.value, kBET: tested.value.acceptance },
      };
    });
  },
};
