import { examples, show } from "../../core/check.ts";
import { WeftError } from "../../core/error.ts";
import { DISPLAY, type DisplayBundle, liveBundle } from "../../core/renderers.ts";
import type { Annotated } from "../../data/annotated.ts";
import { type Selector, selectRows } from "../../data/selector.ts";
import { SOURCE } from "../bundles/spatial_map.ts";
import type { SpatialMapMessage, SpatialMapState } from "../protocol.ts";
import { bitsOf, indicesOf } from "../protocol/bits.ts";
import { packNames } from "../protocol/names.ts";
import type { WidgetHost } from "../widget_host.ts";
import { type TraitSource, WidgetModel } from "../widget_model.ts";
import { channelOf, type ChannelOptions } from "./channel_of.ts";
import { mapChecks } from "./map_checks.ts";
import { Selection } from "./selection.ts";
import { stillMap } from "./still_map.ts";

/** What can happen on a map, and what its listeners are told. */
export interface SpatialMapEvents {
  /** Spots were chosen, on the page or by code. */
  readonly selection: [selection: Selection, from: TraitSource];
  /** The colours show something else. */
  readonly color: [key: string | null];
  /** Another section is shown, or all with `null`. */
  readonly section: [section: string | null, from: TraitSource];
}

/**
 * A map of spots on a page, and its end in the kernel: what is chosen there is here, and what is coloured here is seen
 * there. Make it with `spatialMap()`; leave it as a cell's value to show it.
 *
 * @example
 * ```ts
 * import { datasets } from "weft/io";
 * import { spatialMap } from "weft/bridge";
 * import assert from "node:assert/strict";
 *
 * const tissue = datasets.simulatedTissue({ seed: 1 });
 * const map = spatialMap(tissue);
 * const seen: number[] = [];
 * map.on("selection", (selection) => seen.push(selection.length));
 * map.select([0, 1, 2]);
 * assert.deepEqual(seen, [3]);
 * assert.equal(map.selection().names[0], tissue.obsNames[0]);
 * map.close();
 * ```
 */
export class SpatialMap {
  /** Tells the kinds of object that show themselves apart. */
  readonly kind = "spatial-map";
  /** What the map shows. */
  readonly data: Annotated;
  readonly #options: ChannelOptions;
  readonly #model: WidgetModel<SpatialMapState>;
  readonly #traits: readonly (keyof SpatialMapState)[];

  /**
   * A map of the given traits; `spatialMap()` works them out.
   *
   * @param data What the map shows.
   * @param state The traits at first.
   * @param options How genes are read and values become colours.
   * @param host Where it lives; default the host found.
   */
  constructor(data: Annotated, state: SpatialMapState, options: ChannelOptions, host?: WidgetHost) {
    this.data = data;
    this.#options = options;
    this.#traits = Object.keys(state) as (keyof SpatialMapState)[];
    const model = this.#model = new WidgetModel<SpatialMapState>({
      module: SOURCE,
      state,
      checks: mapChecks(data.nObs, state.sections?.labels.length ?? 0, () => this.#model.get("channel")),
      fallback: () => liveBundle(this.kind, this),
      host,
    });
    model.onMessage((content) => this.#hear(content as SpatialMapMessage | { kind: "weft.hello" }));
  }

  /** The spots that are chosen now. */
  selection(): Selection {
    return new Selection(indicesOf(this.#model.get("selected")), this.data.obsNames);
  }

  /**
   * Chooses spots, in place of those that were.
   *
   * @param rows Names, rows, a mask, a selection of another map, or any other choice of `subset`; `null` for none.
   * @throws {WeftError} `NotFound` or `InvalidArgument` when it names what is not there.
   */
  select(rows: Selector | null): void {
    const chosen = rows === null ? [] : selectRows(this.data.obs, rows, "obs");
    this.#model.set({ selected: bitsOf(this.data.nObs, chosen) });
  }

  /**
   * Colours by something else; only that travels to the page.
   *
   * @param key A column of `obs`, a gene, a protein as `"adt:CD3"`, an axis as `"X_umap:0"`; `null` for one colour.
   * @param options How genes are read and values become colours; default as the map was made.
   * @throws {WeftError} `NotFound` when it is nowhere, `Ambiguous` when several modalities have it.
   */
  color(key: string | null, options: ChannelOptions = {}): void {
    this.#model.set({ ...channelOf(this.data, key, { ...this.#options, ...options }), hidden: [] });
  }

  /**
   * Shows one section.
   *
   * @param name Its name; `null` for all.
   * @throws {WeftError} `NotFound` when there is no such section.
   */
  section(name: string | null): void {
    const labels = this.#model.get("sections")?.labels ?? [];
    const section = name === null ? null : labels.indexOf(name);
    if (section === -1) {
      throw new WeftError("NotFound", {
        expected: `a section ${show(name)}`,
        found: labels.length === 0 ? "a map without sections" : `the sections ${examples(labels, 12)}`,
        ...(labels.length === 0 && { next: "Name the column that tells sections apart with libraryKey." }),
      });
    }
    this.#model.set({ section });
  }

  /**
   * Calls a function when something happens on the map.
   *
   * @param event `"selection"`, `"color"` or `"section"`.
   * @param listener What to call; what it throws is told to the user.
   * @returns What ends it.
   */
  on<E extends keyof SpatialMapEvents>(event: E, listener: (...args: SpatialMapEvents[E]) => void): () => void {
    const model = this.#model;
    const tell = listener as (...args: readonly unknown[]) => void;
    if (event === "selection") return model.on("selected", (_, from) => tell(this.selection(), from));
    if (event === "color") return model.on("channel", (channel) => tell(channel?.key ?? null));
    return model.on("section", (section, from) => tell(this.#sectionName(section), from));
  }

  /** The traits as they are now, with everything that a page without a kernel needs. */
  state(): SpatialMapState {
    const state = Object.fromEntries(this.#traits.map((name) => [name, this.#model.get(name)]));
    return { ...state as unknown as SpatialMapState, names: packNames(this.data.obsNames), live: false };
  }

  /** The source of the module that draws the map on a page. */
  get module(): string {
    return SOURCE;
  }

  /** The map as a picture with its legend: SVG markup. */
  svg(): string {
    return stillMap(this.state());
  }

  /** Closes the map: pages show what they have, and hear no more. */
  close(): void {
    this.#model.close();
  }

  /** Resolves when everything that was said to the pages is out. */
  async flush(): Promise<void> {
    await this.#model.flush();
  }

  /** What the map shows, as a sentence. */
  toString(): string {
    const channel = this.#model.get("channel");
    const { length } = this.selection();
    return `SpatialMap of ${this.data.nObs.toLocaleString("en-US")} spots` +
      (channel ? ` coloured by ${channel.key}` : "") +
      (length > 0 ? `, ${length.toLocaleString("en-US")} selected` : "");
  }

  /** Shows the map in a notebook. */
  async [DISPLAY](): Promise<DisplayBundle> {
    return await this.#model[DISPLAY]();
  }

  #sectionName(section: number | null): string | null {
    return section === null ? null : this.#model.get("sections")?.labels[section] ?? null;
  }

  #hear(message: SpatialMapMessage | { kind: "weft.hello" }): void {
    if (message?.kind === "weft.hello") return this.#model.send({ kind: "weft.hello" });
    if (message?.kind === "names") return this.#model.set({ names: packNames(this.data.obsNames) });
    if (message?.kind !== "color") return;
    try {
      this.color(message.key === null ? null : String(message.key));
    } catch (error) {
      this.#model.send({ kind: "refused", reason: error instanceof Error ? error.message : String(error) });
    }
  }
}
