import type { BufferPath } from "../../src/bridge/buffers/buffer_path.ts";
import type {
  CellRun,
  CommFromPage,
  HostPublishOptions,
  JsonObject,
  WidgetHost,
} from "../../src/bridge/widget_host.ts";

/** One message as it left for the pages. */
export interface Published extends HostPublishOptions {
  readonly name: string;
  readonly content: JsonObject;
  /** When it left, in milliseconds. */
  readonly at: number;
}

/** What the widget protocol says in `content.data`. */
export interface ProtocolData {
  readonly method?: string;
  readonly state?: Record<string, unknown>;
  readonly states?: Record<string, { state: Record<string, unknown> } & Record<string, unknown>>;
  readonly content?: unknown;
  readonly "buffer_paths"?: BufferPath[];
}

/** A kernel that is none: keeps what is published, and plays the page. */
export class FakeHost implements WidgetHost {
  readonly kind: "weft" | "stock" | "none";
  readonly published: Published[] = [];
  readonly warnings: string[] = [];
  /** The cell that runs. */
  running: CellRun | null = null;
  /** Stop was pressed and nothing has ended for it. */
  pressed = false;
  /** What publishing waits for. */
  gate: Promise<void> = Promise.resolve();
  readonly #comms = new Set<(message: CommFromPage) => boolean>();
  readonly #stops = new Set<() => void>();

  constructor(kind: "weft" | "stock" | "none" = "weft") {
    this.kind = kind;
  }

  async publish(name: string, content: JsonObject, options: HostPublishOptions = {}): Promise<void> {
    this.published.push({ name, content: structuredClone(content), ...options, at: performance.now() });
    await this.gate;
  }

  onComm(listener: (message: CommFromPage) => boolean): () => void {
    this.#comms.add(listener);
    return () => this.#comms.delete(listener);
  }

  onInterrupt(listener: () => void): () => void {
    this.#stops.add(listener);
    return () => this.#stops.delete(listener);
  }

  takeStop(): boolean {
    const pressed = this.pressed;
    this.pressed = false;
    return pressed;
  }

  cell(): Promise<CellRun | null> {
    return Promise.resolve(this.running);
  }

  warn(text: string): void {
    this.warnings.push(text);
  }

  /** The page says something to a comm; whether anybody listened. */
  page(id: string, data: unknown, buffers: Uint8Array[] = [], name = "comm_msg", rest: JsonObject = {}): boolean {
    const message = { name, header: { "msg_id": `page-${id}` }, content: { "comm_id": id, data, ...rest }, buffers };
    return [...this.#comms].map((listener) => listener(message)).some(Boolean);
  }

  /** The user presses stop; how many listened. */
  stop(): number {
    for (const listener of this.#stops) listener();
    return this.#stops.size;
  }

  /** Messages of a name, and of a method where one is given. */
  said(name: string, method?: string): Published[] {
    return this.published.filter((message) =>
      message.name === name && (method === undefined || dataOf(message).method === method)
    );
  }
}

/** `content.data` of a message. */
export function dataOf({ content }: Published): ProtocolData {
  return content["data"] as ProtocolData;
}
