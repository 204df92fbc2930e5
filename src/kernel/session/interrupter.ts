import type { FromInside } from "../side/protocol.ts";
import type { ExecuteQueue } from "./execute_queue.ts";
import type { Message } from "../wire/message.ts";
import type { Outlet } from "./outlet.ts";

/** What stopping works with. */
export interface InterrupterOptions {
  /** The cells. */
  readonly queue: Pick<ExecuteQueue, "running" | "abortWaiting" | "stopped">;
  /** The way to the code inside. */
  readonly inside: {
    /** Whether something inside listens, and so will end by itself when its step is done. */
    readonly listening: boolean;
    /** Tells it that stop was pressed; the answer, when it comes in time. */
    readonly interrupt: (within: number) => Promise<FromInside | undefined>;
  };
  /** Ends the JavaScript that runs, from outside. */
  readonly hard: () => void;
  /** Ways out to the front ends. */
  readonly outlet: Outlet;
  /** Milliseconds within which the code inside must have heard; default 300, and 3000 when something listens. */
  readonly patience?: number;
}

const NOBODY = "weft: this cell waits for something that does not listen to stop. It goes on; Restart ends it.\n";

const BUSY = "weft: this cell is in a computation that does not look out for stop. It goes on until it awaits again; " +
  "Restart ends it.\n";

/**
 * The stop button. First the code inside is told: what listens (a training, a download) ends by itself and every variable
 * stays. If the code inside does not even answer, it is in a loop, and the loop is ended from outside; but not in a cell
 * that awaits, whose end the stock kernel would then wait for for ever.
 */
export class Interrupter {
  readonly #options: InterrupterOptions;

  /** @param options What stopping works with. */
  constructor(options: InterrupterOptions) {
    this.#options = options;
  }

  /** Stops the cell that runs and what goes on beside it, and aborts the cells that wait. */
  async interrupt(): Promise<void> {
    const { queue, inside, hard, outlet } = this.#options;
    const { patience = inside.listening ? 3000 : 300 } = this.#options;
    queue.abortWaiting();
    const cell = queue.running;
    // What goes on between cells, such as a training, hears it too.
    const answer = await inside.interrupt(patience);
    if (!cell || queue.running !== cell) return;
    const tell = (text: string) => outlet.publish("stream", { name: "stderr", text }, cell.header);
    if (answer?.type === "heard") return answer.listeners === 0 ? tell(NOBODY) : undefined;
    if (awaits(cell)) return tell(BUSY);
    queue.stopped();
    hard();
  }
}

/** Whether a cell may be behind an await; the word in a text or comment counts too, which only costs a Restart. */
function awaits({ content }: Message): boolean {
  return /\bawait\b/.test(String(content["code"]));
}
