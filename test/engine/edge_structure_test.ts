import assert from "node:assert/strict";
import { isWeftError, Rng } from "../../src/core/mod.ts";
import { Csr } from "../../src/data/csr.ts";
import { edgeStructure, undirectedEdges } from "../../src/engine/mod.ts";
import { transposedPattern } from "../../src/engine/transposed_pattern.ts";
import { randomEdges, randomStructure } from "./edges.ts";

const csr = (nRows: number, nCols: number, indptr: number[], indices: number[], data = indices.map(() => 1)): Csr =>
  new Csr({
    shape: [nRows, nCols],
    indptr: Int32Array.from(indptr),
    indices: Int32Array.from(indices),
    data: Float32Array.from(data),
  });

Deno.test("edgeStructure() holds every entry in both directions, its transpose pointing back at it", () => {
  for (let seed = 0; seed < 20; seed++) {
    const rng = new Rng(seed);
    const [nRows, nCols] = [rng.integer(9), rng.integer(9)];
    const { entries, forward, backward, nValues, undirected } = randomStructure(rng, nRows, nCols);
    assert.equal(forward, entries);
    assert.equal(undirected, false);
    assert.equal(nValues, entries.indices.length);
    assert.deepEqual([...backward.places!].sort((a, b) => a - b), Array.from({ length: nValues }, (_, e) => e));
    for (let j = 0; j < nCols; j++) {
      for (let p = backward.indptr[j]!; p < backward.indptr[j + 1]!; p++) {
        const e = backward.places![p]!, i = backward.indices[p]!;
        assert.equal(entries.indices[e], j);
        assert(entries.indptr[i]! <= e && e < entries.indptr[i + 1]!);
      }
    }
  }
});

Deno.test("edgeStructure() keeps copies and leaves the matrix alone", () => {
  const matrix = csr(2, 2, [0, 1, 2], [1, 0]);
  const { entries } = edgeStructure(matrix);
  matrix.indices[0] = 0;
  assert.deepEqual([...entries.indices], [1, 0]);
});

Deno.test("edgeStructure() refuses arrays that were changed into none of a matrix", () => {
  const matrix = csr(2, 2, [0, 1, 2], [1, 0]);
  matrix.indices[0] = 7;
  assert.throws(() => edgeStructure(matrix), (error: unknown) => {
    assert(isWeftError(error, "Corrupt"));
    assert.match(error.message, /indices from 0 to 1 but found 7/);
    return true;
  });
});

Deno.test("undirectedEdges() numbers each edge once, loops first, and finds it from both its ends", () => {
  for (let seed = 0; seed < 20; seed++) {
    const nNodes = 1 + seed % 9;
    const { structure, weights } = randomEdges(new Rng(seed), nNodes);
    const { entries, forward, backward, nValues, undirected } = structure;
    assert(undirected);
    assert.equal(forward, backward);
    assert.equal(weights.length, nValues);
    const seen = new Array<number>(nValues).fill(0);
    for (let i = 0; i < nNodes; i++) {
      assert.equal(entries.indices[entries.indptr[i]!], i);
      for (let p = forward.indptr[i]!; p < forward.indptr[i + 1]!; p++) {
        const e = forward.places![p]!, j = forward.indices[p]!;
        const [low, high] = [Math.min(i, j), Math.max(i, j)];
        assert(entries.indptr[low]! <= e && e < entries.indptr[low + 1]!);
        assert.equal(entries.indices[e], high);
        if (p > forward.indptr[i]!) assert(forward.indices[p - 1]! < j);
        seen[e]!++;
      }
    }
    for (let i = 0; i < nNodes; i++) {
      for (let e = entries.indptr[i]!; e < entries.indptr[i + 1]!; e++) {
        assert.equal(seen[e], entries.indices[e] === i ? 1 : 2);
      }
    }
  }
});

Deno.test("undirectedEdges() takes weights from the upper half, in any order of the entries", () => {
  const matrix = csr(3, 3, [0, 2, 4, 5], [2, 0, 1, 2, 0], [0.2, 7, 1, 9, 0.4]);
  assert.throws(() => undirectedEdges(matrix), /one direction only/);
  const { structure, weights } = undirectedEdges(
    csr(3, 3, [0, 3, 5, 6], [2, 1, 0, 1, 0, 0], [0.2, 0.1, 7, 1, 0.3, 0.4]),
  );
  assert.deepEqual([...structure.entries.indices], [0, 1, 2, 1, 2]);
  assert.deepEqual([...weights], [7, 0.1, 0.2, 1, 0].map(Math.fround));
});

Deno.test("undirectedEdges() refuses graphs that are not square, not symmetric, or store an edge twice", () => {
  const refused = (tag: "Corrupt" | "Misaligned", what: RegExp) => (error: unknown) =>
    isWeftError(error, tag) && what.test(error.message);
  assert.throws(() => undirectedEdges(csr(1, 2, [0, 1], [1])), refused("Misaligned", /columns of the adjacency/));
  assert.throws(() => undirectedEdges(csr(2, 2, [0, 1, 1], [1])), refused("Corrupt", /one direction only/));
  assert.throws(() => undirectedEdges(csr(2, 2, [0, 0, 1], [0])), refused("Corrupt", /symmetrize\(\)/));
  assert.throws(() => undirectedEdges(csr(3, 3, [0, 1, 1, 2], [1, 1])), refused("Corrupt", /one direction only/));
  assert.throws(() => undirectedEdges(csr(1, 1, [0, 2], [0, 0])), refused("Corrupt", /\(0, 0\) stored twice/));
});

Deno.test("undirectedEdges() of no nodes has no edges", () => {
  assert.equal(undirectedEdges(csr(0, 0, [0], [])).structure.nValues, 0);
});

Deno.test("transposedPattern() twice sorts the entries of each row", () => {
  const { indptr, indices } = csr(2, 4, [0, 3, 4], [3, 0, 2, 1]);
  const twice = transposedPattern(transposedPattern({ nRows: 2, nCols: 4, indptr, indices }));
  assert.deepEqual([...twice.indptr], [0, 3, 4]);
  assert.deepEqual([...twice.indices], [0, 2, 3, 1]);
});
