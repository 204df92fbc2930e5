import type { BufferPath } from "../buffers/buffer_path.ts";
import { SOURCE } from "../bundles/pieces.ts";
import { MODULE_TRAIT, type PiecedValue, pieceTrait } from "../protocol/pieces.ts";
import type { JsonObject } from "../widget_host.ts";
import { cut, pack } from "./pack.ts";

/** Bytes of a message that the stock kernel is trusted with. */
export const PIECE = 192 * 1024;

/** One message to a comm. */
export interface SmallMessage {
  /** `comm_open` or `comm_msg`. */
  readonly name: string;
  /** What it says. */
  readonly content: JsonObject;
  /** Binary parts. */
  readonly buffers: readonly Uint8Array<ArrayBuffer>[];
}

interface Trait {
  readonly name: string;
  readonly value?: unknown;
  readonly paths: BufferPath[];
  readonly buffers: Uint8Array<ArrayBuffer>[];
  size: number;
}

/** What a message of the widget protocol says in `content.data`. */
interface Said {
  readonly method?: string;
  readonly state?: JsonObject;
  readonly "buffer_paths"?: readonly BufferPath[];
  readonly content?: unknown;
}

/**
 * Cuts messages of the widget protocol into small ones, for a kernel that garbles what it publishes when a message is
 * large. Values go in pieces, each in a trait of its own, and behind them a mark in the trait itself. The module that the
 * page loads puts them together, and the widget's own module sees nothing of it.
 */
export class SmallMessages {
  #count = 0;

  /** The messages that say the same as one. */
  *of({ name, content, buffers }: SmallMessage): Generator<SmallMessage> {
    const data = (content["data"] ?? {}) as Said;
    if (name === "comm_open" && data.state) yield* this.#open(content, data, buffers);
    else if (name === "comm_msg" && data.method === "update") yield* this.#update(content, data, buffers);
    else if (name === "comm_msg" && data.method === "custom") yield* this.#custom({ name, content, buffers }, data);
    else yield { name, content, buffers };
  }

  *#open(content: JsonObject, data: Said, buffers: SmallMessage["buffers"]): Generator<SmallMessage> {
    const { _esm, ...rest } = data.state!;
    const state = { ...rest, [MODULE_TRAIT]: _esm };
    const { small, large } = divide(traitsOf({ ...data, state }, buffers), PIECE - SOURCE.length);
    const empty = Object.fromEntries(large.map((trait) => [trait.name, null]));
    const first = joined(small);
    yield {
      name: "comm_open",
      content: { ...content, data: { ...data, ...first.data, state: { ...first.data.state, ...empty, _esm: SOURCE } } },
      buffers: first.buffers,
    };
    if (large.length > 0) yield* this.#inPieces(content["comm_id"], [], large);
  }

  *#update(content: JsonObject, data: Said, buffers: SmallMessage["buffers"]): Generator<SmallMessage> {
    const { small, large } = divide(traitsOf(data, buffers), PIECE);
    if (large.length === 0) yield { name: "comm_msg", content, buffers };
    else yield* this.#inPieces(content["comm_id"], small, large);
  }

  /** Pieces first; then all that changed, at once. */
  *#inPieces(id: unknown, small: readonly Trait[], large: readonly Trait[]): Generator<SmallMessage> {
    const marks: Record<string, PiecedValue> = {};
    for (const trait of large) {
      const pieces = cut(pack(trait), PIECE);
      for (const [i, piece] of pieces.entries()) {
        const data = { method: "update", state: {}, "buffer_paths": [[pieceTrait(trait.name, i)]] };
        yield { name: "comm_msg", content: { "comm_id": id, data }, buffers: [piece] };
      }
      marks[trait.name] = { "weft.pieces": pieces.length, value: this.#count++ };
    }
    const { data, buffers } = joined(small);
    const last = { method: "update", ...data, state: { ...data.state, ...marks } };
    yield { name: "comm_msg", content: { "comm_id": id, data: last }, buffers };
  }

  *#custom(message: SmallMessage, { content }: Said): Generator<SmallMessage> {
    const size = bytesOf(message.buffers) + jsonBytes(content);
    if (size <= PIECE) return yield message;
    const paths = message.buffers.map((_, i) => ["buffers", i]);
    const value = { content, buffers: message.buffers.map(() => null) };
    const pieces = cut(pack({ value, paths, buffers: message.buffers }), PIECE);
    const count = this.#count++;
    for (const [part, piece] of pieces.entries()) {
      const said = { kind: "weft.piece", message: count, part, parts: pieces.length };
      const data = { method: "custom", content: said };
      yield { name: "comm_msg", content: { "comm_id": message.content["comm_id"], data }, buffers: [piece] };
    }
  }
}

/** A state taken apart by its traits, each with its binary parts. */
function traitsOf({ state = {}, buffer_paths: paths = [] }: Said, buffers: SmallMessage["buffers"]): Trait[] {
  const traits = new Map<string, Trait>();
  for (const [name, value] of Object.entries(state)) {
    traits.set(name, { name, value, paths: [], buffers: [], size: jsonBytes(value) });
  }
  paths.forEach(([first, ...rest], i) => {
    const name = String(first);
    const trait = traits.get(name) ?? { name, paths: [], buffers: [], size: 0 };
    trait.paths.push(rest);
    trait.buffers.push(buffers[i]!);
    trait.size += buffers[i]!.length;
    traits.set(name, trait);
  });
  return [...traits.values()];
}

/** The traits that go into one message of at most `room` bytes, and those that are too large; the largest go first. */
function divide(traits: readonly Trait[], room: number): { small: Trait[]; large: Trait[] } {
  const bySize = [...traits].sort((a, b) => a.size - b.size);
  let left = room;
  const fits = new Set(bySize.filter(({ size }) => (left -= size) >= 0));
  return { small: traits.filter((trait) => fits.has(trait)), large: traits.filter((trait) => !fits.has(trait)) };
}

/** Traits put together again. */
function joined(traits: readonly Trait[]) {
  const state = Object.fromEntries(traits.filter((trait) => "value" in trait).map(({ name, value }) => [name, value]));
  const paths = traits.flatMap(({ name, paths }) => paths.map((path) => [name, ...path]));
  return { data: { state, "buffer_paths": paths }, buffers: traits.flatMap(({ buffers }) => buffers) };
}

function jsonBytes(value: unknown): number {
  return new TextEncoder().encode(JSON.stringify(value ?? null)).length;
}

function bytesOf(buffers: SmallMessage["buffers"]): number {
  return buffers.reduce((sum, { length }) => sum + length, 0);
}
