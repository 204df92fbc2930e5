import assert from "node:assert/strict";
import { AnnData } from "../../../src/data/anndata.ts";
import { Frame } from "../../../src/data/frame.ts";
import { peakPlaces } from "../../../src/preprocess/gene_activity/peak_places.ts";
import { assertThrows } from "../support.ts";

const peaks = (...parts: ConstructorParameters<typeof Frame>) => new AnnData({ var: new Frame(...parts) });

Deno.test("peakPlaces() reads names in any of the three forms", () => {
  assert.deepEqual(peakPlaces(peaks(["chr1:1-2", "chr2-3-4", "X_5_6"])), [
    { chrom: "chr1", start: 1, end: 2 },
    { chrom: "chr2", start: 3, end: 4 },
    { chrom: "X", start: 5, end: 6 },
  ]);
});

Deno.test("peakPlaces() takes columns before names, but only all three of them", () => {
  const columns = { chrom: ["a", "b"], start: [0, 7], end: [3, 9] };
  const want = [{ chrom: "a", start: 0, end: 3 }, { chrom: "b", start: 7, end: 9 }];
  assert.deepEqual(peakPlaces(peaks(["p0", "c:1-2"], columns)), want);
  assert.deepEqual(peakPlaces(peaks(["c:1-2"], { chrom: ["a"], start: [0] })), [{ chrom: "c", start: 1, end: 2 }]);
});

Deno.test("peakPlaces() names the peaks whose names tell no place", () => {
  const found = /2 of 3 without: 'CD3E', 'CD8A' in varNames.*columns chrom, start and end/;
  assertThrows(() => peakPlaces(peaks(["CD3E", "chr1:1-2", "CD8A"])), "BadValues", found);
});

Deno.test("peakPlaces() refuses cells that are missing, backward or no whole number", () => {
  const frame = (chrom: string | null, start: number | null, end: number) =>
    peaks(["fine", "wrong"], { chrom: ["a", chrom], start: [0, start], end: [1, end] });
  for (
    const data of [frame(null, 1, 2), frame("a", null, 2), frame("a", 2, 2), frame("a", -1, 2), frame("a", 0, 1.5)]
  ) {
    assertThrows(() => peakPlaces(data), "BadValues", /1 of 2 without: 'wrong' in columns chrom, start, end of var/);
  }
});
