import assert from "node:assert/strict";
import { completed } from "../../src/cli/integrate/completed.ts";
import { methods } from "../../src/methods/methods.ts";

const SETTINGS = { options: {}, libraryKey: "section", batchKey: undefined, spatialKey: "xy" };

Deno.test("completed() tells a method how many clusters are wanted, unless it was told already", () => {
  const praga = methods.praga!();
  assert.equal(completed(praga, 7, SETTINGS).config.nPrototypes, 7);
  assert.equal(completed(praga, undefined, SETTINGS).config.nPrototypes, praga.config.nPrototypes);
  const told = methods.praga!({ nPrototypes: 3 });
  assert.equal(completed(told, 7, { ...SETTINGS, options: { nPrototypes: 3 } }).config.nPrototypes, 3);
});

Deno.test("completed() tells a method that looks at coordinates itself where they stand and what parts them", () => {
  const { config } = completed(methods.smoothed_pca!(), 7, SETTINGS);
  assert.deepEqual([config.libraryKey, config.spatialKey], ["section", "xy"]);
  const plain = completed(methods.smoothed_pca!(), 7, {
    options: {},
    libraryKey: undefined,
    batchKey: undefined,
    spatialKey: "spatial",
  });
  assert.deepEqual([plain.config.libraryKey, plain.config.spatialKey], [null, "spatial"]);
});

Deno.test("completed() leaves a method alone that asks for none of it", () => {
  const smart = methods.smart!();
  assert.equal(completed(smart, 7, SETTINGS), smart);
});
