import { Pacer } from "./pacer.ts";
import { textPieces } from "./text_pieces.ts";

/** What Deno makes its console of. */
interface Internals {
  readonly Console: new (print: (text: string, level: number) => void) => Record<string, unknown>;
  readonly core: { readonly print: (text: string, isError: boolean) => void };
}

const PIECE = 65536;
const RATE = 32 * 1024;
const BURST = 512 * 1024;

/**
 * Lets the console print in pieces and no faster than 32 MiB/s. The stock kernel garbles what it publishes, for good, when
 * its socket is full, and a socket holds a few MiB.
 */
export function paceConsole(): void {
  const { Console, core } = (Deno as unknown as Record<symbol, Internals>)[
    (Deno as unknown as { internal: symbol }).internal
  ]!;
  const cell = new Int32Array(new SharedArrayBuffer(4));
  const pacer = new Pacer({
    rate: RATE,
    burst: BURST,
    now: () => performance.now(),
    wait: (ms) => void Atomics.wait(cell, 0, 0, ms),
  });
  const paced = new Console((text, level) => {
    for (const piece of textPieces(text, PIECE)) {
      pacer.take(piece.length);
      core.print(piece, level > 1);
    }
  });
  const methods = Object.entries(paced).filter(([name, value]) => typeof value === "function" && name in console);
  Object.assign(console, Object.fromEntries(methods));
}
