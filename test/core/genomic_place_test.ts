import assert from "node:assert/strict";
import { genomicPlace } from "../../src/core/genomic_place.ts";
import { Rng } from "../../src/core/rng.ts";

Deno.test("genomicPlace() reads the three ways in which peaks are named", () => {
  const want = { chrom: "chr1", start: 100, end: 200 };
  for (const name of ["chr1:100-200", "chr1-100-200", "chr1_100_200", "chr1:100_200"]) {
    assert.deepEqual(genomicPlace(name), want, name);
  }
  assert.deepEqual(genomicPlace("X:0-1"), { chrom: "X", start: 0, end: 1 });
});

Deno.test("genomicPlace() leaves separators inside a chromosome's name alone", () => {
  for (const separator of [":", "-", "_"]) {
    const name = `chr14_GL000009v2_random${separator}5-90`;
    assert.deepEqual(genomicPlace(name), { chrom: "chr14_GL000009v2_random", start: 5, end: 90 });
  }
  assert.deepEqual(genomicPlace("HLA-A*01:01:01:7-9"), { chrom: "HLA-A*01:01:01", start: 7, end: 9 });
});

Deno.test("genomicPlace() tells no place of other names, empty or backward stretches and impossible numbers", () => {
  const names = ["", "CD3E", "HLA-DRA", "H2-K1", "chr1:200-100", "chr1:5-5", "chr1:-5-7x", ":1-2", "chr1:1.5-3"];
  for (const name of [...names, "chr1:1-99999999999"]) assert.equal(genomicPlace(name), undefined, name);
});

Deno.test("genomicPlace() reads back any place however it is joined", () => {
  const rng = new Rng(3);
  const chroms = ["chr1", "chrX", "2", "MT", "chrUn_KI270742v1", "HLA-A", "NC_000001.11"];
  for (let i = 0; i < 300; i++) {
    const start = rng.integer(2 ** 31 - 1001);
    const place = { chrom: chroms[rng.integer(chroms.length)]!, start, end: start + 1 + rng.integer(1000) };
    for (const [a, b] of [":-", "--", "__"]) {
      const name = `${place.chrom}${a}${place.start}${b}${place.end}`;
      assert.deepEqual(genomicPlace(name), place, name);
    }
  }
});
