/** What a widget uses of its model: that of anywidget, or of a page without a kernel. */
export interface Model<State extends object = Record<string, unknown>> {
  /** A trait; binary ones are bytes. */
  get<K extends keyof State & string>(name: K): State[K];
  /** Sets a trait here; {@linkcode Model.save_changes} tells the kernel. */
  set<K extends keyof State & string>(name: K, value: State[K]): void;
  /** Tells the kernel what was set. */
  // deno-lint-ignore camelcase -- anywidget's name
  save_changes(): void;
  /** Sends a message of the widget's own. */
  send(content: unknown, callbacks?: unknown, buffers?: ArrayBuffer[]): void;
  /** Calls a function at `change:<trait>`, `msg:custom` and the like. */
  on(event: string, listener: (content?: unknown) => void): void;
  /** Ends what `on` began. */
  off(event: string, listener: (content?: unknown) => void): void;
}
