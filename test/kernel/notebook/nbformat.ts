import assert from "node:assert/strict";

type Fields = Record<string, unknown>;

const isText = (value: unknown): boolean =>
  typeof value === "string" || (Array.isArray(value) && value.every((line) => typeof line === "string"));
const isCount = (value: unknown): boolean => value === null || Number.isInteger(value);
const isObject = (value: unknown): boolean => typeof value === "object" && value !== null && !Array.isArray(value);

const OUTPUTS: Readonly<Record<string, readonly string[]>> = {
  stream: ["name", "text"],
  "display_data": ["data", "metadata"],
  "execute_result": ["data", "execution_count", "metadata"],
  error: ["ename", "evalue", "traceback"],
};
const CELLS: Readonly<Record<string, readonly string[]>> = {
  markdown: [],
  raw: [],
  code: ["execution_count", "outputs"],
};

/** Holds the text of a file to the schema of notebooks, version 4.5: exactly the fields it names, of the right kinds. */
export function assertNbformat(text: string): void {
  const file: Fields = JSON.parse(text);
  assert.deepEqual(Object.keys(file), ["cells", "metadata", "nbformat", "nbformat_minor"]);
  assert.deepEqual([file["nbformat"], file["nbformat_minor"]], [4, 5]);
  const ids = new Set<unknown>();
  for (const cell of file["cells"] as Fields[]) {
    const { attachments: _, ...fields } = cell;
    const expected = ["cell_type", "id", "metadata", "source", ...CELLS[String(cell["cell_type"])]!];
    assert.deepEqual(Object.keys(fields).sort(), expected.sort());
    assert.match(String(cell["id"]), /^[a-zA-Z0-9-_]{1,64}$/);
    assert(!ids.has(cell["id"]), `the id ${cell["id"]} is there twice`);
    ids.add(cell["id"]);
    assert(isText(cell["source"]) && isObject(cell["metadata"]));
    if (cell["cell_type"] !== "code") continue;
    assert(isCount(cell["execution_count"]));
    for (const output of cell["outputs"] as Fields[]) assertOutput(output);
  }
}

function assertOutput(output: Fields): void {
  const expected = ["output_type", ...OUTPUTS[String(output["output_type"])]!];
  assert.deepEqual(Object.keys(output).sort(), expected.sort());
  for (const [name, value] of Object.entries(output)) {
    if (name === "execution_count") assert(isCount(value));
    else if (name === "metadata") assert(isObject(value));
    else if (name === "traceback") assert(Array.isArray(value) && isText(value));
    else if (name === "data") {
      for (const [mime, part] of Object.entries(value as Fields)) assert(/json$/.test(mime) || isText(part), mime);
    } else assert(isText(value), name);
  }
}
