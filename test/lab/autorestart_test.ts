import { within } from "../within.ts";
import type { JupyterServer } from "./jupyter_server.ts";
import { labTest } from "./lab.ts";
import assert from "node:assert/strict";

interface FromServer {
  readonly "msg_type": string;
  readonly "parent_header": { readonly "msg_id"?: string };
  readonly content: Readonly<Record<string, unknown>>;
}

/** A kernel of a Jupyter server as a page hears it, without a page. */
class Channels {
  readonly #socket: WebSocket;
  readonly #heard: FromServer[] = [];
  #wake = Promise.withResolvers<void>();

  private constructor(socket: WebSocket) {
    this.#socket = socket;
    socket.onmessage = ({ data }) => {
      this.#heard.push(JSON.parse(data));
      this.#wake.resolve();
      this.#wake = Promise.withResolvers();
    };
  }

  static async open(server: JupyterServer): Promise<Channels> {
    const { id } = await server.api("kernels", { method: "POST", body: JSON.stringify({ name: "weft" }) }) as {
      id: string;
    };
    const { host, searchParams } = server.page("lab", "");
    const socket = new WebSocket(`ws://${host}/api/kernels/${id}/channels?token=${searchParams.get("token")}`);
    await within(30_000, "the kernel's socket", new Promise((resolve) => socket.onopen = resolve));
    return new Channels(socket);
  }

  /** Starts a cell; returns its id. */
  execute(code: string): string {
    const id = crypto.randomUUID();
    const header = {
      "msg_id": id,
      "msg_type": "execute_request",
      session: "s",
      username: "u",
      version: "5.4",
      date: "",
    };
    const content = { code, silent: false, "store_history": false, "user_expressions": {}, "allow_stdin": false };
    this.#socket.send(
      JSON.stringify({ channel: "shell", header, "parent_header": {}, metadata: {}, content, buffers: [] }),
    );
    return id;
  }

  /** The first message that answers a question, from the beginning. */
  async until(what: string, holds: (message: FromServer) => boolean): Promise<FromServer> {
    const search = async (): Promise<FromServer> => {
      for (let at = 0;; at++) {
        while (at >= this.#heard.length) await this.#wake.promise;
        if (holds(this.#heard[at]!)) return this.#heard[at]!;
      }
    };
    return await within(60_000, what, search());
  }

  /** What a cell prints first. */
  async prints(code: string): Promise<string> {
    const id = this.execute(code);
    const { content } = await this.until(
      `the output of ${code}`,
      (one) => one.msg_type === "stream" && one.parent_header.msg_id === id,
    );
    return String(content["text"]);
  }

  async close(): Promise<void> {
    const closed = new Promise((resolve) => this.#socket.onclose = resolve);
    this.#socket.close();
    await closed;
  }
}

labTest(
  "Jupyter's server: when the process of the cells is killed, pages hear it and another kernel starts",
  async ({ server }) => {
    const channels = await Channels.open(server);
    const inner = Number(await channels.prints("const before = 1; console.log(Deno.pid)"));
    Deno.kill(inner, "SIGKILL");
    const isRestart = ({ msg_type: type, content }: FromServer) =>
      type === "status" && /restarting/.test(String(content["execution_state"]));
    await channels.until("the word that the kernel restarts", isRestart);
    assert.equal(await channels.prints("console.log(typeof before)"), "undefined\n");
    assert.notEqual(Number(await channels.prints("console.log(Deno.pid)")), inner);
    await channels.close();
  },
);
