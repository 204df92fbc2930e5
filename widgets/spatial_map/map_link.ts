import { joinLink, type LinkMessage } from "../shared/links.ts";
import type { MapData } from "./map_data.ts";

/** What a map does when a linked one has changed. */
export interface LinkedChanges {
  /** Other points are selected: one bit a point. */
  select(bits: Uint8Array): void;
  /** The pointer is at another point, or at none. */
  hover(row: number | null): void;
  /** Other categories are hidden. */
  hide(hidden: number[]): void;
}

/** What linked maps share, as far as it means the same to both: rows of the same spots, codes of the same labels. */
export class MapLink {
  readonly #data: MapData;
  readonly #tell: (message: LinkMessage) => void;

  /** Joins the group that the data names; `signal` ends it. */
  constructor(data: MapData, changes: LinkedChanges, signal: AbortSignal) {
    this.#data = data;
    this.#tell = joinLink(data.get("link"), (message) => {
      if (message.kind === "hidden") {
        if (message["meaning"] === this.#meaning()) changes.hide(message["hidden"] as number[]);
      } else if (message["spots"] !== data.get("spots")) return;
      else if (message.kind === "select") changes.select(message["bits"] as Uint8Array);
      else if (message.kind === "hover") changes.hover(message["row"] as number | null);
    }, signal);
  }

  /** Tells which points are selected. */
  select(bits: Uint8Array): void {
    this.#tell({ kind: "select", spots: this.#data.get("spots"), bits });
  }

  /** Tells which point the pointer is at. */
  hover(row: number | null): void {
    this.#tell({ kind: "hover", spots: this.#data.get("spots"), row });
  }

  /** Tells which categories are hidden. */
  hide(hidden: readonly number[]): void {
    this.#tell({ kind: "hidden", meaning: this.#meaning(), hidden });
  }

  /** What codes of categories stand for. */
  #meaning(): string {
    const channel = this.#data.get("channel");
    return JSON.stringify(channel?.kind === "category" ? [channel.key, channel.labels] : null);
  }
}
