import type { Cell, CodeCell, Notebook } from "../../../src/kernel/notebook/notebook.ts";
import type { Json } from "../../../src/kernel/wire/message.ts";

/** A cell that has not been run. */
export function code(source: string, ...tags: string[]): CodeCell {
  const metadata: Json = tags.length > 0 ? { tags } : {};
  return {
    id: crypto.randomUUID().slice(0, 8),
    "cell_type": "code",
    source,
    metadata,
    outputs: [],
    "execution_count": null,
  };
}

/** A notebook of cells; text stands for code. */
export function notebook(...cells: (Cell | string)[]): Notebook {
  return { cells: cells.map((cell) => typeof cell === "string" ? code(cell) : cell), metadata: {} };
}
