import type { WidgetModel } from "../bridge/widget_model.ts";
import { asBytes, isBinary } from "../core/as_bytes.ts";
import type { DisplayBundle } from "../core/renderers.ts";
import { twin } from "./twin.ts";

/** Bytes of binary traits from which on a saved notebook holds no twin: it would be larger than all else in it. */
const MOST = 8 << 20;

/** What is shown of a widget of one's own where no page draws it: its twin, unless that is huge. */
export function widgetBundle({ module, state, css }: WidgetModel<object>): DisplayBundle {
  return binaryBytes(state) > MOST ? {} : { "text/html": twin({ module, state, css }) };
}

function binaryBytes(value: unknown): number {
  if (isBinary(value)) return asBytes(value as ArrayBufferView).byteLength;
  if (typeof value !== "object" || value === null) return 0;
  return Object.values(value).reduce<number>((sum, part) => sum + binaryBytes(part), 0);
}
