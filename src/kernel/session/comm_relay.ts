import type { Json, Message } from "../wire/message.ts";
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
  /** Milliseconds that the answer of the code inside to a change has a lead; default 8. */
  readonly lead?: number;
  /** Milliseconds of quiet after which messages that no front end waits behind are concluded; default 60. */
  readonly quiet?: number;
}

/** Messages that may await their conclusion. */
const MAX_OPEN = 200;

const WIDGET_METADATA = { version: "2.1.0" };

/**
 * Takes what front ends say to comms to the code inside, also while a cell runs, and sends what every front end waits
 * for: the echo of its change, and "idle" for its message, without which it would send no further change.
 *
 * Servers send the first small message after a rest at once and the next ones 40 ms later, so an answer goes before what
 * concludes its request. Nobody waits for the conclusion of a message of a widget's own: those wait for quiet, else the
 * conclusion of one would hold up the answer to the next.
 */
export class CommRelay {
  readonly #options: CommRelayOptions;
  #open: Json[] = [];
  #timer: ReturnType<typeof setTimeout> | undefined;

  /** @param options What the relay works with. */
  constructor(options: CommRelayOptions) {
    this.#options = options;
  }

  /** Takes one message of a front end. */
  take(message: Message): void {
    const { outlet, table, inside, lead = 8, quiet = 60 } = this.#options;
    const { type, content, header } = message;
    if (inside.connected) {
      table.note(type, content);
      inside.comm(message);
    } else if (type === "comm_open") {
      outlet.publish("comm_close", { "comm_id": content["comm_id"], data: {} }, header);
    }
    const method = methodOf(message);
    if (method !== "custom") {
      setTimeout(() => this.#conclude(header, method === "update" ? message : undefined), lead);
      return;
    }
    this.#open.push(header);
    clearTimeout(this.#timer);
    if (this.#open.length === MAX_OPEN) this.#concludeOpen();
    else this.#timer = setTimeout(() => this.#concludeOpen(), quiet);
  }

  #concludeOpen(): void {
    const open = this.#open;
    this.#open = [];
    for (const header of open) this.#conclude(header);
  }

  #conclude(header: Json, change?: Message): void {
    const { outlet, running } = this.#options;
    outlet.publish("status", { "execution_state": "busy" }, header);
    if (change) {
      const { content, buffers } = change;
      const echo = { "comm_id": content["comm_id"], data: { ...content["data"] as Json, method: "echo_update" } };
      outlet.publish("comm_msg", echo, header, { buffers, metadata: WIDGET_METADATA });
    }
    outlet.publish("status", { "execution_state": "idle" }, header);
    const cell = running();
    // The front end shows the last state it heard of.
    if (cell) outlet.publish("status", { "execution_state": "busy" }, cell.header);
  }
}

/** What a message does to a widget; undefined for messages that do not say. */
function methodOf({ type, content: { data } }: Message): unknown {
  if (type !== "comm_msg" || typeof data !== "object" || data === null || !("method" in data)) return undefined;
  return data.method;
}
