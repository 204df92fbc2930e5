import { bootRequest } from "./boot_request.ts";
import type { Connection } from "./connection.ts";
import { FrontEnd, type RequestChannel } from "./front_end.ts";
import { InnerKernel, type InnerLinks } from "./inner/inner_kernel.ts";
import { makeStartFolder } from "./inner/start_folder.ts";
import type { Log } from "./log.ts";
import { CommRelay } from "./session/comm_relay.ts";
import { CommTable } from "./session/comm_table.ts";
import { ExecuteQueue } from "./session/execute_queue.ts";
import { Fence } from "./session/fence.ts";
import { History } from "./session/history.ts";
import { Interrupter } from "./session/interrupter.ts";
import { IopubRelay } from "./session/iopub_relay.ts";
import { isBroken } from "./session/is_broken.ts";
import type { Route } from "./session/outlet.ts";
import { Requests } from "./session/requests.ts";
import type { RunningCell } from "./side/kernel_port.ts";
import { SIDE_VARIABLE } from "./side/protocol.ts";
import { SideChannel } from "./side/side_channel.ts";
import { Codec } from "./wire/codec.ts";
import type { Json, Message } from "./wire/message.ts";
import type { Peer } from "./wire/peer.ts";

/** What a kernel is started with. */
export interface KernelOptions {
  /** Where it is reached. */
  readonly connection: Connection;
  /** Folder of the notebook. */
  readonly notebook: string;
  /** Folder of weft's own configuration. */
  readonly root: string;
  /** Where it says what a front end has no place for. */
  readonly log: Log;
  /** Ends the process; called when the kernel has cleaned up behind itself. */
  readonly exit: (code: number) => void;
}

const INSPECT_WITHIN = 500;
const FAREWELL_WITHIN = 500;

/** A kernel: front ends on one side, the stock Deno kernel on the other, and between them what makes it one to rely on. */
export class Kernel {
  readonly #options: KernelOptions;
  readonly #codec: Codec;
  readonly #frontEnd: FrontEnd;
  readonly #side: SideChannel;
  readonly #comms = new CommTable();
  readonly #history = new History();
  readonly #fence: Fence;
  readonly #queue: ExecuteQueue;
  readonly #commRelay: CommRelay;
  readonly #interrupter: Interrupter;
  readonly #requests: Requests;
  /** Who asked what of the inner kernel, by the request's id. */
  readonly #asked = new Map<string, { readonly request: Message; readonly route: Route }>();
  readonly #ready = Promise.withResolvers<void>();
  #inner: InnerKernel | null = null;
  #links: InnerLinks | null = null;
  #info: Json = {};
  #own: string | null = null;
  #ending = false;

  /** Binds the sockets; {@linkcode Kernel.start} does the rest. */
  constructor(options: KernelOptions) {
    this.#options = options;
    this.#codec = new Codec(options.connection.key);
    const outlet = this.#frontEnd = new FrontEnd(options.connection, this.#codec, options.log);
    this.#side = new SideChannel({
      published: (name, parent, content, metadata, buffers) => {
        this.#comms.note(name, content);
        outlet.publish(name, content, parent, { metadata, buffers });
      },
      running: () => runOf(this.#queue.running),
      failed: (error) => this.#failed("the side channel", error),
    });
    this.#fence = new Fence({ push: (id) => this.#side.say({ type: "fence", id }) });
    this.#queue = new ExecuteQueue({
      outlet,
      forward: (parts) => this.#links!.shell.send(parts),
      fence: () => this.#fence.raise(),
    });
    const running = (): Message | null => this.#queue.running;
    this.#commRelay = new CommRelay({ outlet, table: this.#comms, inside: this.#side, running });
    this.#interrupter = new Interrupter({
      queue: this.#queue,
      inside: this.#side,
      outlet,
      hard: () => this.#links!.control.send(this.#codec.encode({ type: "interrupt_request", content: {} })),
    });
    this.#requests = new Requests({
      outlet,
      running,
      answers: {
        "kernel_info_request": () => this.#info,
        "comm_info_request": ({ content }) => this.#comms.reply(content),
        "history_request": ({ content }) => this.#history.reply(content),
        "inspect_request": ({ content }) => this.#inspect(content),
        "interrupt_request": () => {
          void this.interrupt();
          return { status: "ok" };
        },
      },
    });
  }

  /** Takes connections, starts the inner kernel, and resolves when cells can run. */
  async start(): Promise<void> {
    const { connection, notebook, root } = this.#options;
    this.#frontEnd.open({ request: (channel, message, route) => this.#request(channel, message, route) });
    const { own, start } = await makeStartFolder(notebook, root);
    this.#own = own;
    const env = { [SIDE_VARIABLE]: this.#side.address };
    this.#inner = new InnerKernel({ key: connection.key, start, own, env });
    // The front end's server sees the process end, and starts another.
    void this.#inner.ended().then(() => this.end(1));
    this.#links = await this.#inner.connect();
    await this.#introduce(this.#links);
    this.#ready.resolve();
  }

  /** Stops the cell that runs. */
  interrupt(): Promise<void> {
    return this.#interrupter.interrupt();
  }

  /** Ends the inner kernel, removes what lies on disk, and ends the process. */
  async end(code: number): Promise<void> {
    if (this.#ending) return;
    this.#ending = true;
    this.#frontEnd.close();
    this.#side.close();
    this.#inner?.kill();
    await this.#inner?.ended();
    if (this.#own !== null) await Deno.remove(this.#own, { recursive: true }).catch(() => undefined);
    this.#options.log.close();
    this.#options.exit(code);
  }

  /** Asks the inner kernel who it is and runs what comes before any cell; from then on its messages go to front ends. */
  async #introduce(inner: InnerLinks): Promise<void> {
    const info = this.#codec.encode({ type: "kernel_info_request", content: {} });
    const boot = this.#codec.encode({ type: "execute_request", content: bootRequest(this.#options.notebook) });
    const own = new Map([info, boot].map((parts) => [this.#codec.decode(parts).id, Promise.withResolvers<Message>()]));
    const iopub = new IopubRelay({
      codec: this.#codec,
      outlet: this.#frontEnd,
      queue: this.#queue,
      fence: this.#fence,
      comms: this.#comms,
      claim: (id) => this.#side.claim(id),
      ours: (id) => typeof id === "string" && own.has(id),
    });
    const reply = (message: Message): void => {
      const waiting = own.get(String(message.parent["msg_id"]));
      if (waiting) waiting.resolve(message);
      else this.#reply(message);
    };
    void this.#listen(inner.shell, reply);
    void this.#listen(inner.control, reply);
    void this.#listen(inner.stdin, ({ parts }) => this.#askUser(parts));
    void this.#listen(inner.iopub, (message) => {
      iopub.take(message);
      return this.#frontEnd.keepUp();
    });
    inner.shell.send(info);
    inner.shell.send(boot);
    const [known] = await Promise.all([...own.values()].map(({ promise }) => promise));
    this.#info = {
      ...known!.content,
      "protocol_version": "5.4",
      implementation: "weft",
      banner: "weft on the Deno kernel",
    };
  }

  async #request(channel: RequestChannel, message: Message, route: Route): Promise<void> {
    const { type, content, id, parts } = message;
    if (type === "shutdown_request") return await this.#shutdown(message, route);
    await this.#ready.promise;
    if (channel === "stdin") return this.#links!.stdin.send(parts);
    if (this.#requests.knows(type)) return await this.#requests.take(message, route);
    if (/^comm_(open|msg|close)$/.test(type)) return this.#commRelay.take(message);
    if (type === "execute_request") {
      this.#history.add(content);
      return this.#queue.add(message, route);
    }
    this.#asked.set(id, { request: message, route });
    this.#links![channel].send(parts);
  }

  #reply(message: Message): void {
    if (this.#queue.owns(message)) return this.#queue.replied(message);
    const id = String(message.parent["msg_id"]);
    const asked = this.#asked.get(id);
    this.#asked.delete(id);
    if (!asked) return;
    const { request, route } = asked;
    if (message.type === "is_complete_reply" && message.content["status"] === "complete") {
      // The inner kernel looks at brackets only.
      const broken = isBroken(String(request.content["code"]));
      if (broken) return this.#frontEnd.answer(route, message.type, { status: "invalid" }, request.header);
    }
    this.#frontEnd.pass(route, message.parts);
  }

  #askUser(parts: Message["parts"]): void {
    if (this.#queue.route) this.#frontEnd.ask(this.#queue.route, parts);
  }

  async #inspect(content: Json): Promise<Json> {
    const answer = await this.#side.ask({ type: "inspect", id: crypto.randomUUID(), content }, INSPECT_WITHIN);
    return answer?.type === "inspected" ? answer.content : { status: "ok", found: false, data: {}, metadata: {} };
  }

  async #shutdown({ content, header }: Message, route: Route): Promise<void> {
    const reply = { status: "ok", restart: content["restart"] === true };
    this.#frontEnd.answer(route, "shutdown_reply", reply, header);
    this.#frontEnd.publish("shutdown_reply", reply, header);
    const late = new Promise<void>((resolve) => setTimeout(resolve, FAREWELL_WITHIN));
    await Promise.race([Promise.all([route.peer.drained(), this.#frontEnd.drained()]), late]);
    await this.end(0);
  }

  /** Reads a connection of the inner kernel until it ends; without any of them the kernel is of no use. */
  async #listen(peer: Peer, take: (message: Message) => void | Promise<void>): Promise<void> {
    try {
      for (let parts = await peer.next(); parts; parts = await peer.next()) {
        try {
          await take(this.#codec.decode(parts));
        } catch (error) {
          this.#failed("the inner kernel", error);
        }
      }
    } catch (error) {
      this.#failed("the inner kernel", error);
    }
    await this.end(1);
  }

  #failed(where: string, error: unknown): void {
    this.#options.log.once(where, `a message of ${where} was refused, and so will be all like it: ${error}`);
  }
}

/** The cell that a request runs; Jupyter's front ends name it in the request's metadata. */
function runOf(request: Message | null): RunningCell | null {
  if (!request) return null;
  const { cellId } = request.metadata;
  return { cell: typeof cellId === "string" ? cellId : null, run: request.id };
}
