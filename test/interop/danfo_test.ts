import assert from "node:assert/strict";
import { fileURLToPath } from "node:url";
import type { ErrorTag } from "../../src/core/error.ts";
import { isWeftError } from "../../src/core/is_weft_error.ts";
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

const here = fileURLToPath(new URL(".", import.meta.url));

Deno.test("toDanfo() and fromDanfo() carry a table there and back through danfojs from npm", async () => {
  const { code, stderr } = await new Deno.Command(Deno.execPath(), {
    args: ["run", "--no-config", "--no-lock", "--allow-all", "--quiet", `${here}danfo/round_trip.ts`],
    cwd: here,
  }).output();
  assert.equal(code, 0, new TextDecoder().decode(stderr));
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

Deno.test("toDanfo() refuses what danfo has no table for", () => {
  const danfo = { DataFrame: class {} };
  const refuses = (frame: Frame, tag: ErrorTag, message: RegExp) =>
    assert.throws(() => toDanfo(frame, danfo), (error) => isWeftError(error, tag) && message.test(error.message));
  refuses(new Frame(["a"]), "TooSmall", /at least one column, as danfo does but found none/);
  refuses(
    new Frame(["a", "b", "a"], { n: [1, 2, 3] }),
    "Duplicate",
    /found 1 that repeat \('a'\)\. .*obsNamesMakeUnique/,
  );
});
