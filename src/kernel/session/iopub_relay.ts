import { FENCE, TICKET } from "../side/protocol.ts";
import type { Codec } from "../wire/codec.ts";
import type { Json, Message } from "../wire/message.ts";
import type { Parts } from "../wire/parts.ts";
import { decodeText } from "../wire/text.ts";
import type { CommTable } from "./comm_table.ts";
import type { ExecuteQueue } from "./execute_queue.ts";
import type { Fence } from "./fence.ts";
import type { Outlet } from "./outlet.ts";

/** What the relay works with. */
export interface IopubRelayOptions {
  /** Writes what is changed. */
  readonly codec: Codec;
  /** Ways out to the front ends. */
  readonly outlet: Outlet;
  /** The cells. */
  readonly queue: ExecuteQueue;
  /** The mark behind a cell's output. */
  readonly fence: Fence;
  /** The comms that are open. */
  readonly comms: CommTable;
  /** Hands out content and buffers that came another way. */
  readonly claim: (id: string) => Parts | undefined;
  /** Whether a message answers a request of our own, which no front end knows. */
  readonly ours: (parentId: unknown) => boolean;
}

/** Takes what the inner kernel publishes to the front ends: marks out, buffers in, "idle" held until it is true. */
export class IopubRelay {
  readonly #options: IopubRelayOptions;

  /** @param options What the relay works with. */
  constructor(options: IopubRelayOptions) {
    this.#options = options;
  }

  /** Takes one message of the inner kernel. */
  take(message: Message): void {
    const { outlet, queue, fence, comms, ours } = this.#options;
    const { type, content } = message;
    fence.progressed();
    if (type === FENCE) return fence.displayed(content["id"]);
    if (type === "stream") return this.#stream(message);
    if (ours(message.parent["msg_id"])) return;
    if (type === "status" && content["execution_state"] === "idle" && queue.owns(message)) return queue.idle(message);
    if (type === "error") queue.showedError();
    const ticket = message.metadata[TICKET];
    if (typeof ticket === "string") return this.#redeem(message, ticket);
    if (isEmptyOutput(message)) return;
    comms.note(type, content);
    outlet.relay(message.identities, message.parts);
  }

  #stream(message: Message): void {
    const { outlet, fence, ours } = this.#options;
    const text = String(message.content["text"]);
    const rest = fence.strip(text);
    if (rest === "" || ours(message.parent["msg_id"])) return;
    if (rest === text) outlet.relay(message.identities, message.parts);
    else this.#changed(message, { content: { ...message.content, text: rest } });
  }

  #redeem(message: Message, ticket: string): void {
    const [text, ...buffers] = this.#options.claim(ticket) ?? [];
    // Claimed already, or forgotten: there is nothing that could be shown.
    if (!text) return;
    const { [TICKET]: _, ...metadata } = message.metadata;
    const content = JSON.parse(decodeText(text)) as Json;
    this.#options.comms.note(message.type, content);
    this.#changed(message, { metadata, content, buffers });
  }

  #changed(message: Message, change: { content?: Json; metadata?: Json; buffers?: Parts }): void {
    const { codec, outlet } = this.#options;
    const { identities, type, header, parent, metadata, content, buffers } = message;
    const parts = codec.encode({ type, header, parent, metadata, content, buffers, ...change });
    outlet.relay(identities, parts);
  }
}

/** Whether a cell's value, or what it displayed, has shown itself by other messages and left nothing to be shown here. */
function isEmptyOutput({ type, content, buffers }: Message): boolean {
  if (type !== "execute_result" && type !== "display_data") return false;
  const { data, transient } = content as { data?: object; transient?: object };
  const empty = data !== undefined && Object.keys(data).length === 0;
  return empty && buffers.length === 0 && Object.keys(transient ?? {}).length === 0;
}
