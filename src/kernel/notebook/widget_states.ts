import type { Json, Message } from "../wire/message.ts";
import type { Parts } from "../wire/parts.ts";
import { earlierStates } from "./earlier_states.ts";

/** Key of the states in a notebook's metadata, below `widgets`. */
const MIME = "application/vnd.jupyter.widget-state+json";

type Path = readonly (string | number)[];

interface Model {
  readonly state: Record<string, unknown>;
  /** Binary values by their path. */
  readonly buffers: Map<string, { readonly path: Path; readonly bytes: Uint8Array }>;
}

/** Follows the states of widgets, so that a notebook shows them where no kernel runs. */
export class WidgetStates {
  readonly #models = new Map<string, Model>();

  /** Takes one published message; what does not concern a widget's state changes nothing. */
  take({ type, content, buffers }: Message): void {
    const id = String(content["comm_id"]);
    if (type === "comm_close") this.#models.delete(id);
    if (type !== "comm_open" && type !== "comm_msg") return;
    const { state, buffer_paths: paths } = (content["data"] ?? {}) as Json;
    if (typeof state !== "object" || state === null) return;
    if (type === "comm_open") this.#models.set(id, { state: {}, buffers: new Map() });
    const model = this.#models.get(id);
    if (model) update(model, state as Json, Array.isArray(paths) ? paths : [], buffers);
  }

  /**
   * What stands in the notebook's metadata; undefined when no widget is open or still shown.
   *
   * @param before What stood there before.
   * @param shown Models of that time whose views are still shown.
   */
  metadata(before?: unknown, shown: readonly string[] = []): Json | undefined {
    const named = [...this.#models].filter(([, { state }]) => "_model_name" in state);
    const earlier = ((before as Json | undefined)?.[MIME] as Json | undefined)?.["state"] ?? {};
    const state = {
      ...earlierStates(earlier as Json, shown),
      ...Object.fromEntries(named.map(([id, model]) => [id, saved(model)])),
    };
    if (Object.keys(state).length === 0) return undefined;
    return { [MIME]: { state, "version_major": 2, "version_minor": 0 } };
  }
}

function update(model: Model, state: Json, paths: readonly Path[], buffers: Parts): void {
  // A new value has the buffers that come with it, and none of those that the old one had.
  const renewed = new Set([...Object.keys(state), ...paths.map(([trait]) => String(trait))]);
  for (const [key, { path }] of model.buffers) if (renewed.has(String(path[0]))) model.buffers.delete(key);
  Object.assign(model.state, state);
  paths.forEach((path, i) => {
    if (buffers[i]) model.buffers.set(JSON.stringify(path), { path, bytes: buffers[i] });
  });
}

function saved({ state, buffers }: Model): Json {
  const encoded = [...buffers.values()].map(({ path, bytes }) => ({
    data: bytes.toBase64(),
    encoding: "base64",
    path,
  }));
  return {
    "model_name": state["_model_name"],
    "model_module": state["_model_module"],
    "model_module_version": state["_model_module_version"],
    state,
    ...(encoded.length > 0 ? { buffers: encoded } : {}),
  };
}
