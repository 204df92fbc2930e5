import assert from "node:assert/strict";

import { isWeftError } from "../../src/core/is_weft_error.ts";
import { AnnData } from "../../src/data/anndata.ts";
import { Frame } from "../../src/data/frame.ts";
import { MuData } from "../../src/data/mudata.ts";
import { sectionsOf } from "../../src/data/sections_of.ts";

const tissue = new AnnData({ obs: new Frame(["p", "q", "r", "s"], { section: ["b", "a", "b", "a"] }) });
const plain = (sections: ReturnType<typeof sectionsOf>) => sections.map(({ name, rows }) => [name, [...rows]]);

Deno.test("sectionsOf() splits rows by label, in the order of the labels, empty ones left out", () => {
  assert.deepEqual(plain(sectionsOf(tissue, "section")), [["a", [1, 3]], ["b", [0, 2]]]);
  assert.deepEqual(plain(sectionsOf(tissue.subset({ obs: [0, 2] }), "section")), [["b", [0, 1]]]);
  assert.deepEqual(plain(sectionsOf(tissue, undefined)), [[undefined, [0, 1, 2, 3]]]);
});

Deno.test("sectionsOf() of a MuData takes the column of a modality where the whole has none", () => {
  const whole = new MuData({ mod: { rna: tissue, adt: tissue.subset({ obs: [3, 2, 1, 0] }) } });
  assert.deepEqual(plain(sectionsOf(whole, "section")), [["a", [1, 3]], ["b", [0, 2]]]);
});

Deno.test("sectionsOf() refuses observations without a section, and a column that is nowhere", () => {
  const gap = tissue.with({ obs: { section: ["a", null, "a", "a"] } });
  assert.throws(
    () => sectionsOf(gap, "section"),
    (error) => isWeftError(error, "BadValues") && /1 that do not \('q'\) in obs\['section'\]/.test(error.message),
  );
  assert.throws(() => sectionsOf(tissue, "slice"), (error) => isWeftError(error, "NotFound"));
});
