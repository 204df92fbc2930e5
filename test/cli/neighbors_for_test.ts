import assert from "node:assert/strict";
import { neighborsFor } from "../../src/cli/neighbors_for.ts";

Deno.test("neighborsFor() asks for as many neighbours as the method's authors take", () => {
  assert.deepEqual(neighborsFor({ nSpatialNeighbors: 3 }), { nNeighbors: 3, coordType: "generic" });
});

Deno.test("neighborsFor() leaves the ring of a hexagonal array to the grid that the spots lie on", () => {
  assert.deepEqual(neighborsFor({ nSpatialNeighbors: 6 }), {});
});

Deno.test("neighborsFor() goes by what the user says, six and a method without a graph included", () => {
  assert.deepEqual(neighborsFor({ nSpatialNeighbors: 6 }, 6), { nNeighbors: 6, coordType: "generic" });
  assert.deepEqual(neighborsFor({ nSpatialNeighbors: 0 }, 2), { nNeighbors: 2, coordType: "generic" });
});

Deno.test("neighborsFor() gives nothing to a method that looks at no neighbours", () => {
  assert.equal(neighborsFor({ nSpatialNeighbors: 0 }), undefined);
});
