import { join } from "node:path";
import { WeftError } from "../../core/error.ts";
import { formatConnection } from "../connection.ts";
import { freePorts } from "../inner/free_ports.ts";
import { kernelspec } from "../spec/kernelspec.ts";
import type { Message } from "../wire/message.ts";
import { KernelClient } from "./kernel_client.ts";

const FAREWELL_WITHIN = 3000;
const LAST_WORDS_WITHIN = 500;
const TAIL = 4000;

/** How a kernel is started. */
export interface StartedKernelOptions {
  /** Folder of the notebook. */
  readonly folder: string;
  /** Command line that starts it, as in a specification; default that of this copy of weft. */
  readonly argv?: readonly string[];
  /** Called with every message that the kernel publishes, in order. */
  readonly published: (message: Message) => void;
}

/** The kernel `weft` as a process of our own, started as Jupyter starts it. */
export class StartedKernel implements AsyncDisposable {
  /** The connections to it. */
  readonly client: KernelClient;
  /** Resolves to its last words on standard error when the process has ended, however it did. */
  readonly ended: Promise<string>;
  readonly #child: Deno.ChildProcess;

  private constructor(client: KernelClient, child: Deno.ChildProcess, ended: Promise<string>) {
    this.client = client;
    this.#child = child;
    this.ended = ended;
  }

  /**
   * Starts the kernel and connects to it.
   *
   * @throws {WeftError} `Failed` when it ends before it can be used, or does not answer.
   */
  static async start(options: StartedKernelOptions): Promise<StartedKernel> {
    const { folder, published, argv = kernelspec(Deno.execPath())["argv"] as string[] } = options;
    const connection = { ip: "127.0.0.1", key: crypto.randomUUID(), ports: freePorts() };
    const own = await Deno.makeTempDir({ prefix: "weft-notebook-" });
    try {
      const file = join(own, "connection.json");
      await Deno.writeTextFile(file, formatConnection(connection), { mode: 0o600 });
      const child = spawn(argv.map((word) => word === "{connection_file}" ? file : word), folder);
      const ended = lastWords(child);
      const controller = new AbortController();
      const death = ended.then(() => controller.abort());
      try {
        const client = await KernelClient.connect(connection, published, controller.signal);
        return new StartedKernel(client, child, ended);
      } catch (cause) {
        kill(child);
        await death;
        throw new WeftError("Failed", { expected: "the kernel to start", found: await ended || "that it ended" }, {
          cause,
        });
      }
    } finally {
      await Deno.remove(own, { recursive: true });
    }
  }

  /** Stops the cell that runs, as the button does. */
  interrupt(): void {
    this.client.send("interrupt_request", {}, "control");
  }

  /** Shuts the kernel down, by force when it does not listen. */
  async [Symbol.asyncDispose](): Promise<void> {
    this.client.send("shutdown_request", { restart: false }, "control");
    const timer = setTimeout(() => kill(this.#child), FAREWELL_WITHIN);
    await this.ended;
    clearTimeout(timer);
    this.client.close();
  }
}

function spawn([program, ...args]: readonly string[], folder: string): Deno.ChildProcess {
  return new Deno.Command(program!, {
    args,
    cwd: folder,
    env: { JPY_PARENT_PID: `${Deno.pid}` },
    stdin: "null",
    stdout: "null",
    stderr: "piped",
    // Ctrl-C at a terminal reaches the whole group; only the runner is to hear it.
    detached: true,
  }).spawn();
}

async function lastWords(child: Deno.ChildProcess): Promise<string> {
  const reader = child.stderr.pipeThrough(new TextDecoderStream()).getReader();
  let tail = "";
  const reading = (async () => {
    for (let { value } = await reader.read(); value !== undefined; { value } = await reader.read()) {
      tail = (tail + value).slice(-TAIL);
    }
  })();
  await child.status;
  // What a cell has started may hold on to the pipe for as long as it likes.
  const timer = setTimeout(() => void reader.cancel(), LAST_WORDS_WITHIN);
  await reading;
  clearTimeout(timer);
  return tail.trim();
}

function kill(child: Deno.ChildProcess): void {
  try {
    child.kill("SIGKILL");
  } catch {
    // It has ended already.
  }
}
