import assert from "node:assert/strict";
import { fileURLToPath } from "node:url";

import { pythonEnvironment } from "../../tools/python_env.ts";
import { openHdf5 } from "../../src/io/hdf5/store.ts";
import type { StoredArray, StoredGroup, StoredRecords } from "../../src/io/store.ts";
import { withFolder } from "./temp_folder.ts";

const SCRIPT = fileURLToPath(new URL("./python/unusual.py", import.meta.url));
const GOLDEN = fileURLToPath(new URL("../golden/io/", import.meta.url));

const python = Deno.env.get("WEFT_TEST_PYTHON") ?? await pythonEnvironment();
if (python === undefined) console.warn("SKIPPED: unusual HDF5 files by h5py (no Python with h5py)");

for (const layout of ["earliest", "latest", "userblock", "tracked"]) {
  Deno.test({
    name: `openHdf5() reads what h5py writes, whole and by rows, in the layout '${layout}'`,
    ignore: python === undefined,
    fn: () =>
      withFolder({}, async (folder) => {
        const path = `${folder}/x.h5`;
        const { stdout, stderr } = await new Deno.Command(python!, { args: [SCRIPT, path, layout] }).output();
        assert(stdout.length > 0, new TextDecoder().decode(stderr));
        const expected: Record<string, number[]> = JSON.parse(new TextDecoder().decode(stdout));
        const store = await openHdf5(path);
        const array = async (name: string) => await store.root.get(name) as StoredArray;
        for (const [name, values] of Object.entries(expected)) {
          const found = await array(name);
          const rows = found.shape[0]!;
          const width = values.length / rows;
          for (const [start, end] of [[0, rows], [0, 1], [1, 3], [rows - 1, rows], [2, rows], [1, 1]] as const) {
            const read = Array.from(await found.read(start, end) as Float64Array, Number);
            assert.deepEqual(read, values.slice(start * width, end * width), `${name}[${start}:${end}]`);
          }
        }
        const fields = async (name: string) =>
          (await (await array(name)).read() as StoredRecords).fields.map(({ values }) =>
            Array.from(values as Float64Array, Number)
          );
        assert.deepEqual(await fields("mixed"), [[1, 3], [2.5, 4.5], [1, 2, 3, 4]]);
        assert.deepEqual(await fields("swapped"), [[1, 3], [2.5, 4.5]]);
        assert.deepEqual([...await (await array("complex")).read() as Float32Array], [1, 2, 3, -1]);
        assert.deepEqual(await (await array("fixed")).read(), ["ab", "abc"]);
        const strings = await (await array("strings")).read() as string[];
        assert.deepEqual([strings.length, strings.slice(0, 4)], [200, ["a", "ß".repeat(60), "", "x"]]);
        assert.deepEqual(await (await array("strings")).read(5, 7), ["ß".repeat(60), ""]);
        assert.equal((await array("null")).dtype, "null");
        assert.equal(await store.root.get("broken"), undefined);
        assert.equal((await (await store.root.get("group") as StoredGroup).keys()).length, 300);
        const { list, flag, names, none, bytes } = store.root.attrs;
        assert.deepEqual([list, flag, names, none, bytes], [[0n, 1n, 2n], true, ["p", "q"], null, "abc"]);
        store.close();
      }),
  });
}

Deno.test("openHdf5() tells chunks and filters without reading", async () => {
  const store = await openHdf5(`${GOLDEN}shuffle_fletcher.h5ad`);
  const X = await store.root.get("X") as StoredArray;
  assert.deepEqual(X.layout, { chunks: [5, 3], filters: ["shuffle", "gzip", "fletcher32"] });
  store.close();
});

Deno.test("openHdf5() follows references of old categoricals and finds nothing where there is nothing", async () => {
  const store = await openHdf5(`${GOLDEN}legacy_0_7_8_gzip.h5ad`);
  const cluster = await store.root.get("obs/cluster") as StoredArray;
  assert.equal(cluster.attrs["categories"], "obs/__categories/cluster");
  assert.equal(await store.root.get("obs/none"), undefined);
  assert.equal(await store.root.get("obs/cluster/none"), undefined);
  store.close();
});
