/** An object of JSON. */
export type JsonObject = Readonly<Record<string, unknown>>;

/** What is said beside a published message. */
export interface HostPublishOptions {
  /** Metadata of the message; default none. */
  readonly metadata?: JsonObject;
  /** Binary parts; they must not change until the promise has resolved. Default none. */
  readonly buffers?: readonly Uint8Array<ArrayBuffer>[];
  /** Header of the message that this one answers; default: the cell that runs. */
  readonly parent?: JsonObject;
}

/** A message of a page to a comm. */
export interface CommFromPage {
  /** `comm_open`, `comm_msg` or `comm_close`. */
  readonly name: string;
  /** Header of the message: the parent of what answers it. */
  readonly header: JsonObject;
  /** What it says; not yet checked. */
  readonly content: JsonObject;
  /** Binary parts. */
  readonly buffers: readonly Uint8Array[];
}

/** One run of one cell. */
export interface CellRun {
  /** The cell; `null` where the front end does not say. */
  readonly cell: string | null;
  /** The run of it: another one each time. */
  readonly run: string;
}

/** The world that widgets live in: a kernel, or none. */
export interface WidgetHost {
  /** Both ways, one way, or no way to a page. */
  readonly kind: "weft" | "stock" | "none";
  /** Publishes a message, in order with what was published and displayed before. */
  publish(name: string, content: JsonObject, options?: HostPublishOptions): Promise<void>;
  /**
   * Calls back when a page speaks to a comm; a listener that returns `false` says that the message is not for it.
   *
   * @returns What takes the listener back.
   */
  onComm(listener: (message: CommFromPage) => boolean): () => void;
  /**
   * Calls back when the user presses stop.
   *
   * @returns What takes the listener back.
   */
  onInterrupt(listener: () => void): () => void;
  /** Whether stop was pressed and nobody has ended for it, told also in the middle of a computation; true once. */
  takeStop(): boolean;
  /** The cell that runs; `null` when none does or nobody knows. */
  cell(): Promise<CellRun | null>;
  /** Tells the user something: standard error of the cell. */
  warn(text: string): void;
}
