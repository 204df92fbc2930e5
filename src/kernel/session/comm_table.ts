import type { Json } from "../wire/message.ts";

/** The comms that are open, whichever side opened them. */
export class CommTable {
  readonly #targets = new Map<string, string>();

  /** Notes what a message of type `comm_open` or `comm_close` does. */
  note(type: string, content: Json): void {
    const { comm_id: id, target_name: target } = content;
    if (typeof id !== "string") return;
    if (type === "comm_open") this.#targets.set(id, String(target));
    if (type === "comm_close") this.#targets.delete(id);
  }

  /** Content of the reply to a comm_info_request. */
  reply({ target_name: wanted }: Json): Json {
    const open = [...this.#targets].filter(([, target]) =>
      wanted === undefined || wanted === null || target === wanted
    );
    return { status: "ok", comms: Object.fromEntries(open.map(([id, target]) => [id, { "target_name": target }])) };
  }
}
