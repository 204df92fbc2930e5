import { embedJson } from "../display/embed_json.ts";
import type { SharedModule } from "../display/twin.ts";
import { Markup } from "./markup.ts";

/** What the parts of a page share: sources of widgets, each once however many twins there are, and a count of pictures. */
export class SharedParts {
  readonly #ids = new Map<string, string>();
  #pictures = 0;

  /** Where the source of a module will stand. */
  place(module: string): SharedModule {
    const block = this.#ids.get(module) ?? `weft-module-${this.#ids.size + 1}`;
    this.#ids.set(module, block);
    return { block };
  }

  /** Number of the next picture, from which its ids are made. */
  nextPicture(): number {
    return ++this.#pictures;
  }

  /** How many modules there are. */
  get size(): number {
    return this.#ids.size;
  }

  /** The blocks; before all twins on the page. */
  markup(): Markup[] {
    return [...this.#ids].map(([source, id]) =>
      new Markup(`<script type="application/json" id="${id}">${embedJson(source)}</script>`)
    );
  }
}
