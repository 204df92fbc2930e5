import { join } from "node:path";
import { formatConnection } from "../connection.ts";
import { dial } from "../wire/dial.ts";
import type { Peer } from "../wire/peer.ts";
import { freePorts } from "./free_ports.ts";

/** How the inner kernel is started. */
export interface InnerOptions {
  /** Key that messages are signed with. */
  readonly key: string;
  /** Folder to start in. */
  readonly start: string;
  /** Folder for its connection file. */
  readonly own: string;
  /** Variables of its environment, beside those inherited. */
  readonly env: Readonly<Record<string, string>>;
}

/** One name on all three: an answer on stdin finds the request on shell. */
const IDENTITY = "weft";

/** Our connections to the inner kernel. */
export interface InnerLinks {
  /** Requests about cells. */
  readonly shell: Peer;
  /** Requests that do not wait for cells. */
  readonly control: Peer;
  /** What cells ask the user, and the answers. */
  readonly stdin: Peer;
  /** Everything that is published. */
  readonly iopub: Peer;
}

/** The stock Deno kernel as a child process. */
export class InnerKernel {
  readonly #child: Deno.ChildProcess;
  readonly #file: string;
  readonly #ports = freePorts();

  /** Starts the process. */
  constructor(options: InnerOptions) {
    const { key, start, own, env } = options;
    this.#file = join(own, "connection.json");
    const text = formatConnection({ ip: "127.0.0.1", key, ports: this.#ports });
    Deno.writeTextFileSync(this.#file, text, { mode: 0o600 });
    this.#child = new Deno.Command(Deno.execPath(), {
      args: ["jupyter", "--quiet", "--kernel", "--conn", this.#file],
      cwd: start,
      env: { ...env },
      stdin: "null",
      stdout: "inherit",
      stderr: "inherit",
    }).spawn();
  }

  /**
   * Connects to the process. Its connection file, which holds the key, is gone when this resolves.
   *
   * @throws {WeftError} `Failed` when it does not listen within 15 s.
   */
  async connect(): Promise<InnerLinks> {
    try {
      const [shell, control, stdin, iopub] = await Promise.all([
        dial({ port: this.#ports.shell, socketType: "DEALER", identity: IDENTITY }),
        dial({ port: this.#ports.control, socketType: "DEALER", identity: IDENTITY }),
        dial({ port: this.#ports.stdin, socketType: "DEALER", identity: IDENTITY }),
        dial({ port: this.#ports.iopub, socketType: "SUB" }),
      ]);
      iopub.send([new Uint8Array([1])]);
      return { shell, control, stdin, iopub };
    } finally {
      await Deno.remove(this.#file);
    }
  }

  /** Resolves when the process has ended, however it did. */
  async ended(): Promise<void> {
    await this.#child.status;
  }

  /** Ends the process at once, whatever it computes. */
  kill(): void {
    try {
      this.#child.kill("SIGKILL");
    } catch {
      // It has ended already.
    }
  }
}
