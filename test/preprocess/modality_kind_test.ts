import assert from "node:assert/strict";
import { AnnData } from "../../src/data/anndata.ts";
import { Frame } from "../../src/data/frame.ts";
import { log1p } from "../../src/preprocess/log1p.ts";
import { modalityKind } from "../../src/preprocess/modality_kind.ts";
import { adataOf, assertThrows, randomCounts } from "./support.ts";

function named(varNames: string[], featureTypes?: (string | null)[]): AnnData {
  const { X } = adataOf(randomCounts(1, 3, varNames.length));
  return new AnnData({ X: X!, var: new Frame(varNames, featureTypes ? { feature_types: featureTypes } : {}) });
}

const plain = (n: number) => Array.from({ length: n }, (_, j) => `feature${j}`);

Deno.test("modalityKind() believes what it is told before anything else", () => {
  const peaks = named(["chr1:1-9", "chr1:20-30"]);
  assert.deepEqual(modalityKind(peaks, "atac", "rna"), { kind: "rna", reason: "you said so" });
  assertThrows(
    () => modalityKind(peaks, "atac", "dna"),
    "InvalidArgument",
    /'atac' to be one of rna, protein, peaks but found 'dna'/,
  );
});

Deno.test("modalityKind() reads feature types before the name", () => {
  const kinds = { "Gene Expression": "rna", "Antibody Capture": "protein", "Peaks": "peaks" };
  for (const [type, kind] of Object.entries(kinds)) {
    const guess = modalityKind(named(["a", "b"], [type, type]), "rna_or_so");
    assert.deepEqual(guess, { kind, reason: `var["feature_types"] says '${type}'` });
  }
});

Deno.test("modalityKind() passes over feature types it does not know or that are missing", () => {
  assert.equal(modalityKind(named(["a", "b"], ["Custom", null]), "adt").kind, "protein");
  assert.equal(modalityKind(named(["a", "b"], ["Custom", "Peaks"]), "x").kind, "peaks");
});

Deno.test("modalityKind() reads the name of the modality", () => {
  const kinds = {
    rna: "rna",
    "GEX-2": "rna",
    adt: "protein",
    "protein-a": "protein",
    ATAC: "peaks",
    "section 1 peaks": "peaks",
  };
  for (const [name, kind] of Object.entries(kinds)) {
    assert.deepEqual(modalityKind(named(plain(3)), name), { kind, reason: `it is named '${name}'` });
  }
});

Deno.test("modalityKind() knows regions of a genome by their names", () => {
  for (const names of [["chr1:100-200", "chrX:5-9"], ["chr1-100-200", "2-5-9"], ["chr1_100_200", "GL000194.1:1-5"]]) {
    assert.equal(modalityKind(named(names), "second").kind, "peaks", names.join());
  }
});

Deno.test("modalityKind() takes a few stray names for no sign", () => {
  assert.equal(modalityKind(named([...plain(19), "KRT-10-20"]), "b").kind, "protein");
  const peaks = Array.from({ length: 19 }, (_, j) => `chr1:${j}-${j + 9}`);
  assert.equal(modalityKind(named([...peaks, "spike"]), "b").kind, "peaks");
  assert.equal(modalityKind(named(["chr1:200-100", "IL-9-2"]), "b").kind, "protein");
});

Deno.test("modalityKind() takes fewer than 500 whole-number variables for proteins, anything else for genes", () => {
  assert.equal(modalityKind(named(plain(499)), "b").kind, "protein");
  assert.equal(modalityKind(named(plain(500)), "b").kind, "rna");
  assert.match(modalityKind(named(plain(40)), "b").reason, /it has 40 variables \(fewer than 500\) of whole numbers/);
  const fractions = named(plain(40)).with({
    X: adataOf([[0.5]]).X!.takeColumns(new Int32Array(40)).takeRows(new Int32Array(3)),
  });
  assert.equal(modalityKind(fractions, "b").kind, "rna");
  assert.match(modalityKind(fractions, "b").reason, /not whole numbers/);
});

Deno.test("modalityKind() looks at the counts behind logged values", () => {
  assert.equal(modalityKind(log1p(named(plain(40))), "b").kind, "protein");
});

Deno.test("modalityKind() refuses to guess between signs that disagree, naming the flag", () => {
  const flag = /--mod m=PATH:KIND with KIND one of rna, protein, peaks/;
  assertThrows(() => modalityKind(named(["a", "b"], ["Peaks", "Gene Expression"]), "m"), "Ambiguous", flag);
  assertThrows(
    () => modalityKind(named(["a", "b"]), "rna_adt"),
    "Ambiguous",
    /its name to point to one kind but found rna and protein/,
  );
  assertThrows(
    () => modalityKind(named(["chr1:1-9", "CD3"]), "m"),
    "Ambiguous",
    /1 of 2 that are, such as 'chr1:1-9' in modality 'm'/,
  );
});

Deno.test("modalityKind() works without a matrix", () => {
  const empty = new AnnData({ var: new Frame(plain(3)) });
  assert.equal(modalityKind(empty, "x").kind, "rna");
});
