import type { Json, Message } from "../wire/message.ts";
import type { Parts } from "../wire/parts.ts";
import type { Outlet, Route } from "./outlet.ts";

/** What the queue works with. */
export interface ExecuteQueueOptions {
  /** Ways out to the front ends. */
  readonly outlet: Outlet;
  /** Sends a request to the inner kernel. */
  readonly forward: (parts: Parts) => void;
  /** Resolves when all output of the cell that ended is out. */
  readonly fence: () => Promise<unknown>;
}

interface Job {
  readonly message: Message;
  readonly route: Route;
}

interface Running extends Job {
  reply: Message | null;
  idle: Message | null;
  error: boolean;
  stopped: boolean;
}

/**
 * Lets one cell at a time into the inner kernel, which would give late output to the cell that follows. A cell's reply and
 * its "idle" leave when its output is out; after an error the cells that wait are answered "aborted".
 */
export class ExecuteQueue {
  readonly #options: ExecuteQueueOptions;
  #waiting: Job[] = [];
  #running: Running | null = null;

  /** @param options What the queue works with. */
  constructor(options: ExecuteQueueOptions) {
    this.#options = options;
  }

  /** The request of the cell that runs. */
  get running(): Message | null {
    return this.#running?.message ?? null;
  }

  /** Where the request of the cell that runs came from. */
  get route(): Route | null {
    return this.#running?.route ?? null;
  }

  /** Puts a cell at the end of the queue. */
  add(message: Message, route: Route): void {
    this.#waiting.push({ message, route });
    this.#startNext();
  }

  /** Whether a message of the inner kernel is about the cell that runs. */
  owns({ parent }: Message): boolean {
    return this.#running !== null && parent["msg_id"] === this.#running.message.id;
  }

  /** The inner kernel has replied to the cell that runs. */
  replied(reply: Message): void {
    this.#running!.reply = reply;
    void this.#finish();
  }

  /** The inner kernel is idle after the cell that runs. */
  idle(idle: Message): void {
    this.#running!.idle = idle;
    void this.#finish();
  }

  /** The cell that runs has shown an error. */
  showedError(): void {
    if (this.#running) this.#running.error = true;
  }

  /** The cell that runs was ended from outside: the inner kernel may end it without a word. */
  stopped(): void {
    if (this.#running) this.#running.stopped = true;
  }

  /** Answers all cells that wait with "aborted". */
  abortWaiting(): void {
    const { outlet } = this.#options;
    const jobs = this.#waiting;
    this.#waiting = [];
    for (const { message, route } of jobs) {
      outlet.publish("status", { "execution_state": "busy" }, message.header);
      outlet.answer(route, "execute_reply", { status: "aborted", "execution_count": 0 }, message.header);
      outlet.publish("status", { "execution_state": "idle" }, message.header);
    }
  }

  #startNext(): void {
    const job = this.#running ? undefined : this.#waiting.shift();
    if (!job) return;
    this.#running = { ...job, reply: null, idle: null, error: false, stopped: false };
    this.#options.forward(job.message.parts);
  }

  async #finish(): Promise<void> {
    const job = this.#running;
    if (!job?.reply || !job.idle) return;
    const { outlet, fence } = this.#options;
    await fence();
    if (job.stopped && !job.error) outlet.publish("error", STOPPED, job.message.header);
    outlet.pass(job.route, job.reply.parts);
    if (job.reply.content["status"] === "error" && job.message.content["stop_on_error"] !== false) this.abortWaiting();
    outlet.relay(job.idle.identities, job.idle.parts);
    this.#running = null;
    this.#startNext();
  }
}

const STOPPED: Json = {
  ename: "Interrupted",
  evalue: "the cell was stopped",
  traceback: ["Interrupted: the cell was stopped"],
};
