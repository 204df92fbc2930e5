import type { Json } from "../wire/message.ts";
import type { Parts } from "../wire/parts.ts";

/** A message that a front end sent to a comm. */
export interface CommMessage {
  /** `comm_open`, `comm_msg` or `comm_close`. */
  readonly name: string;
  /** Header of the message: the parent of what answers it. */
  readonly header: Json;
  /** What it says. */
  readonly content: Json;
  /** What is said beside the content. */
  readonly metadata: Json;
  /** Binary parts. */
  readonly buffers: Parts;
}

/** What is said beside a published message. */
export interface PublishOptions {
  /** Metadata of the message; default none. */
  readonly metadata?: Json;
  /** Binary parts of any size; they must not change until the promise has resolved. Default none. */
  readonly buffers?: Parts;
  /** Header of the message that this one answers; default: the cell that runs. */
  readonly parent?: Json;
}

/** One run of one cell. */
export interface RunningCell {
  /** The front end's name of the cell; `null` when it does not say. */
  readonly cell: string | null;
  /** The run of it: another one each time. */
  readonly run: string;
}

/** What the weft kernel offers to code in its cells, at `globalThis[Symbol.for("weft.kernel")]`. */
export interface KernelPort {
  /** Version of this interface. */
  readonly version: 1;
  /** Calls back when the user presses stop; returns what takes the listener back. */
  readonly onInterrupt: (listener: () => void) => () => void;
  /**
   * Whether the user has pressed stop and nothing has been called or taken it for that yet; true once. Told also in the
   * middle of a computation, where nothing can be called.
   */
  readonly takeStop: () => boolean;
  /**
   * Calls back when a front end speaks to a comm; returns what takes the listener back. A listener that returns `false`
   * says that the message is not for it; a comm that nobody takes is closed.
   */
  readonly onComm: (listener: (message: CommMessage) => unknown) => () => void;
  /** Publishes a message, in order with what was published and displayed before. */
  readonly publish: (name: string, content: Json, options?: PublishOptions) => Promise<void>;
  /** The cell that runs; `null` between cells. */
  readonly cell: () => Promise<RunningCell | null>;
}
