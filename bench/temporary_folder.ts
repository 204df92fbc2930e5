import { rmSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";

const ENDINGS = { SIGHUP: 129, SIGINT: 130, SIGTERM: 143 } as const;

/** Runs work that has a folder of its own, gone afterwards, also when the program is told to end in between. */
export async function inTemporaryFolder<T>(work: (folder: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(`${Deno.env.get("TMPDIR") ?? "/tmp"}/weft-bench-`);
  const listeners = Object.entries(ENDINGS).map(([signal, code]) => {
    const end = () => {
      // The last one to listen, so that processes that write into the folder are told to end first.
      globalThis.addEventListener("unload", () => rmSync(folder, { recursive: true, force: true }));
      Deno.exit(code);
    };
    return [signal as Deno.Signal, end] as const;
  });
  for (const [signal, end] of listeners) Deno.addSignalListener(signal, end);
  try {
    return await work(folder);
  } finally {
    for (const [signal, end] of listeners) Deno.removeSignalListener(signal, end);
    await rm(folder, { recursive: true });
  }
}
