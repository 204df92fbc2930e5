import { macrotask, throwIfAborted } from "../core/abort.ts";
import { WeftError } from "../core/error.ts";
import type { Watched } from "../core/progress.ts";
import type { UnsValue } from "../data/uns.ts";
import { readArray } from "./elements/array.ts";
import { readCategorical } from "./elements/categorical.ts";
import type { ElementReader, ReadContext } from "./elements/context.ts";
import { readDataframe } from "./elements/dataframe.ts";
import { readDict } from "./elements/dict.ts";
import { textAttribute } from "./elements/expect.ts";
import { isSparse, readSparse } from "./elements/sparse.ts";
import { located } from "./located.ts";
import { readNullable } from "./elements/nullable.ts";
import type { Store, StoredNode } from "./store.ts";

/** Entries lie in fewer than this many groups; a file whose links run in a circle would have no end. */
const MOST_NESTED = 200;

/** Readers by encoding type and version, as the attributes of an element name them. */
const READERS: ReadonlyMap<string, ElementReader> = new Map<string, ElementReader>([
  ["array 0.2.0", readArray],
  ["string-array 0.2.0", readArray],
  ["rec-array 0.2.0", readArray],
  ["numeric-scalar 0.2.0", readArray],
  ["string 0.2.0", readArray],
  ["bytes 0.2.0", readArray],
  ["null 0.1.0", () => Promise.resolve(null)],
  ["dict 0.1.0", readDict],
  ["csr_matrix 0.1.0", readSparse],
  ["csc_matrix 0.1.0", readSparse],
  ["dataframe 0.1.0", readDataframe],
  ["dataframe 0.2.0", readDataframe],
  ["categorical 0.2.0", readCategorical],
  ["nullable-integer 0.1.0", readNullable],
  ["nullable-boolean 0.1.0", readNullable],
  ["nullable-string-array 0.1.0", readNullable],
]);

/** A context that reads the elements of one store. */
export function readContext(store: Store, { signal, onProgress }: Watched = {}): ReadContext {
  const context: ReadContext = { store, signal, onProgress, read: (node) => readElement(node, context) };
  return context;
}

/** Reads an element by its encoding; errors say which key of which file was being read. */
async function readElement(node: StoredNode, context: ReadContext): Promise<UnsValue> {
  await macrotask();
  throwIfAborted(context.signal, `reading ${context.store.location}`);
  try {
    checkNesting(node);
    return await readerOf(node)(node, context);
  } catch (error) {
    throw located(error, node.path, context.store.location);
  }
}

function checkNesting({ path }: StoredNode): void {
  const depth = path.split("/").length;
  if (depth <= MOST_NESTED) return;
  throw new WeftError("Corrupt", { expected: `at most ${MOST_NESTED} groups in each other`, found: "more" });
}

function readerOf(node: StoredNode): ElementReader {
  const type = textAttribute(node, "encoding-type");
  if (type === undefined) return node.kind === "array" ? readArray : isSparse(node) ? readSparse : readDict;
  const version = textAttribute(node, "encoding-version") ?? "";
  const reader = READERS.get(`${type} ${version}`);
  if (reader) return reader;
  throw new WeftError("Unsupported", {
    expected: "an encoding that weft reads",
    found: `'${type}' version '${version}'`,
    next: "Remove the element with Python's anndata, or convert it to an array, and write the file again.",
  });
}
