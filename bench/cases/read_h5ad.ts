import type { Csr } from "../../src/data/csr.ts";
import { readH5ad } from "../../src/io/read_h5ad.ts";
import { writeH5ad } from "../../src/io/write_h5ad.ts";
import type { BenchCase } from "../bench_case.ts";
import { peerSide, WEFT } from "../side.ts";
import { timed } from "../timed.ts";
import { lymphNodeCounts } from "../data.ts";

/** Reading a compressed file whole. */
export const readFile: BenchCase = {
  name: "read_h5ad",
  title: "read h5ad, 3,484 × 18,085, gzip",
  sides: [WEFT, peerSide("h5py", "read_h5ad")],
  prepare: async (folder) => void await writeH5ad(lymphNodeCounts(1), `${folder}/counts.h5ad`),
  open: (folder) =>
    Promise.resolve(async () => {
      const { value, spent } = await timed(() => readH5ad(`${folder}/counts.h5ad`));
      return { ...spent, quality: { "million entries": (value.X as Csr).nnz / 1e6 } };
    }),
};
