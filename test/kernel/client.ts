import { fileURLToPath } from "node:url";
import { type Channel, type Connection, formatConnection } from "../../src/kernel/connection.ts";
import { freePorts } from "../../src/kernel/inner/free_ports.ts";
import { Codec } from "../../src/kernel/wire/codec.ts";
import { dial } from "../../src/kernel/wire/dial.ts";
import type { Json, Message } from "../../src/kernel/wire/message.ts";
import type { Peer } from "../../src/kernel/wire/peer.ts";
import { within } from "../within.ts";

const MAIN = fileURLToPath(new URL("../../src/kernel/main.ts", import.meta.url));

/** What one cell did. */
export interface CellResult {
  readonly reply: Json;
  /** Everything published for it but its states. */
  readonly outputs: readonly Message[];
  /** Text on standard output. */
  readonly text: string;
}

/** Arguments of Deno that start a kernel. */
export function kernelArguments(file: string): string[] {
  return ["run", "-A", "--quiet", "--no-config", "--no-lock", MAIN, file];
}

/** A connection to ports that are free, and its file. */
export async function newConnection(folder: string): Promise<Made> {
  const connection = { ip: "127.0.0.1", key: crypto.randomUUID(), ports: freePorts() };
  const file = `${folder}/connection-${crypto.randomUUID()}.json`;
  await Deno.writeTextFile(file, formatConnection(connection));
  return { connection, file };
}

/** A front end: connections to a kernel that runs. */
export class Client {
  readonly codec: Codec;
  readonly published: Message[] = [];
  readonly #peers: Record<Exclude<Channel, "hb">, Peer>;
  readonly #replies = new Map<string, Message>();
  #listeners = new Set<() => void>();

  private constructor(codec: Codec, peers: Record<Exclude<Channel, "hb">, Peer>) {
    this.codec = codec;
    this.#peers = peers;
    for (const channel of ["shell", "control", "stdin", "iopub"] as const) void this.#listen(channel);
  }

  /** Connects to a kernel; the stock one says no welcome. */
  static async connect({ key, ports }: Connection, hasWelcome = true): Promise<Client> {
    const identity = crypto.randomUUID();
    const to = (channel: Channel, socketType: "DEALER" | "SUB"): Promise<Peer> =>
      dial({ port: ports[channel], socketType, identity, within: 20_000 });
    const client = new Client(new Codec(key), {
      shell: await to("shell", "DEALER"),
      control: await to("control", "DEALER"),
      stdin: await to("stdin", "DEALER"),
      iopub: await to("iopub", "SUB"),
    });
    client.#peers.iopub.send([new Uint8Array([1])]);
    if (hasWelcome) {
      await client.until("the welcome", () => client.published.find(({ type }) => type === "iopub_welcome"));
    }
    return client;
  }

  /** Sends a request; returns its id. */
  send(type: string, content: Json, channel: "shell" | "control" | "stdin" = "shell", extra: object = {}): string {
    const parts = this.codec.encode({ type, content, ...extra });
    this.#peers[channel].send(parts);
    return this.codec.decode(parts).id;
  }

  /** Sends parts as they are. */
  raw(parts: readonly Uint8Array[], channel: "shell" | "control" = "shell"): void {
    this.#peers[channel].send(parts);
  }

  /** Resolves to what a question finds, asked again at everything that comes in. */
  until<T>(what: string, find: () => T | undefined, ms = 20_000): Promise<T> {
    let listener: () => void;
    const found = new Promise<T>((resolve) => {
      listener = () => {
        const value = find();
        if (value !== undefined) resolve(value);
      };
      this.#listeners.add(listener);
      listener();
    });
    return within(ms, what, found).finally(() => this.#listeners.delete(listener));
  }

  /** The answer to a request. */
  reply(id: string, ms?: number): Promise<Message> {
    return this.until(`the reply to ${id}`, () => this.#replies.get(id), ms);
  }

  async request(type: string, content: Json = {}, channel: "shell" | "control" = "shell"): Promise<Json> {
    return (await this.reply(this.send(type, content, channel))).content;
  }

  /** Asks for a cell to run; returns the request's id. */
  start(code: string, extra: Json = {}): string {
    return this.send("execute_request", { code, silent: false, "allow_stdin": true, "stop_on_error": true, ...extra });
  }

  /** What was published for a request so far. */
  of(id: string, type?: string): Message[] {
    return this.published.filter((message) => message.parent["msg_id"] === id && (!type || message.type === type));
  }

  /** What a cell did, once it is idle. */
  async result(id: string, ms = 20_000): Promise<CellResult> {
    let seen = 0;
    const idle = () => {
      while (seen < this.published.length) {
        const message = this.published[seen++]!;
        if (message.parent["msg_id"] === id && message.content["execution_state"] === "idle") return message;
      }
      return undefined;
    };
    await this.until(`idle of ${id}`, idle, ms);
    const outputs = this.of(id).filter(({ type }) => type !== "status" && type !== "execute_input");
    const text = outputs.filter(({ type, content }) => type === "stream" && content["name"] === "stdout")
      .map(({ content }) => content["text"]).join("");
    return { reply: (await this.reply(id, ms)).content, outputs, text };
  }

  run(code: string, extra: Json = {}): Promise<CellResult> {
    return this.result(this.start(code, extra));
  }

  close(): void {
    for (const peer of Object.values(this.#peers)) peer.close();
  }

  async #listen(channel: Exclude<Channel, "hb">): Promise<void> {
    const peer = this.#peers[channel];
    for (let parts = await peer.next(); parts; parts = await peer.next()) {
      const message = this.codec.decode(parts);
      if (channel === "iopub" || channel === "stdin") this.published.push(message);
      else this.#replies.set(String(message.parent["msg_id"]), message);
      for (const listener of [...this.#listeners]) listener();
    }
  }
}

interface Made {
  readonly connection: Connection;
  readonly file: string;
}

/** A kernel of our own, and a client of it. */
export class TestKernel {
  readonly child: Deno.ChildProcess;
  readonly client: Client;
  readonly connection: Connection;
  readonly #folder: string;
  readonly #file: string;
  readonly #reading: Promise<string>;

  private constructor(child: Deno.ChildProcess, client: Client, folder: string, made: Made, reading: Promise<string>) {
    this.child = child;
    this.client = client;
    this.connection = made.connection;
    this.#file = made.file;
    this.#folder = folder;
    this.#reading = reading;
  }

  /** Starts a kernel in a folder of its own, with the files given. */
  static async start(files: Readonly<Record<string, string>> = {}): Promise<TestKernel> {
    const folder = await Deno.makeTempDir();
    await Deno.mkdir(`${folder}/notebook`);
    for (const [name, text] of Object.entries(files)) await Deno.writeTextFile(`${folder}/notebook/${name}`, text);
    return await TestKernel.#launch(folder, await newConnection(folder));
  }

  static async #launch(folder: string, made: Made): Promise<TestKernel> {
    const child = new Deno.Command(Deno.execPath(), {
      args: kernelArguments(made.file),
      cwd: `${folder}/notebook`,
      env: { TMPDIR: folder, JPY_PARENT_PID: `${Deno.pid}` },
      stdin: "null",
      stdout: "null",
      stderr: "piped",
    }).spawn();
    const reading = new Response(child.stderr).text();
    const client = await Client.connect(made.connection);
    await client.request("kernel_info_request");
    return new TestKernel(child, client, folder, made, reading);
  }

  /** The notebook's folder. */
  get notebook(): string {
    return `${this.#folder}/notebook`;
  }

  /** What the kernel left in the folder for temporary files. */
  async leftovers(): Promise<string[]> {
    const names: string[] = [];
    for await (const { name } of Deno.readDir(this.#folder)) names.push(name);
    return names.filter((name) => name.startsWith("weft-kernel-"));
  }

  /** Ends the kernel as a front end does; returns how long that took. */
  async shutdown(restart = false): Promise<number> {
    const start = performance.now();
    await this.client.request("shutdown_request", { restart }, "control");
    await within(10_000, "the end of the process", this.child.status);
    this.client.close();
    return performance.now() - start;
  }

  /** Ends the kernel and starts another where it was, as a front end does. */
  async restart(): Promise<TestKernel> {
    await this.shutdown(true);
    return await this.revive();
  }

  /** Starts another kernel where one was that has ended, as Jupyter's server does. */
  async revive(): Promise<TestKernel> {
    this.client.close();
    await this.#reading;
    return await TestKernel.#launch(this.#folder, { connection: this.connection, file: this.#file });
  }

  /** Standard error of a kernel that has ended. */
  errors(): Promise<string> {
    return this.#reading;
  }

  /** Ends the kernel if it runs, and removes its folder. */
  async [Symbol.asyncDispose](): Promise<void> {
    this.client.close();
    try {
      this.child.kill("SIGTERM");
    } catch {
      // It has ended.
    }
    await within(10_000, "the end of the process", this.child.status);
    await this.#reading;
    await Deno.remove(this.#folder, { recursive: true });
  }
}
