import type { Message } from "../wire/message.ts";
import type { CommTable } from "./comm_table.ts";
import type { Outlet } from "./outlet.ts";

/** What the relay works with. */
export interface CommRelayOptions {
  /** Ways out to the front ends. */
  readonly outlet: Outlet;
  /** The comms that are open. */
  readonly table: CommTable;
  /** The way to the code inside. */
  readonly inside: { readonly connected: boolean; readonly comm: (message: Message) => void };
  /** The request of the cell that runs. */
  readonly running: () => Message | null;
  /** Milliseconds that the answer of the code inside has a lead; default 8. */
  readonly lead?: number;
}

const WIDGET_METADATA = { version: "2.1.0" };

/**
 * Takes what front ends say to comms to the code inside, also while a cell runs, and sends what every front end waits
 * for: the echo of its change, and "idle" for its message, without which it would send no further change.
 */
export class CommRelay {
  readonly #options: CommRelayOptions;

  /** @param options What the relay works with. */
  constructor(options: CommRelayOptions) {
    this.#options = options;
  }

  /** Takes one message of a front end. */
  take(message: Message): void {
    const { outlet, table, inside, lead = 8 } = this.#options;
    const { type, content, header } = message;
    if (inside.connected) {
      table.note(type, content);
      inside.comm(message);
    } else if (type === "comm_open") {
      outlet.publish("comm_close", { "comm_id": content["comm_id"], data: {} }, header);
    }
    // The server sends the first small message of a burst at once and the next ones 40 ms later: the answer goes first.
    setTimeout(() => this.#conclude(message), lead);
  }

  #conclude({ type, content, header, buffers }: Message): void {
    const { outlet, running } = this.#options;
    outlet.publish("status", { "execution_state": "busy" }, header);
    const data = content["data"];
    if (
      type === "comm_msg" && typeof data === "object" && data !== null && "method" in data && data.method === "update"
    ) {
      const echo = { "comm_id": content["comm_id"], data: { ...data, method: "echo_update" } };
      outlet.publish("comm_msg", echo, header, { buffers, metadata: WIDGET_METADATA });
    }
    outlet.publish("status", { "execution_state": "idle" }, header);
    const cell = running();
    // The front end shows the last state it heard of.
    if (cell) outlet.publish("status", { "execution_state": "busy" }, cell.header);
  }
}
