import assert from "node:assert/strict";

import { Rng } from "../../../src/core/rng.ts";
import { readZarr } from "../../../src/io/zarr/read_zarr.ts";
import { damagedCopies, endsWell, strangeJson } from "../fuzz.ts";
import { fails, put, withFolder } from "../temp_folder.ts";
import {
  arrayV2,
  arrayV3,
  bytesOf,
  groupV2,
  groupV3,
  smallAnnData,
  vlenUtf8,
  type ZarrContent,
} from "./zarr_fixture.ts";
import { zipOf } from "./zip_fixture.ts";

const VERSIONS = [2, 3] as const;
const V2_TYPES = { int8: "|i1", int32: "<i4", float64: "<f8", bool: "|b1", string: "|O" } as const;

/** An AnnData with a column of every kind, a sparse layer and a value in `uns`, each array in one chunk. */
function richAnnData(version: 2 | 3): ZarrContent {
  const encoding = (type: string, number: string) => ({ "encoding-type": type, "encoding-version": number });
  const group = version === 2 ? groupV2 : groupV3;
  const array = (
    path: string,
    dtype: keyof typeof V2_TYPES,
    shape: readonly number[],
    bytes: Uint8Array,
    attrs = {},
  ) => {
    const facts = { shape, dtype: version === 2 ? V2_TYPES[dtype] : dtype, attrs };
    const key = shape.length === 0 && version === 3 ? "c" : version === 2 ? "0" : "c/0";
    return version === 2 ? arrayV2(path, facts, { [key]: bytes }) : arrayV3(path, facts, { [key]: bytes });
  };
  const numbers = encoding("array", "0.2.0");
  const frame = { ...encoding("dataframe", "0.2.0"), "_index": "_index", "column-order": ["n#1", "d", "m"] };
  return {
    ...smallAnnData(version),
    ...group("obs", frame),
    ...group("obs/d", { ...encoding("categorical", "0.2.0"), ordered: false }),
    ...array("obs/d/categories", "string", [2], vlenUtf8(["p", "q"]), encoding("string-array", "0.2.0")),
    ...array("obs/d/codes", "int8", [2], new Uint8Array([1, 255]), numbers),
    ...group("obs/m", encoding("nullable-integer", "0.1.0")),
    ...array("obs/m/values", "int32", [2], bytesOf(new Int32Array([1, 2])), numbers),
    ...array("obs/m/mask", "bool", [2], new Uint8Array([1, 0]), numbers),
    ...group("layers", encoding("dict", "0.1.0")),
    ...group("layers/s", { ...encoding("csr_matrix", "0.1.0"), shape: [2, 3] }),
    ...array("layers/s/indptr", "int32", [3], bytesOf(new Int32Array([0, 1, 2]))),
    ...array("layers/s/indices", "int32", [2], bytesOf(new Int32Array([2, 0]))),
    ...array("layers/s/data", "float64", [2], bytesOf(new Float64Array([2, 3]))),
    ...group("uns", encoding("dict", "0.1.0")),
    ...array("uns/note", "string", [], vlenUtf8(["kept"]), encoding("string", "0.2.0")),
  };
}

for (const version of VERSIONS) {
  Deno.test(`readZarr() reads the undamaged store of version ${version} that the tests below damage`, () =>
    withFolder(richAnnData(version), async (folder) => {
      const adata = await readZarr(folder);
      assert(adata.kind === "anndata");
      assert.deepEqual(adata.obs.column("d").toArray(), ["q", null]);
      assert.deepEqual(adata.obs.column("m").toArray(), [null, 2]);
      assert.deepEqual(adata.uns["note"], "kept");
    }));

  Deno.test(`readZarr() ends well whatever value stands anywhere in the metadata of version ${version}`, () => {
    const content = richAnnData(version);
    const documents = Object.keys(content).filter((key) => typeof content[key] === "string");
    return withFolder(content, async (folder) => {
      const rng = new Rng(version);
      let refused = 0;
      for (let trial = 0; trial < 250; trial++) {
        const key = documents[rng.integer(documents.length)]!;
        const strange = strangeJson(content[key] as string, rng);
        await put(`${folder}/${key}`, strange);
        if (await endsWell(() => readZarr(folder), `${key}: ${strange}`)) refused++;
        await put(`${folder}/${key}`, content[key]!);
      }
      assert(refused > 50, `${refused} refused: the damage does not reach the reader`);
    });
  });

  Deno.test(`readZarr() ends well when any file of a folder of version ${version} is damaged or gone`, () => {
    const content = richAnnData(version);
    return withFolder(content, async (folder) => {
      const rng = new Rng(10 + version);
      for (const [key, whole] of Object.entries(content)) {
        const bytes = typeof whole === "string" ? new TextEncoder().encode(whole) : whole;
        for (const damaged of damagedCopies(bytes, rng, 4)) {
          await put(`${folder}/${key}`, damaged.bytes);
          await endsWell(() => readZarr(folder), `${key}, ${damaged.what}`);
        }
        await Deno.remove(`${folder}/${key}`);
        await endsWell(() => readZarr(folder), `${key} is gone`);
        await put(`${folder}/${key}`, bytes);
      }
    });
  });

  Deno.test(`readZarr() ends well whatever is damaged in a zip file of version ${version}`, () =>
    withFolder({}, async (folder) => {
      const rng = new Rng(20 + version);
      const refusals = new Set<string>();
      for (const options of [{}, { deflate: true }, { wide: true }]) {
        const whole = await zipOf(Object.entries(richAnnData(version)), options);
        for (const { what, bytes } of damagedCopies(whole, rng, 120)) {
          await put(`${folder}/x.zip`, bytes);
          const tag = await endsWell(() => readZarr(`${folder}/x.zip`), `${JSON.stringify(options)} ${what}`);
          if (tag) refusals.add(tag);
        }
      }
      assert(refusals.has("Corrupt"));
    }));
}

Deno.test("readZarr() refuses two unknown codecs of one array by name, and the process lives on", async () => {
  const gone: PromiseRejectionEvent[] = [];
  const listen = (event: PromiseRejectionEvent) => gone.push(event);
  globalThis.addEventListener("unhandledrejection", listen);
  try {
    for (const version of VERSIONS) {
      const strange = version === 3
        ? arrayV3("X", {
          shape: [2, 3],
          dtype: "float32",
          more: { codecs: [{ name: "bytes" }, { name: "odd" }, { name: "odder" }] },
        }, {
          "c/0/0": new Uint8Array(24),
        })
        : arrayV2(
          "X",
          { shape: [2, 3], dtype: "<f4", more: { compressor: { id: "odd" }, filters: [{ id: "odder" }] } },
          {
            "0.0": new Uint8Array(24),
          },
        );
      await withFolder({ ...smallAnnData(version), ...strange }, async (folder) => {
        await assert.rejects(
          readZarr(folder),
          fails("Unsupported", /codecs that weft reads but found 'odd.*'X' of .*zstd/),
        );
      });
    }
    const inner = {
      codecs: [{ name: "bytes" }, { name: "odd" }],
      "index_codecs": [{ name: "bytes" }],
      "chunk_shape": [1, 1],
    };
    const sharded = [{ name: "sharding_indexed", configuration: inner }];
    const content = arrayV3("X", { shape: [2, 3], dtype: "float32", more: { codecs: sharded } }, {
      "c/0/0": new Uint8Array(8),
    });
    await withFolder({ ...smallAnnData(3), ...content }, async (folder) => {
      await assert.rejects(readZarr(folder), fails("Unsupported", /found 'odd'/));
    });
    await new Promise((resolve) => setTimeout(resolve, 0));
    assert.deepEqual(gone, []);
  } finally {
    globalThis.removeEventListener("unhandledrejection", listen);
  }
});

Deno.test("readZarr() does not follow names that lead back to the group, or out of the store", async () => {
  for (const version of VERSIONS) {
    const group = version === 2 ? groupV2 : groupV3;
    for (const name of ["", ".", "..", "../..", "./_index", "a/../_index"]) {
      for (const attrs of [{ "_index": name, "column-order": [] }, { "_index": "_index", "column-order": [name] }]) {
        const frame = { "encoding-type": "dataframe", "encoding-version": "0.2.0", ...attrs };
        await withFolder({ ...smallAnnData(version), ...group("obs", frame) }, async (folder) => {
          await assert.rejects(readZarr(folder), fails("Corrupt", /an entry '.*' but found/));
        });
      }
    }
  }
});

Deno.test("readZarr() refuses a shape of more chunks than a store can have, instead of looking for them all", async () => {
  const facts = { shape: [2 ** 31], chunks: [2] };
  for (const version of VERSIONS) {
    const X = version === 2
      ? arrayV2("X", { ...facts, dtype: "|i1" }, {})
      : arrayV3("X", { ...facts, dtype: "int8" }, {});
    await withFolder({ ...smallAnnData(version), ...X }, async (folder) => {
      await assert.rejects(
        readZarr(folder),
        fails("Corrupt", /at most 16777216 chunks but found 1073741824 in 'X' of/),
      );
    });
  }
});

Deno.test("readZarr() refuses metadata of arrays that cannot be, naming the file", async () => {
  const cases = [
    [{ shape: [-1, 3] }, /'shape' to be a list of whole numbers from 0 but found \[-1,3\] in 'X\/.*' of/],
    [{ shape: "2" }, /'shape' to be a list of whole numbers from 0 but found "2"/],
    [{ shape: [2, 0.5] }, /but found \[2,0\.5\]/],
    [{ shape: [2, 3, 1] }, /chunks that fit the shape \[2,3,1\] but found \[2,3\]/],
    [{ shape: undefined }, /'shape' to be a list of whole numbers from 0 but found none/],
  ] as const;
  for (const version of VERSIONS) {
    for (const [more, message] of cases) {
      const X = version === 2
        ? arrayV2("X", { shape: [2, 3], dtype: "<f4", more }, {})
        : arrayV3("X", { shape: [2, 3], dtype: "float32", more }, {});
      await withFolder({ ...smallAnnData(version), ...X }, async (folder) => {
        await assert.rejects(readZarr(folder), fails("Corrupt", message));
      });
    }
  }
});
