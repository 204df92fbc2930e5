import { concatBytes, type MessagePiece, type PiecedValue, pieceTrait } from "../../src/bridge/protocol/pieces.ts";
import { bytesOf } from "../shared/arrays.ts";
import { unpack } from "./unpack.ts";

// deno-lint-ignore no-explicit-any -- as in anywidget's own types
type Callback = (...values: any[]) => void;

/** The part of anywidget's model that has to do with what the kernel says. */
interface Heard {
  get(name: string): unknown;
  on(event: string, callback: Callback): void;
  off(event?: string | null, callback?: Callback | null): void;
}

/** The model as the widget knows it: what came in pieces is whole. */
export function wholeModel<M extends Heard>(model: M): M {
  const values = new Map<string, { mark: PiecedValue; value: unknown }>();
  const wrapped = new Map<Callback, Callback>();
  const get = (name: string): unknown => {
    const mark: unknown = model.get(name);
    if (!isPieced(mark)) return mark;
    const known = values.get(name);
    if (known?.mark.value === mark.value) return known.value;
    const value = wholeTrait(model, name, mark);
    values.set(name, { mark, value });
    return value;
  };
  const on = (event: string, callback: Callback): void => {
    if (event !== "msg:custom") return model.on(event, callback);
    const own = wholeMessages(callback);
    wrapped.set(callback, own);
    model.on(event, own);
  };
  const off = (event?: string | null, callback?: Callback | null): void => {
    const own = event === "msg:custom" && callback ? wrapped.get(callback) : undefined;
    model.off(event, own ?? callback);
  };
  const own: Record<PropertyKey, unknown> = { get, on, off };
  return new Proxy(model, {
    get(target, key) {
      if (Object.hasOwn(own, key)) return own[key];
      const value: unknown = Reflect.get(target, key);
      return typeof value === "function" ? value.bind(target) : value;
    },
  });
}

function wholeTrait(model: Heard, name: string, mark: PiecedValue): unknown {
  const pieces = Array.from({ length: mark["weft.pieces"] }, (_, i) => bytesOf(model.get(pieceTrait(name, i))));
  return unpack(concatBytes(pieces));
}

/** A callback that hears of messages when they are whole. */
function wholeMessages(callback: Callback): Callback {
  let pieces: Uint8Array[] = [];
  return (content: unknown, buffers: readonly DataView[], ...rest: unknown[]) => {
    if (!isPiece(content)) return callback(content, buffers, ...rest);
    if (content.part === 0) pieces = [];
    pieces.push(bytesOf(buffers[0]));
    if (pieces.length < content.parts) return;
    const whole = unpack(concatBytes(pieces)) as { content: unknown; buffers: DataView[] };
    pieces = [];
    callback(whole.content, whole.buffers, ...rest);
  };
}

function isPieced(value: unknown): value is PiecedValue {
  return typeof value === "object" && value !== null && "weft.pieces" in value;
}

function isPiece(content: unknown): content is MessagePiece {
  return typeof content === "object" && content !== null && "kind" in content && content.kind === "weft.piece";
}
