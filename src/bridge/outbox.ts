import { WIDGET_METADATA, WIDGET_TARGET } from "./anywidget.ts";
import { splitBuffers } from "./buffers/split_buffers.ts";
import type { HostPublishOptions, JsonObject, WidgetHost } from "./widget_host.ts";

/** Milliseconds between two updates of a model: at most 30 a second, below what a server lets through. */
const UPDATE_EVERY = 1000 / 30;
/** Milliseconds after which a page has had the echo of its own change. */
const AFTER_ECHO = 40;
/** Messages of a model that may leave at once after a rest, and how many a second in the long run. */
const MESSAGE_BURST = 60;
const MESSAGE_RATE = 200;

/** What an outbox works with. */
export interface OutboxOptions {
  /** Where messages go. */
  readonly host: WidgetHost;
  /** The model's comm. */
  readonly id: string;
  /** The present values of some traits, or of all and what goes before them. */
  readonly read: (names?: ReadonlySet<string>) => object;
  /** Tells the user that a message could not be sent. */
  readonly failed: (error: unknown) => void;
}

/**
 * What an open model has to say to its pages, in order. Changes of traits are gathered: an update says the latest values,
 * at most 30 times a second and never while the one before is on its way. A message follows all that was set before it.
 */
export class Outbox {
  readonly #options: OutboxOptions;
  readonly #dirty = new Set<string>();
  readonly #echoUntil = new Map<string, number>();
  #tail: Promise<void>;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #soon = false;
  #underWay = false;
  #nextUpdate = 0;
  #room = MESSAGE_BURST;
  #roomAt = performance.now();
  #closed = false;

  /** Opens the comm. */
  constructor(options: OutboxOptions) {
    this.#options = options;
    const { state, bufferPaths, buffers } = splitBuffers(options.read());
    const content = { "target_name": WIDGET_TARGET, data: { state, "buffer_paths": bufferPaths } };
    this.#tail = this.#publish("comm_open", content, { buffers }).catch(options.failed);
  }

  /** A page has set some traits: all pages will get that back from the kernel as an echo. */
  echoes(names: Iterable<string>): void {
    const until = performance.now() + AFTER_ECHO;
    for (const name of names) this.#echoUntil.set(name, until);
  }

  /** Some traits have new values; what is under way as an echo follows it, else the echo would undo it. */
  changed(names: Iterable<string>): void {
    for (const name of names) {
      this.#dirty.add(name);
      const echo = this.#echoUntil.get(name) ?? 0;
      if (echo <= this.#nextUpdate || echo <= performance.now()) continue;
      this.#nextUpdate = echo;
      this.#unschedule();
    }
    this.#schedule();
  }

  /** Sends a message of the widget's own. */
  send(content: unknown, buffers: readonly Uint8Array<ArrayBuffer>[]): void {
    this.#update();
    this.#enqueue(async () => {
      await this.#pace();
      await this.#publish("comm_msg", { data: { method: "custom", content } }, { buffers });
    });
  }

  /** Answers a page that asks for everything. */
  answerState(parent: JsonObject): void {
    this.#enqueue(() => this.#publishState(undefined, { parent }));
  }

  /** Resolves when everything that was said so far is out. */
  async flush(): Promise<void> {
    this.#update();
    await this.#tail;
  }

  /** Closes the comm; what is not out yet goes before. */
  async close(): Promise<void> {
    this.#update();
    this.#closed = true;
    this.#enqueue(() => this.#publish("comm_close", { data: {} }));
    await this.#tail;
  }

  /** Forgets the comm, which the page has closed. */
  forget(): void {
    this.#dirty.clear();
    this.#unschedule();
    this.#closed = true;
  }

  #schedule(): void {
    if (this.#timer !== undefined || this.#soon || this.#underWay || this.#closed) return;
    const wait = this.#nextUpdate - performance.now();
    if (wait > 0) {
      this.#timer = setTimeout(() => this.#update(), wait);
    } else {
      // What is set in one go belongs together.
      this.#soon = true;
      queueMicrotask(() => this.#soon && this.#update());
    }
  }

  #unschedule(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#soon = false;
  }

  #update(): void {
    this.#unschedule();
    if (this.#dirty.size === 0 || this.#closed) return;
    this.#underWay = true;
    this.#enqueue(async () => {
      const names = new Set(this.#dirty);
      this.#dirty.clear();
      this.#unschedule();
      if (names.size > 0) await this.#publishState(names);
    }, () => {
      this.#underWay = false;
      this.#nextUpdate = Math.max(this.#nextUpdate, performance.now() + UPDATE_EVERY);
      if (this.#dirty.size > 0) this.#schedule();
    });
  }

  #publishState(names: ReadonlySet<string> | undefined, options: HostPublishOptions = {}): Promise<void> {
    const { state, bufferPaths, buffers } = splitBuffers(this.#options.read(names));
    const data = { method: "update", state, "buffer_paths": bufferPaths };
    return this.#publish("comm_msg", { data }, { ...options, buffers });
  }

  #publish(name: string, content: JsonObject, options: HostPublishOptions = {}): Promise<void> {
    const { host, id } = this.#options;
    return host.publish(name, { comm_id: id, ...content }, { metadata: WIDGET_METADATA, ...options });
  }

  #enqueue(work: () => Promise<void>, then?: () => void): void {
    this.#tail = this.#tail.then(work).catch(this.#options.failed).then(then);
  }

  async #pace(): Promise<void> {
    const now = performance.now();
    this.#room = Math.min(MESSAGE_BURST, this.#room + (now - this.#roomAt) * MESSAGE_RATE / 1000) - 1;
    this.#roomAt = now;
    if (this.#room < 0) await new Promise((resolve) => setTimeout(resolve, -this.#room * 1000 / MESSAGE_RATE));
  }
}
