import assert from "node:assert/strict";

import { Rng } from "../../../src/core/rng.ts";
import { toDense } from "../../../src/data/matrix.ts";
import { read10xH5 } from "../../../src/io/tenx/read_10x_h5.ts";
import { read10xMtx } from "../../../src/io/tenx/read_10x_mtx.ts";
import { damagedCopies, endsWell } from "../fuzz.ts";
import { fails, gzip, put, withFolder } from "../temp_folder.ts";
import { COUNTS, MATRIX, writeH5 } from "./h5_fixture.ts";

const BANNER = "%%MatrixMarket matrix coordinate integer general\n%made by a test\n";
const MTX = {
  "matrix.mtx": `${BANNER}3 2 3\n1 1 5\n3 1 2\n2 2 7\n`,
  "barcodes.tsv": "AAAC-1\nAAAG-1\n",
  "features.tsv": "E1\tg1\tGene Expression\nE2\tg2\tGene Expression\nE3\tp\tAntibody Capture\n",
};

Deno.test("read10xH5() ends well whatever is damaged, and reads the good file afterwards", () =>
  withFolder({}, async (folder) => {
    await writeH5(`${folder}/good.h5`, { data: MATRIX });
    const whole = await Deno.readFile(`${folder}/good.h5`);
    const refusals = new Set<string>();
    for (const { what, bytes } of damagedCopies(whole, new Rng(4), 150)) {
      await Deno.writeFile(`${folder}/bad.h5`, bytes);
      const tag = await endsWell(() => read10xH5(`${folder}/bad.h5`), what);
      if (tag) refusals.add(tag);
    }
    assert(refusals.has("Corrupt"));
    assert.deepEqual(toDense((await read10xH5(`${folder}/good.h5`)).X!).toRows(), COUNTS);
  }));

Deno.test("read10xH5() ends well when any part has another type or length, or lacks", () =>
  withFolder({}, async (folder) => {
    const strange = [
      ["x"],
      new Int32Array(0),
      new Int32Array([-1]),
      new BigInt64Array([2n ** 40n]),
      new Float32Array([NaN, 0.5]),
    ];
    for (const name of Object.keys(MATRIX)) {
      for (const [i, value] of [undefined, ...strange].entries()) {
        const data = { ...MATRIX, [name]: value };
        const kept = Object.fromEntries(Object.entries(data).filter(([, content]) => content !== undefined));
        await writeH5(`${folder}/${i}.h5`, { data: kept as typeof MATRIX });
        await endsWell(() => read10xH5(`${folder}/${i}.h5`), `${name} is ${value}`);
      }
    }
  }));

Deno.test("read10xH5() reads counts of 64 bits as float32, like any others", () =>
  withFolder({}, async (folder) => {
    await writeH5(`${folder}/x.h5`, { data: { ...MATRIX, "matrix/data": new BigInt64Array([5n, 1n, 2n, 9n, 3n]) } });
    const { X } = await read10xH5(`${folder}/x.h5`);
    assert.deepEqual([X!.dtype, toDense(X!).toRows()], ["float32", COUNTS]);
  }));

Deno.test("read10xMtx() ends well whatever is damaged in any of its files, packed or not", async () => {
  const rng = new Rng(5);
  for (const packed of [false, true]) {
    await withFolder({}, async (folder) => {
      const files = await Promise.all(
        Object.entries(MTX).map(async ([name, text]) => {
          return [packed ? `${name}.gz` : name, packed ? await gzip(text) : new TextEncoder().encode(text)] as const;
        }),
      );
      for (const [name, bytes] of files) await put(`${folder}/${name}`, bytes);
      for (const [name, whole] of files) {
        for (const { what, bytes } of damagedCopies(whole, rng, 100)) {
          await put(`${folder}/${name}`, bytes);
          await endsWell(() => read10xMtx(folder), `${name} ${what}`);
        }
        await put(`${folder}/${name}`, whole);
      }
      assert.deepEqual(toDense((await read10xMtx(folder)).X!).toRows(), [[5, 0, 2], [0, 7, 0]]);
    });
  }
});

Deno.test("read10xMtx() refuses counts of rows, columns and entries that cannot be, without asking for their memory", async () => {
  const cases = [
    ["3 2000000000 1", /2000000000 barcodes, as the matrix has but found 2/],
    ["2000000000 2 1", /2000000000 features, as the matrix has but found 3/],
    ["3 2 2147483647", /2147483647 entries but found 1/],
    ["3 2 1e99", /the numbers of rows, columns and entries but found '3 2 1e99'/],
    ["3 2 -1", /the numbers of rows, columns and entries/],
  ] as const;
  for (const [sizes, message] of cases) {
    await withFolder({ ...MTX, "matrix.mtx": `${BANNER}${sizes}\n1 1 5\n` }, async (folder) => {
      const before = Deno.memoryUsage().external;
      await assert.rejects(read10xMtx(folder), fails("Corrupt", message));
      assert(Deno.memoryUsage().external - before < 2 ** 28, sizes);
    });
  }
});

Deno.test("read10xMtx() gives back matrices of more entries than room is made for at first, in any order of entries", () =>
  withFolder({}, async (folder) => {
    const rng = new Rng(6);
    const nFeatures = 400, nBarcodes = 300;
    const expected = new Float32Array(nBarcodes * nFeatures);
    const lines: string[] = [];
    for (const place of rng.permutation(nBarcodes * nFeatures).subarray(0, 90_000)) {
      expected[place] = 1 + rng.integer(50);
      lines.push(`${place % nFeatures + 1} ${Math.floor(place / nFeatures) + 1} ${expected[place]}`);
    }
    await put(
      `${folder}/matrix.mtx.gz`,
      await gzip(`${BANNER}${nFeatures} ${nBarcodes} ${lines.length}\n${lines.join("\n")}\n`),
    );
    await put(`${folder}/barcodes.tsv`, Array.from({ length: nBarcodes }, (_, i) => `b${i}\n`).join(""));
    await put(
      `${folder}/features.tsv`,
      Array.from({ length: nFeatures }, (_, j) => `E${j}\tg${j}\tGene Expression\n`).join(""),
    );
    const { X } = await read10xMtx(folder);
    assert.deepEqual(toDense(X!).data, expected);
  }));
