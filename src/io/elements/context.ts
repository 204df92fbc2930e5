import type { Watched } from "../../core/progress.ts";
import type { UnsValue } from "../../data/uns.ts";
import type { Store, StoredNode } from "../store.ts";

/** What a reader of an element needs beside its node. */
export interface ReadContext extends Watched {
  /** The open store. */
  readonly store: Store;
  /** Reads any element by its own encoding. */
  read(node: StoredNode): Promise<UnsValue>;
}

/** Reads one kind of element; errors need not say where, {@linkcode ReadContext.read} adds it. */
export type ElementReader = (node: StoredNode, context: ReadContext) => Promise<UnsValue>;
