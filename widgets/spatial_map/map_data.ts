import { emphasisStep } from "../../src/bridge/protocol/emphasis.ts";
import { PackedNames } from "../../src/bridge/protocol/names.ts";
import type { Sections, SpatialMapState, Underlay } from "../../src/bridge/protocol/spatial_map.ts";
import { arrayOf, bytesOf } from "../shared/arrays.ts";
import type { Model } from "../shared/model.ts";
import { type Coloring, coloringOf } from "./coloring.ts";
import type { Emphasis } from "./emphasis.ts";

/** The model of a map as a page sees it: binary traits are bytes. */
export type MapModel = Model<SpatialMapState>;

/** The traits of a map, with bytes made arrays when they are asked for. */
export class MapData {
  /** Rightwards, one a point. */
  readonly x: Float32Array;
  /** Upwards, one a point. */
  readonly y: Float32Array;
  /** How many points. */
  readonly n: number;
  readonly #model: MapModel;
  #names: { of: unknown; names: PackedNames } | undefined;

  /** Reads what never changes. */
  constructor(model: MapModel) {
    this.#model = model;
    this.x = arrayOf(model.get("x"), "float32");
    this.y = arrayOf(model.get("y"), "float32");
    this.n = Math.min(this.x.length, this.y.length);
  }

  /** A trait as it is. */
  get<K extends keyof SpatialMapState>(name: K): SpatialMapState[K] {
    return this.#model.get(name);
  }

  /** A value a point, of the channel; empty without one. */
  values(): ArrayLike<number> {
    const channel = this.get("channel");
    return channel ? arrayOf(this.get("values"), channel.dtype) : [];
  }

  /** Colours of the points. */
  coloring(): Coloring {
    return coloringOf(this.get("channel"), this.values(), this.n);
  }

  /** Sizes and opacities of the points, where a value sets them. */
  emphasis(): Emphasis | null {
    const emphasis = this.get("emphasis");
    if (!emphasis) return null;
    const values = arrayOf(this.get("emphasisValues"), "float32");
    const steps = new Float32Array(this.n);
    for (let i = 0; i < this.n; i++) {
      steps[i] = emphasisStep(values[i] ?? NaN, emphasis.clip);
    }
    return { steps, size: emphasis.size, opacity: emphasis.opacity };
  }

  /** The selection, one bit a point. */
  selected(): Uint8Array<ArrayBuffer> {
    return bytesOf(this.get("selected"));
  }

  /** Sections with the code of each point, or null. */
  sections(): (Sections & { codes: ArrayLike<number> }) | null {
    const sections = this.get("sections");
    return sections && { ...sections, codes: arrayOf(sections.codes, sections.dtype) as Uint8Array };
  }

  /** Images beneath the points. */
  underlays(): readonly Underlay[] {
    return this.get("underlays");
  }

  /** Names of the points, once they are here. */
  names(): PackedNames {
    const packed = this.get("names");
    if (this.#names?.of !== packed) this.#names = { of: packed, names: new PackedNames(bytesOf(packed), this.n) };
    return this.#names.names;
  }
}
