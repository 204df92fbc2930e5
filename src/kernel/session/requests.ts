import type { Json, Message } from "../wire/message.ts";
import type { Outlet, Route } from "./outlet.ts";

/** Answers of the kernel's own: content of the reply to a request, by the request's type. */
export type Answers = Readonly<Record<string, (message: Message) => Json | Promise<Json>>>;

/** What answering works with. */
export interface RequestsOptions {
  /** Ways out to the front ends. */
  readonly outlet: Outlet;
  /** The request of the cell that runs. */
  readonly running: () => Message | null;
  /** Answers of the kernel's own. */
  readonly answers: Answers;
}

/** Answers at once what needs no cell to end, also while one runs. */
export class Requests {
  readonly #options: RequestsOptions;

  /** @param options What answering works with. */
  constructor(options: RequestsOptions) {
    this.#options = options;
  }

  /** Whether requests of a type are answered here. */
  knows(type: string): boolean {
    return Object.hasOwn(this.#options.answers, type);
  }

  /** Answers a request between "busy" and "idle". */
  async take(message: Message, route: Route): Promise<void> {
    const { outlet, running, answers } = this.#options;
    const { type, header } = message;
    outlet.publish("status", { "execution_state": "busy" }, header);
    const content = await answers[type]!(message);
    outlet.answer(route, type.replace(/_request$/, "_reply"), content, header);
    outlet.publish("status", { "execution_state": "idle" }, header);
    const cell = running();
    // The front end shows the last state it heard of.
    if (cell) outlet.publish("status", { "execution_state": "busy" }, cell.header);
  }
}
