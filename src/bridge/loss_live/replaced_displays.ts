import type { DisplayBundle } from "../../core/renderers.ts";
import { withoutLarge } from "../stock/without_large.ts";
import type { WidgetHost } from "../widget_host.ts";

/** Displays remembered at most: the latest. */
const MOST = 20;

/** Displays of one thing that will be replaced by another where they stand, in the page and in the saved notebook. */
export class ReplacedDisplays {
  readonly #host: WidgetHost;
  readonly #ids: string[] = [];

  /** @param host Where they are displayed. */
  constructor(host: WidgetHost) {
    this.#host = host;
  }

  /** Displays something in the cell that runs. */
  async show(data: DisplayBundle): Promise<void> {
    const id = `weft-${crypto.randomUUID()}`;
    this.#ids.push(id);
    if (this.#ids.length > MOST) this.#ids.shift();
    await this.#publish("display_data", id, data);
  }

  /** Puts something else in the place of everything displayed so far, unless it is too large for the stock kernel. */
  async replace(data: DisplayBundle): Promise<void> {
    const ids = this.#ids.splice(0);
    if (this.#host.kind === "stock" && Object.keys(withoutLarge(data)).length < Object.keys(data).length) return;
    for (const id of ids) await this.#publish("update_display_data", id, data);
  }

  #publish(name: string, id: string, data: DisplayBundle): Promise<void> {
    return this.#host.publish(name, { data, metadata: {}, transient: { display_id: id } });
  }
}
