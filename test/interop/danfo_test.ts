import assert from "node:assert/strict";
import type { DataFrame as DanfoFrame } from "danfojs";
import { categorical } from "../../src/data/columns/categorical.ts";
import { Frame } from "../../src/data/frame.ts";
import { fromDanfo } from "../../src/interop/from_danfo.ts";
import { toDanfo } from "../../src/interop/to_danfo.ts";

const obs = new Frame(["s1", "s2", "s3"], {
  total: new Float32Array([1.5, 2.5, 0.25]),
  cells: new Int32Array([4, 5, 6]),
  big: new BigInt64Array([1n, 2n, 3n]),
  domain: categorical(["b", "a", "b"]),
  kept: [true, false, true],
  note: ["x", null, "z"],
});

/** Danfo brings an old tensor library that keeps timers, which is its own affair: hence no sanitizers below. */
async function danfo(): Promise<{ DataFrame: typeof DanfoFrame }> {
  return (await import("danfojs")).default;
}

Deno.test({
  name: "toDanfo() and fromDanfo() carry a table there and back through danfojs",
  sanitizeOps: false,
  sanitizeResources: false,
  async fn() {
    const df = toDanfo(obs, await danfo());
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
  },
});

Deno.test({
  name: "fromDanfo() takes the result of a danfo query",
  sanitizeOps: false,
  sanitizeResources: false,
  async fn() {
    const df = toDanfo(obs, await danfo());
    const sorted = fromDanfo(df.sortValues("cells", { ascending: false }) as DanfoFrame);
    assert.deepEqual(sorted.index, ["s3", "s2", "s1"]);
    const chosen = fromDanfo(df.loc({ rows: ["s2", "s3"] }));
    assert.deepEqual(chosen.column("domain").toArray(), ["a", "b"]);
    assert.deepEqual(chosen.column("cells").toArray(), [5, 6]);
  },
});

Deno.test("fromDanfo() keeps int32 as such unless it has gaps or is too large", () => {
  const values: Record<string, unknown[]> = { small: [1, 2], gap: [1, NaN], large: [1, 2 ** 40] };
  const df = {
    columns: Object.keys(values),
    index: [0, 1],
    dtypes: ["int32", "int32", "int32"],
    column: (name: string) => ({ values: values[name]! }),
  };
  const frame = fromDanfo(df);
  const kinds = frame.columnNames.map((name) => {
    const column = frame.column(name);
    return column.kind === "numeric" ? column.dtype : column.kind;
  });
  assert.deepEqual(kinds, ["int32", "float64", "float64"]);
  assert.deepEqual(frame.index, ["0", "1"]);
  assert.deepEqual(frame.column("large").toArray(), [1, 2 ** 40]);
});

Deno.test("toDanfo() hands over text for labels and numbers for 64-bit integers", () => {
  class DataFrame {
    constructor(readonly values: Record<string, unknown[]>, readonly options?: { index?: string[] }) {}
  }
  const { values, options } = toDanfo(obs, { DataFrame });
  assert.deepEqual(values.big, [1, 2, 3]);
  assert.deepEqual(values.domain, ["b", "a", "b"]);
  assert.deepEqual(options?.index, ["s1", "s2", "s3"]);
});
