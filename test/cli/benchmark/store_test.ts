import assert from "node:assert/strict";
import { readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Store } from "../../../src/cli/benchmark/store.ts";
import { inFolder } from "../captured.ts";
import { result } from "./fixtures.ts";

Deno.test("Store gives back what was kept under the same content, and nothing under another", () =>
  inFolder((folder) => {
    const store = new Store(join(folder, "deep", "store"));
    assert.equal(store.read({ a: 1 }), undefined);
    store.write({ a: 1 }, result({ mclust: 0.5 }));
    assert.deepEqual(store.read({ a: 1 }), result({ mclust: 0.5 }));
    assert.equal(store.read({ a: 2 }), undefined);
    assert.deepEqual(new Store(join(folder, "deep", "store")).read({ a: 1 })!.scores, { mclust: 0.5 });
    return Promise.resolve();
  }));

Deno.test("Store leaves no draft behind, and replaces a result", () =>
  inFolder((folder) => {
    const store = new Store(folder);
    store.write("key", result({ mclust: 0.1 }));
    store.write("key", result({ mclust: 0.2 }));
    assert.equal(store.read("key")!.scores.mclust, 0.2);
    assert.equal(readdirSync(folder).length, 1);
    writeFileSync(join(folder, "half.json.draft"), "{");
    assert.equal(store.read("half"), undefined);
    return Promise.resolve();
  }));
