import type { Outlet, Route } from "../../../src/kernel/session/outlet.ts";
import { Codec } from "../../../src/kernel/wire/codec.ts";
import type { Json, Message } from "../../../src/kernel/wire/message.ts";
import { decodeText } from "../../../src/kernel/wire/text.ts";

/** Signs nothing. */
export const CODEC = new Codec("");

/** A message as it is after decoding. */
export function message(
  type: string,
  content: Json = {},
  extra: Partial<Parameters<Codec["encode"]>[0]> = {},
): Message {
  return CODEC.decode(CODEC.encode({ type, content, ...extra }));
}

/** A message that answers another. */
export function answerTo(request: Message, type: string, content: Json = {}): Message {
  return message(type, content, { parent: request.header });
}

/** Somebody who asks, whom nothing is sent to. */
export function route(identity = "me"): Route {
  const peer = { ready: { socketType: "DEALER", identity }, send: () => undefined, drained: () => Promise.resolve() };
  return { peer, identities: [] };
}

/** Ways out that write down, a line each: what, type or state, and for whom. */
export class FakeOutlet implements Outlet {
  readonly lines: string[] = [];
  readonly published: Message[] = [];

  answer(_: Route, type: string, content: Json, parent: Json): void {
    this.lines.push(`answer ${type} ${content["status"] ?? ""} to ${name(parent)}`);
  }

  pass(_: Route, parts: readonly Uint8Array[]): void {
    const { type, content, parent } = CODEC.decode(parts);
    this.lines.push(`pass ${type} ${content["status"] ?? ""} to ${name(parent)}`);
  }

  publish(type: string, content: Json, parent: Json, extra: object = {}): void {
    this.published.push(message(type, content, { parent, ...extra }));
    this.lines.push(`publish ${type} ${content["execution_state"] ?? ""} for ${name(parent)}`);
  }

  relay(_topic: readonly Uint8Array[], parts: readonly Uint8Array[]): void {
    const relayed = CODEC.decode(parts);
    this.published.push(relayed);
    const { type, content, parent } = relayed;
    this.lines.push(`relay ${type} ${content["execution_state"] ?? ""} for ${name(parent)}`);
  }
}

/** The code of a request, or its type. */
const names = new Map<unknown, string>();

/** A request to run a cell, called by its code in what FakeOutlet writes down. */
export function cell(code: string, extra: Json = {}): Message {
  const request = message("execute_request", { code, ...extra });
  names.set(request.id, code);
  return request;
}

function name(header: Json): string {
  return names.get(header["msg_id"]) ?? String(header["msg_type"]);
}

/** Lets everything run that waits for nothing but its turn. */
export const turn = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 0));

/** The code of a cell in forwarded parts. */
export function codeOf(parts: readonly Uint8Array[]): string {
  return JSON.parse(decodeText(parts.at(-1)!)).code;
}
