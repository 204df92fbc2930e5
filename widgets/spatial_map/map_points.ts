import { bitsOf, hasBit } from "../../src/bridge/protocol/bits.ts";
import { type Coloring, countCodes } from "./coloring.ts";
import type { MapData } from "./map_data.ts";
import type { MapSelection } from "./map_selection.ts";
import { visibleRows } from "./visible.ts";

/** How many points there are of each code, in all and selected. */
export interface Counts {
  readonly all: Int32Array;
  /** Null when nothing is selected. */
  readonly selected: Int32Array | null;
}

/** Which points are drawn, in which colours. */
export class MapPoints {
  readonly #data: MapData;
  readonly #selection: MapSelection;
  #coloring: Coloring;
  #hidden: ReadonlySet<number> = new Set();
  #range: readonly [number, number] | null = null;
  #only = false;
  #rows: number[] | null = null;
  #shown: Uint8Array | undefined;

  /** All points of the data in the colours that its channel says. */
  constructor(data: MapData, selection: MapSelection) {
    this.#data = data;
    this.#selection = selection;
    this.#coloring = this.recolor();
  }

  /** Colours of the points. */
  get coloring(): Coloring {
    return this.#coloring;
  }

  /** Codes of hidden categories; the code after the last is that of points without one. */
  get hidden(): ReadonlySet<number> {
    return this.#hidden;
  }

  /** Whether only the selection is drawn. */
  get only(): boolean {
    return this.#only;
  }

  /** Rows that are drawn, rising; null for all. */
  get rows(): number[] | null {
    return this.#rows;
  }

  /** Whether a row is drawn. */
  shows(row: number): boolean {
    if (this.#rows === null) return true;
    this.#shown ??= bitsOf(this.#data.n, this.#rows);
    return hasBit(this.#shown, row);
  }

  /** Rows that are drawn, as a list. */
  shownRows(): number[] {
    return this.#rows ?? Array.from({ length: this.#data.n }, (_, i) => i);
  }

  /** Takes the channel of the data as it is now. */
  recolor(): Coloring {
    this.#coloring = this.#data.coloring();
    this.#range = null;
    this.takeHidden();
    return this.#coloring;
  }

  /** Takes the hidden categories of the data; returns whether they are others. */
  takeHidden(): boolean {
    const channel = this.#data.get("channel");
    const codes = channel?.kind === "category" ? this.#data.get("hidden") : [];
    const next = new Set(codes.map((code) => code < 0 ? this.#missing : code));
    if (next.size === this.#hidden.size && [...next].every((code) => this.#hidden.has(code))) return false;
    this.#hidden = next;
    return true;
  }

  /** Draws points whose value lies between these ends only; null for all. */
  setRange(range: readonly [number, number] | null): void {
    this.#range = range;
  }

  /** Draws the selection only, or all again. */
  setOnly(only: boolean): void {
    this.#only = only && this.#selection.size > 0;
  }

  /** Works out anew which points are drawn. */
  filter(): number[] | null {
    const shown = this.#data.get("section");
    const sections = shown === null ? null : this.#data.sections();
    this.#rows = visibleRows(this.#coloring.codes, {
      hidden: this.#hidden,
      section: sections && { codes: sections.codes, shown: shown! },
      only: this.#only ? this.#selection.bits : null,
      range: this.#range && { values: this.#data.values(), from: this.#range[0], to: this.#range[1] },
    });
    this.#shown = undefined;
    return this.#rows;
  }

  /** What `hidden` of the data becomes when a category is switched. */
  toggled(code: number): number[] {
    const codes = this.#hidden.has(code)
      ? [...this.#hidden].filter((other) => other !== code)
      : [...this.#hidden, code];
    return this.#asTrait(codes);
  }

  /** What `hidden` of the data becomes when a category is to stand alone, or all again if it does. */
  soloed(code: number): number[] {
    const others = Array.from({ length: this.#missing + 1 }, (_, i) => i).filter((other) => other !== code);
    return this.#asTrait(others.every((other) => this.#hidden.has(other)) ? [] : others);
  }

  /** Rows of the points of a category. */
  rowsOf(code: number): number[] {
    const rows: number[] = [];
    this.#coloring.codes.forEach((other, i) => other === code && rows.push(i));
    return rows;
  }

  /** How many points there are of each code. */
  counts(): Counts {
    const { codes, colors } = this.#coloring;
    const selected = this.#selection.size > 0 ? countCodes(codes, colors.length, this.#selection.rows()) : null;
    return { all: countCodes(codes, colors.length), selected };
  }

  get #missing(): number {
    return this.#coloring.colors.length - 1;
  }

  #asTrait(codes: readonly number[]): number[] {
    return codes.map((code) => code === this.#missing ? -1 : code).sort((a, b) => a - b);
  }
}
