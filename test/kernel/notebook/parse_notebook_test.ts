import assert from "node:assert/strict";
import { isWeftError } from "../../../src/core/is_weft_error.ts";
import { parseNotebook } from "../../../src/kernel/notebook/parse_notebook.ts";

const file = (fields: object) =>
  JSON.stringify({ nbformat: 4, "nbformat_minor": 5, metadata: {}, cells: [], ...fields });

Deno.test("parseNotebook() joins lines of source, streams, formats and attachments", () => {
  const { cells } = parseNotebook(
    file({
      cells: [
        {
          "cell_type": "markdown",
          id: "m",
          metadata: {},
          source: ["# a\n", "b"],
          attachments: { f: { "text/plain": ["x", "y"] } },
        },
        {
          "cell_type": "code",
          id: "c",
          metadata: {},
          source: "1",
          "execution_count": 4,
          outputs: [
            { "output_type": "stream", name: "stdout", text: ["1\n", "2"] },
            { "output_type": "display_data", metadata: {}, data: { "text/html": ["<b>", "</b>"] } },
          ],
        },
      ],
    }),
    "x",
  );
  assert.deepEqual(cells, [
    { "cell_type": "markdown", id: "m", metadata: {}, source: "# a\nb", attachments: { f: { "text/plain": "xy" } } },
    {
      "cell_type": "code",
      id: "c",
      metadata: {},
      source: "1",
      "execution_count": 4,
      outputs: [
        { "output_type": "stream", name: "stdout", text: "1\n2" },
        { "output_type": "display_data", metadata: {}, data: { "text/html": "<b></b>" } },
      ],
    },
  ]);
});

Deno.test("parseNotebook() gives ids to cells of older notebooks, each another", () => {
  const cell = { "cell_type": "raw", metadata: {}, source: "" };
  const { cells } = parseNotebook(file({ "nbformat_minor": 2, cells: [cell, { ...cell, id: "cell-1" }, cell] }), "x");
  assert.deepEqual(cells.map(({ id }) => id), ["cell-1-", "cell-1", "cell-3"]);
});

Deno.test("parseNotebook() says what it cannot read, and where", () => {
  const refused = (text: string, tag: "Corrupt" | "Unsupported", message: RegExp) =>
    assert.throws(() => parseNotebook(text, "x.ipynb"), (error) => {
      return isWeftError(error, tag) && message.test(error.message) && /in x\.ipynb/.test(error.message);
    }, text);
  refused("", "Corrupt", /not JSON/);
  refused("[]", "Corrupt", /no object/);
  refused("{}", "Corrupt", /without nbformat/);
  refused(file({ nbformat: 3, "nbformat_minor": 0 }), "Unsupported", /found 3\.0 .*save it again/);
  refused(file({ "nbformat_minor": 6 }), "Unsupported", /found 4\.6/);
  refused(file({ cells: undefined }), "Corrupt", /without cells/);
  refused(file({ cells: [{ "cell_type": "code" }] }), "Corrupt", /without source in x.ipynb, cell 1/);
  refused(file({ cells: [{ "cell_type": "poem", source: "" }] }), "Corrupt", /type 'poem'/);
  const cell = { "cell_type": "code", source: "", metadata: {}, outputs: [{ "output_type": "smell" }] };
  refused(file({ cells: [cell] }), "Corrupt", /type 'smell'/);
  refused(file({ cells: [{ ...cell, outputs: [1] }] }), "Corrupt", /no object/);
});
