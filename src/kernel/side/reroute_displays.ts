import { asBytes } from "../../core/as_bytes.ts";
import type { Json } from "../wire/message.ts";
import type { KernelPort } from "./kernel_port.ts";

/** What is said beside a message that is broadcast. */
export interface BroadcastExtra {
  /** Metadata; default none. */
  readonly metadata?: Json;
  /** Binary parts; default none. */
  readonly buffers?: readonly (ArrayBuffer | ArrayBufferView<ArrayBuffer>)[];
}

/** How a value is displayed. */
export interface DisplayOptions {
  /** Whether the value is a bundle by media type already; default false. */
  readonly raw?: boolean;
  /** Whether it takes the place of what was displayed under the same id; default false. */
  readonly update?: boolean;
  /** Id under which it can be replaced; default none. */
  readonly "display_id"?: string;
}

/** The part of `Deno.jupyter` that puts something out; it exists in the inner kernel only. */
export interface DenoJupyter {
  /** Publishes a message. */
  broadcast: (name: string, content: Json, extra?: BroadcastExtra) => Promise<void>;
  /** Displays a value. */
  display: (value: unknown, options?: DisplayOptions) => Promise<void>;
  /** The bundle of a value, by media type. */
  readonly format: (value: unknown) => Promise<unknown>;
}

/** Lets what cells display and broadcast go out by the kernel's own way, which garbles nothing that is large. */
export function rerouteDisplays(jupyter: DenoJupyter, publish: KernelPort["publish"]): void {
  jupyter.broadcast = (name, content, { metadata = {}, buffers = [] } = {}) =>
    publish(name, content, { metadata, buffers: buffers.map(asBytes) });
  jupyter.display = async (value, options = {}) => {
    const data = options.raw === true ? value : await jupyter.format(value);
    const { display_id: id } = options;
    const content = { data, metadata: {}, transient: id === undefined ? {} : { "display_id": id } };
    await jupyter.broadcast(options.update === true ? "update_display_data" : "display_data", content);
  };
}
