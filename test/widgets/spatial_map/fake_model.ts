import type { SpatialMapState } from "../../../src/bridge/protocol.ts";
import type { Model } from "../../../widgets/shared/model.ts";

/** A model without a page: traits that are there, and a note of what is said. */
export class FakeModel implements Model<SpatialMapState> {
  readonly sent: unknown[] = [];
  readonly #listeners: [string, (content?: unknown) => void][] = [];

  constructor(readonly state: SpatialMapState) {}

  get<K extends keyof SpatialMapState>(name: K): SpatialMapState[K] {
    return this.state[name];
  }

  set<K extends keyof SpatialMapState>(name: K, value: SpatialMapState[K]): void {
    Object.assign(this.state, { [name]: value });
    this.tell(`change:${name}`);
  }

  save_changes(): void {}

  send(content: unknown): void {
    this.sent.push(content);
  }

  on(event: string, listener: (content?: unknown) => void): void {
    this.#listeners.push([event, listener]);
  }

  off(event: string, listener: (content?: unknown) => void): void {
    const at = this.#listeners.findIndex(([name, one]) => name === event && one === listener);
    if (at >= 0) this.#listeners.splice(at, 1);
  }

  /** Listeners that are left. */
  get listeners(): number {
    return this.#listeners.length;
  }

  /** Something happens to the model. */
  tell(event: string, content?: unknown): void {
    for (const [name, listener] of [...this.#listeners]) if (name === event) listener(content);
  }
}
