import { failureText } from "../core/failure_text.ts";
import { CONTROL_TARGET, MODEL_CLASS, WIDGET_METADATA } from "./anywidget.ts";
import { type BufferPath } from "./buffers/buffer_path.ts";
import { splitBuffers } from "./buffers/split_buffers.ts";
import type { CellRun, CommFromPage, WidgetHost } from "./widget_host.ts";

/** What the registry knows of a model. */
export interface OpenModel {
  /** The model's comm. */
  readonly id: string;
  /** Everything that a page needs to draw it. */
  fullState(): object;
  /** A page speaks to it; throws what is wrong with what it says. */
  hear(message: CommFromPage): void;
  /** Its last display is gone: closes its comm. It may be shown again. */
  putAway(): void;
}

/** Comms of pages that ask for all models, remembered at most: pages that are gone do not say so. */
const MAX_CONTROLS = 64;
/** Models without a known cell that stay open at most. */
const MAX_HOMELESS = 100;

const REGISTRIES = new WeakMap<WidgetHost, ModelRegistry>();

/** The open models of a host: takes what pages say to each, and gives a page that was loaded again what it had. */
export class ModelRegistry {
  readonly #host: WidgetHost;
  readonly #models = new Map<string, OpenModel>();
  readonly #controls = new Set<string>();
  readonly #refused = new Set<string>();
  /** Where each open model is displayed: the last run of each cell. */
  readonly #shown = new Map<OpenModel, Map<string | null, string>>();

  /** The registry of a host. */
  static of(host: WidgetHost): ModelRegistry {
    const known = REGISTRIES.get(host) ?? new ModelRegistry(host);
    REGISTRIES.set(host, known);
    return known;
  }

  private constructor(host: WidgetHost) {
    this.#host = host;
    host.onComm((message) => this.#hear(message));
  }

  /** Number of open models. */
  get size(): number {
    return this.#models.size;
  }

  /** A model has opened its comm. */
  add(model: OpenModel): void {
    this.#models.set(model.id, model);
    if (!this.#shown.has(model)) this.#shown.set(model, new Map());
  }

  /** A model has closed its comm. */
  remove(model: OpenModel): void {
    this.#models.delete(model.id);
    this.#shown.delete(model);
  }

  /**
   * A model is displayed by a run of a cell. What earlier runs of the cell displayed is gone from the page: models that
   * are displayed nowhere else are put away.
   */
  displayed(model: OpenModel, { cell, run }: CellRun): void {
    const places = this.#shown.get(model);
    this.#shown.delete(model);
    this.#shown.set(model, (places ?? new Map<string | null, string>()).set(cell, run));
    if (cell === null) return this.#limitHomeless();
    for (const [other, shown] of [...this.#shown]) {
      if (!shown.has(cell) || shown.get(cell) === run) continue;
      shown.delete(cell);
      if (shown.size === 0) other.putAway();
    }
  }

  /** Tells the user once why something of a page was refused. */
  refuse(what: string, why: unknown): void {
    if (this.#refused.has(what)) return;
    this.#refused.add(what);
    const reason = why instanceof Error ? why.message : String(why);
    this.#host.warn(`weft: ${what} was refused, and so will be all like it. ${reason}`);
  }

  /** Tells the user that code of theirs has failed. */
  failed(error: unknown): void {
    this.#host.warn(failureText(error));
  }

  #limitHomeless(): void {
    const homeless = [...this.#shown].filter(([, places]) => places.size === 1 && places.has(null));
    for (const [model] of homeless.slice(0, Math.max(0, homeless.length - MAX_HOMELESS))) model.putAway();
  }

  #hear(message: CommFromPage): boolean {
    const { name, content } = message;
    const id = content["comm_id"];
    if (typeof id !== "string") return false;
    if (name === "comm_open") return content["target_name"] === CONTROL_TARGET && this.#addControl(id);
    if (this.#controls.has(id)) return this.#control(id, message);
    const model = this.#models.get(id);
    if (!model) {
      if (isOurs(id) && name === "comm_msg") this.refuse("a message to a widget that is gone", "Run its cell again.");
      return isOurs(id);
    }
    try {
      model.hear(message);
    } catch (error) {
      this.refuse("a message of a page", error);
    }
    return true;
  }

  #addControl(id: string): boolean {
    this.#controls.add(id);
    // Sets keep the order of insertion.
    for (const oldest of this.#controls) {
      if (this.#controls.size <= MAX_CONTROLS) break;
      this.#controls.delete(oldest);
    }
    return true;
  }

  #control(id: string, { name, header, content }: CommFromPage): boolean {
    if (name === "comm_close") return this.#controls.delete(id);
    const { method } = (content["data"] ?? {}) as { method?: unknown };
    if (method !== "request_states") {
      this.refuse("a question about all widgets", "Only 'request_states' is known.");
      return true;
    }
    const data = { method: "update_states", ...this.#states() };
    const { buffers, ...said } = data;
    void this.#host.publish("comm_msg", { comm_id: id, data: said }, {
      metadata: WIDGET_METADATA,
      parent: header,
      buffers,
    }).catch((error) => this.failed(error));
    return true;
  }

  #states() {
    const states: Record<string, object> = {};
    const paths: BufferPath[] = [];
    const all: Uint8Array<ArrayBuffer>[] = [];
    for (const [id, model] of this.#models) {
      const { state, bufferPaths, buffers } = splitBuffers(model.fullState());
      states[id] = { ...MODEL_CLASS, state };
      paths.push(...bufferPaths.map((path) => [id, "state", ...path]));
      all.push(...buffers);
    }
    return { states, buffer_paths: paths, buffers: all };
  }
}

const OURS = "weft";

/** A name for a comm, by which a message to a model that is gone is known as ours. */
export function newModelId(): string {
  return `${OURS}${crypto.randomUUID().replaceAll("-", "").slice(OURS.length)}`;
}

function isOurs(id: string): boolean {
  return id.length === 32 && id.startsWith(OURS);
}
