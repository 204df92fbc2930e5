import { WeftError } from "../../core/error.ts";
import type { Json } from "../wire/message.ts";
import { joinBundle, joinLines } from "./mime_text.ts";
import type { Cell, Notebook, Output } from "./notebook.ts";

/**
 * Reads the text of a notebook of format 4; cells of formats before 4.5 are given ids.
 *
 * @param text What the file holds.
 * @param where How the file is called in errors.
 * @throws {WeftError} `Corrupt` when it is no notebook, `Unsupported` when it is one of another format.
 */
export function parseNotebook(text: string, where: string): Notebook {
  const file = parse(text, where);
  const { nbformat: major, nbformat_minor: minor, cells, metadata } = file;
  if (!Number.isInteger(major) || !Number.isInteger(minor)) throw corrupt(where, "an object without nbformat");
  if (major !== 4 || Number(minor) > 5) {
    throw new WeftError("Unsupported", {
      expected: "a notebook of format 4.0 to 4.5",
      found: `${major}.${minor}`,
      where,
      next: "Open it in JupyterLab and save it again.",
    });
  }
  if (!Array.isArray(cells)) throw corrupt(where, "a notebook without cells");
  const taken = new Set(cells.map((cell) => isObject(cell) ? cell["id"] : undefined));
  const idOf = (i: number): string => {
    let id = `cell-${i + 1}`;
    while (taken.has(id)) id += "-";
    return id;
  };
  return {
    cells: cells.map((cell, i) => parseCell(cell, () => idOf(i), `${where}, cell ${i + 1}`)),
    metadata: isObject(metadata) ? metadata : {},
  };
}

function parseCell(value: unknown, newId: () => string, where: string): Cell {
  if (!isObject(value) || !isText(value["source"])) throw corrupt(where, "a cell without source");
  const { cell_type: type, id, metadata } = value;
  const known = {
    id: typeof id === "string" ? id : newId(),
    source: joinLines(value["source"]),
    metadata: isObject(metadata) ? metadata : {},
  };
  if (type === "markdown" || type === "raw") {
    const attachments = isObject(value["attachments"]) ? value["attachments"] : undefined;
    return { ...known, "cell_type": type, ...(attachments ? { attachments: mapValues(attachments, joinBundle) } : {}) };
  }
  if (type !== "code") throw corrupt(where, `a cell of type '${type}'`);
  const outputs = Array.isArray(value["outputs"]) ? value["outputs"] : [];
  return {
    ...known,
    "cell_type": "code",
    "execution_count": typeof value["execution_count"] === "number" ? value["execution_count"] : null,
    outputs: outputs.map((output) => parseOutput(output, where)),
  };
}

function parseOutput(value: unknown, where: string): Output {
  if (!isObject(value)) throw corrupt(where, "an output that is no object");
  if (isObject(value["data"])) return { ...value, data: joinBundle(value["data"]) } as unknown as Output;
  if (isText(value["text"])) return { ...value, text: joinLines(value["text"]) } as unknown as Output;
  if (value["output_type"] === "error") return value as unknown as Output;
  throw corrupt(where, `an output of type '${value["output_type"]}'`);
}

function mapValues(object: Json, change: (value: Json) => Json): Json {
  return Object.fromEntries(Object.entries(object).map(([key, value]) => [key, change(value as Json)]));
}

function isText(value: unknown): value is string | string[] {
  return typeof value === "string" || (Array.isArray(value) && value.every((line) => typeof line === "string"));
}

function isObject(value: unknown): value is Json {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function parse(text: string, where: string): Json {
  try {
    const value: unknown = JSON.parse(text);
    if (isObject(value)) return value;
  } catch (cause) {
    throw corrupt(where, "text that is not JSON", cause);
  }
  throw corrupt(where, "no object");
}

function corrupt(where: string, found: string, cause?: unknown): WeftError {
  return new WeftError("Corrupt", { expected: "a Jupyter notebook", found, where }, { cause });
}
