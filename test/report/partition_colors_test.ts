import assert from "node:assert/strict";
import { codesOf } from "../../src/data/columns/codes_of.ts";
import { column } from "../../src/data/columns/column.ts";
import { palette } from "../../src/plot/palette.ts";
import { partitionColors } from "../../src/report/partition_colors.ts";

const labels = (values: readonly (string | null)[]) => codesOf(column(values));

Deno.test("partitionColors() gives a partition the colours of itself", () => {
  const own = labels(["a", "b", "c", "a"]);
  assert.deepEqual(partitionColors(own, own), palette(3));
});

Deno.test("partitionColors() gives a category the colour of the one it shares most spots with", () => {
  const known = labels(["cortex", "cortex", "medulla", "medulla", "medulla"]);
  const [cortex, medulla] = palette(2);
  assert.deepEqual(partitionColors(labels(["2", "2", "1", "1", "1"]), known), [medulla, cortex]);
  assert.deepEqual(partitionColors(labels(["2", null, "1", "2", "1"]), known), [medulla, cortex]);
});

Deno.test("partitionColors() gives categories without a partner colours that no other has", () => {
  const known = labels(["x", "x", "y", "y", "y", "y"]);
  const colors = partitionColors(labels(["1", "1", "2", "2", "3", "4"]), known);
  assert.deepEqual(colors.slice(0, 2), palette(2));
  assert.equal(new Set(colors).size, 4);
});
