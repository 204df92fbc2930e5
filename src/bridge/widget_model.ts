import { show } from "../core/check.ts";
import { WeftError } from "../core/error.ts";
import { Listeners } from "../core/listeners.ts";
import { DISPLAY, type DisplayBundle, displayBundle } from "../core/renderers.ts";
import { anywidgetState, viewBundle } from "./anywidget.ts";
import { asBytes } from "../core/as_bytes.ts";
import { splitBuffers } from "./buffers/split_buffers.ts";
import { findHost } from "./find_host.ts";
import { ModelRegistry, newModelId, type OpenModel } from "./model_registry.ts";
import { Outbox } from "./outbox.ts";
import { readPageMessage } from "./page_message.ts";
import { sameValue } from "./same_value.ts";
import { withoutLarge } from "./stock/without_large.ts";
import { Uploads } from "./upload.ts";
import type { CommFromPage, JsonObject, WidgetHost } from "./widget_host.ts";

/** What takes a value that a page has set: returns it, or what it stands for, or throws. */
export type TraitChecks<State extends object> = { readonly [K in keyof State]?: (value: unknown) => State[K] };

/** What a {@linkcode WidgetModel} is made of. */
export interface WidgetModelOptions<State extends object> {
  /** Source of an ES module whose default export has `render({ model, el })`. */
  readonly module: string;
  /** Style sheet of the widget; default none. */
  readonly css?: string | undefined;
  /**
   * The traits: names that do not begin with `_`; values of JSON, and typed arrays at any depth, which reach the page as
   * DataView. Values must not change once they are here: set a new one.
   */
  readonly state: State;
  /** What a page may set; a trait without a check is read-only for the page. Binary values come as `Uint8Array`. */
  readonly checks?: TraitChecks<State> | undefined;
  /** What is shown where there is no live page: HTML twin, SVG, PNG, text. Default: that of the renderer `widget`. */
  readonly fallback?: (() => DisplayBundle | Promise<DisplayBundle>) | undefined;
  /** Where it lives; default the host found. */
  readonly host?: WidgetHost | undefined;
}

/** Who has set a trait. */
export type TraitSource = "page" | "kernel";

/**
 * One model of the Jupyter widget protocol: traits that a page shows, and that both sides may set. The comm opens at the
 * first display. Running a cell again puts away what the cell had displayed before; a model that was put away opens anew
 * when it is displayed again.
 *
 * @example
 * ```ts
 * import { WidgetModel } from "weft/bridge";
 * import assert from "node:assert/strict";
 *
 * const model = new WidgetModel({
 *   module: "export default { render({ model, el }) { el.textContent = model.get('count'); } }",
 *   state: { count: 0 },
 *   checks: { count: (value) => Math.trunc(Number(value)) },
 * });
 * const seen: unknown[] = [];
 * model.on("count", (value, from) => seen.push([value, from]));
 * model.set({ count: 3 });
 * assert.equal(model.get("count"), 3);
 * assert.deepEqual(seen, [[3, "kernel"]]);
 * ```
 */
export class WidgetModel<State extends object> {
  /** Name of the model, and of its comm. */
  readonly id: string = newModelId();
  readonly #options: WidgetModelOptions<State>;
  readonly #registry: ModelRegistry;
  readonly #host: WidgetHost;
  readonly #state: State;
  readonly #traits = new Map<keyof State, Listeners<[value: never, from: TraitSource]>>();
  readonly #messages: Listeners<[content: unknown, buffers: readonly Uint8Array[]]>;
  readonly #uploads = new Uploads();
  readonly #self: OpenModel;
  #outbox: Outbox | undefined;
  #closing: Promise<void> = Promise.resolve();
  #closed = false;

  /**
   * A model that nothing shows yet.
   *
   * @param options What it is made of.
   * @throws {WeftError} `InvalidArgument` for a trait's name with a leading `_`, or a value that no message can carry.
   */
  constructor(options: WidgetModelOptions<State>) {
    checkState(options.state);
    this.#options = options;
    this.#state = { ...options.state };
    this.#host = options.host ?? findHost();
    this.#registry = ModelRegistry.of(this.#host);
    this.#messages = new Listeners((error) => this.#registry.failed(error));
    this.#self = {
      id: this.id,
      fullState: () => this.#read(),
      hear: (message) => this.#hear(message),
      putAway: () => void this.#putAway(),
    };
  }

  /** Source of the module that draws it. */
  get module(): string {
    return this.#options.module;
  }

  /** Its style sheet, if any. */
  get css(): string | undefined {
    return this.#options.css;
  }

  /** All traits as they are now. */
  get state(): Readonly<State> {
    return { ...this.#state };
  }

  /** The value of a trait. */
  get<K extends keyof State>(name: K): State[K] {
    this.#checkKnown(name);
    return this.#state[name];
  }

  /**
   * Sets traits; pages hear of those that changed, together, at most 30 times a second: the last value wins.
   *
   * @param changes New values. A typed array or object that is the same one as before counts as unchanged.
   * @throws {WeftError} `NotFound` for an unknown trait, `InvalidArgument` for a value that no message can carry.
   */
  set(changes: Partial<State>): void {
    const names = Object.keys(changes) as (keyof State & string)[];
    for (const name of names) this.#checkKnown(name);
    checkState(changes);
    this.#assign(changes, names, "kernel");
  }

  /**
   * Calls a function when a trait changes, whoever changes it; what it throws is told to the user.
   *
   * @param trait Which trait.
   * @param listener What to call.
   * @returns What ends it.
   */
  on<K extends keyof State>(trait: K, listener: (value: State[K], from: TraitSource) => void): () => void {
    this.#checkKnown(trait);
    let listeners = this.#traits.get(trait);
    if (!listeners) this.#traits.set(trait, listeners = new Listeners((error) => this.#registry.failed(error)));
    return listeners.add(listener);
  }

  /**
   * Calls a function when a page sends a message of the widget's own; an upload in parts comes whole.
   *
   * @param listener What to call.
   * @returns What ends it.
   */
  onMessage(listener: (content: unknown, buffers: readonly Uint8Array[]) => void): () => void {
    return this.#messages.add(listener);
  }

  /**
   * Sends a message of the widget's own to all pages that show it; behind what was set before.
   *
   * @param content Value of JSON, by custom `{ kind: string, … }`.
   * @param buffers Binary parts; they must not change any more.
   * @throws {WeftError} `InvalidArgument` for a content that no message can carry, or one that holds typed arrays.
   */
  send(content: unknown, buffers: readonly (ArrayBufferLike | ArrayBufferView)[] = []): void {
    const [binary] = splitBuffers({ content }).bufferPaths;
    if (binary) {
      throw new WeftError("InvalidArgument", {
        expected: "a content of JSON",
        found: `binary values at ${binary.join(".").slice(0, 80)}`,
        next: "Give them as buffers, the second argument of send(), and name in the content what they are.",
      });
    }
    this.#outbox?.send(content, buffers.map(asBytes));
  }

  /** Closes the model for good: pages forget it, and what is set later goes nowhere. */
  close(): void {
    this.#closed = true;
    void this.#putAway();
  }

  /** Resolves when everything that was set or sent so far is out. */
  async flush(): Promise<void> {
    await (this.#outbox?.flush() ?? this.#closing);
  }

  /** The widget in one line. */
  toString(): string {
    return `widget with ${Object.keys(this.#state).join(", ") || "no traits"}`;
  }

  /**
   * Shows it: opens the comm if need be.
   *
   * @returns The view where there is a page, and what stands for it elsewhere.
   */
  async [DISPLAY](): Promise<DisplayBundle> {
    const { fallback = () => displayBundle("widget", this) } = this.#options;
    const still = { "text/plain": String(this), ...await fallback() };
    if (this.#host.kind === "none" || this.#closed) return still;
    const run = await this.#host.cell();
    if (!this.#outbox) {
      await this.#closing;
      if (this.#closed) return still;
      const { id } = this;
      const failed = (error: unknown) => this.#registry.failed(error);
      this.#outbox ??= new Outbox({ host: this.#host, id, read: (names) => this.#read(names), failed });
      this.#registry.add(this.#self);
    }
    this.#registry.displayed(this.#self, run ?? { cell: null, run: "" });
    await this.#outbox.flush();
    return { ...viewBundle(this.id), ...this.#host.kind === "stock" ? withoutLarge(still) : still };
  }

  #read(names?: ReadonlySet<string>): object {
    if (!names) return { ...anywidgetState(this.id, this.#options.module, this.#options.css), ...this.#state };
    return Object.fromEntries([...names].map((name) => [name, this.#state[name as keyof State]]));
  }

  #assign(values: Partial<State>, names: readonly (keyof State & string)[], from: TraitSource): void {
    const changed = names.filter((name) => !Object.is(this.#state[name], values[name]));
    for (const name of changed) this.#state[name] = values[name]!;
    if (from === "kernel") this.#outbox?.changed(changed);
    for (const name of changed) this.#traits.get(name)?.call(this.#state[name] as never, from);
  }

  #hear({ name, header, content, buffers }: CommFromPage): void {
    if (name === "comm_close") {
      this.#outbox?.forget();
      this.#outbox = undefined;
      this.#uploads.clear();
      return this.#registry.remove(this.#self);
    }
    const message = readPageMessage(content["data"], buffers);
    if (message.method === "request_state") return this.#outbox?.answerState(header);
    if (message.method === "update") return this.#update(message.state);
    const whole = this.#uploads.take(message.content, message.buffers);
    if (whole) this.#messages.call(whole.content, whole.buffers);
  }

  #update(state: JsonObject): void {
    const accepted: Partial<State> = {};
    const wrong: string[] = [];
    for (const [name, value] of Object.entries(state)) {
      try {
        const taken = this.#accept(name as keyof State & string, value);
        accepted[name as keyof State] = taken;
        if (!sameValue(taken, value)) wrong.push(name);
      } catch (error) {
        this.#registry.refuse("a value that a page has set", error);
        if (Object.hasOwn(this.#state, name)) wrong.push(name);
      }
    }
    this.#outbox?.echoes(Object.keys(state).filter((name) => Object.hasOwn(this.#state, name)));
    this.#outbox?.changed(wrong);
    this.#assign(accepted, Object.keys(accepted) as (keyof State & string)[], "page");
  }

  #accept<K extends keyof State & string>(name: K, value: unknown): State[K] {
    const { checks } = this.#options;
    this.#checkKnown(name);
    const check = checks && Object.hasOwn(checks, name) ? checks[name] : undefined;
    if (check) {
      const taken = check(value);
      splitBuffers({ [name]: taken });
      return taken;
    }
    throw new WeftError("InvalidArgument", {
      expected: "a trait that pages may set",
      found: show(name),
      next: "Give it a check to let pages set it.",
    });
  }

  #putAway(): Promise<void> {
    const outbox = this.#outbox;
    this.#outbox = undefined;
    this.#uploads.clear();
    this.#registry.remove(this.#self);
    if (outbox) this.#closing = outbox.close();
    return this.#closing;
  }

  #checkKnown(name: PropertyKey): void {
    if (Object.hasOwn(this.#state, name)) return;
    throw new WeftError("NotFound", {
      expected: `one of the traits ${Object.keys(this.#state).join(", ")}`,
      found: show(String(name)),
    });
  }
}

function checkState(state: object): void {
  const reserved = Object.keys(state).find((name) => name.startsWith("_"));
  if (reserved === undefined) return void splitBuffers(state);
  throw new WeftError("InvalidArgument", {
    expected: "names of traits without a leading underscore",
    found: show(reserved),
  });
}
