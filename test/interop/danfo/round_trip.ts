/**
 * Carries a table to danfojs and back, in a process of its own: danfojs brings an old tensor library, which nobody who
 * only uses weft should have to download.
 */
import assert from "node:assert/strict";
import danfo from "npm:danfojs@1.1.2";
import { categorical } from "../../../src/data/columns/categorical.ts";
import { Frame } from "../../../src/data/frame.ts";
import { fromDanfo } from "../../../src/interop/from_danfo.ts";
import { toDanfo } from "../../../src/interop/to_danfo.ts";

const obs = new Frame(["s1", "s2", "s3"], {
  total: new Float32Array([1.5, 2.5, 0.25]),
  cells: new Int32Array([4, 5, 6]),
  big: new BigInt64Array([1n, 2n, 3n]),
  domain: categorical(["b", "a", "b"]),
  kept: [true, false, true],
  note: ["x", null, "z"],
});

const df = toDanfo(obs, danfo);
assert.deepEqual(df.columns, obs.columnNames);
assert.deepEqual(df.index, ["s1", "s2", "s3"]);
assert.deepEqual(df.dtypes, ["float32", "int32", "int32", "string", "boolean", "string"]);

const back = fromDanfo(df);
assert.deepEqual(back.index, obs.index);
assert.deepEqual(back.column("cells").toArray(), [4, 5, 6]);
assert.equal(back.column("big").kind, "numeric");
assert.deepEqual(back.column("total").toArray(), [1.5, 2.5, 0.25]);
assert.deepEqual(back.column("domain").toArray(), ["b", "a", "b"]);
assert.deepEqual(back.column("kept").toArray(), [true, false, true]);
assert.deepEqual(back.column("note").toArray(), ["x", null, "z"]);

const sorted = fromDanfo(df.sortValues("cells", { ascending: false }));
assert.deepEqual(sorted.index, ["s3", "s2", "s1"]);
const chosen = fromDanfo(df.loc({ rows: ["s2", "s3"] }));
assert.deepEqual(chosen.column("domain").toArray(), ["a", "b"]);
assert.deepEqual(chosen.column("cells").toArray(), [5, 6]);
Deno.exit(0);
