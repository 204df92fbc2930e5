import { checkInteger, checkOneOf } from "../core/check.ts";
import type { Watched } from "../core/progress.ts";
import { stoppable } from "../core/stoppable.ts";
import { atomicSave } from "./atomic_save.ts";
import type { Compression } from "./hdf5_writer/compression.ts";
import { Hdf5Writer } from "./hdf5_writer/writer.ts";

/** Options of `writeH5ad` and `writeH5mu`. */
export interface SaveOptions extends Watched {
  /** How arrays are compressed; default `"gzip"`. */
  readonly compression?: "gzip" | "none";
  /** 1 (fast) to 9 (small) for gzip; default 4. */
  readonly compressionLevel?: number;
}

/** Saves an HDF5 file atomically; `preamble` fills a user block before the HDF5 file proper. */
export async function saveHdf5(
  path: string,
  options: SaveOptions,
  write: (writer: Hdf5Writer) => Promise<number>,
  preamble = "",
): Promise<void> {
  using stop = stoppable(options.signal);
  const compression = compressionOf(options);
  const userBlock = preamble === "" ? 0 : 512;
  options.onProgress?.({ stage: `writing ${path}`, done: 0, total: 1 });
  await atomicSave(path, async (file) => {
    const writer = new Hdf5Writer(file, { compression, userBlock, signal: stop.signal });
    writer.finish(await write(writer));
    file.seekSync(0, Deno.SeekMode.Start);
    if (userBlock > 0) file.writeSync(new TextEncoder().encode(preamble));
  });
  options.onProgress?.({ stage: `writing ${path}`, done: 1, total: 1 });
}

function compressionOf({ compression = "gzip", compressionLevel = 4 }: SaveOptions): Compression {
  checkOneOf(compression, "compression", ["gzip", "none"] as const);
  checkInteger(compressionLevel, "compressionLevel", 1, 9);
  return compression === "gzip" ? { kind: "gzip", level: compressionLevel } : { kind: "none" };
}
