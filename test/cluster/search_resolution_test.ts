import assert from "node:assert/strict";

import { leiden } from "../../src/cluster/leiden.ts";
import { searchResolution } from "../../src/cluster/search_resolution.ts";
import type { UnsDict } from "../../src/data/uns.ts";
import {
  assertSamePartition,
  assertThrows,
  blobs,
  byClique,
  cliques,
  graphOf,
  multiWithRep,
  withGraph,
} from "./helpers.ts";

Deno.test("searchResolution() writes labels and the resolution it found", () => {
  const clustered = searchResolution(withGraph(cliques(6, 5)), { nClusters: 6, keyAdded: "domain" });
  assertSamePartition(clustered.obs.column("domain").toArray(), byClique(6, 5));
  const { params } = clustered.uns.domain as UnsDict;
  assert(Number((params as UnsDict).resolution) > 0);
});

Deno.test("searchResolution() writes what leiden() would at that resolution", () => {
  const adata = withGraph(cliques(9, 4));
  const found = searchResolution(adata, { nClusters: 3, seed: 1 });
  const { params, modularity: quality } = found.uns.leiden as UnsDict;
  const again = leiden(adata, { resolution: Number((params as UnsDict).resolution), seed: 1 });
  assert.deepEqual(found.obs.column("leiden").toArray(), again.obs.column("leiden").toArray());
  assert.equal(Number(quality), Number((again.uns.leiden as UnsDict).modularity));
  assert(!adata.obs.has("leiden"));
});

Deno.test("searchResolution() says which numbers there were, which graphs there are, and stops by its signal", () => {
  const apart = withGraph(graphOf(6, [[0, 1], [2, 3], [4, 5]]));
  assertThrows(
    () => searchResolution(apart, { nClusters: 2 }),
    "Failed",
    /a resolution that gives 2 communities but found only 3 from 0\.01 to 3.*use gmm\(\) or kmeans\(\)/,
  );
  assertThrows(() => searchResolution(apart, { obsp: "x", nClusters: 3 }), "NotFound", /obsp\['x'\]/);
  assertThrows(() => searchResolution(apart, {}), "TooSmall", /at least 7 observations for 7 clusters but found 6/);
  assertThrows(() => searchResolution(apart, { nClusters: 3, signal: AbortSignal.abort() }), "Aborted", /./);
});

Deno.test("searchResolution() works on MuData", () => {
  const data = multiWithRep(blobs(1, 12, 1, 2, 9)).with({ obsp: { connectivities: cliques(4, 3) } });
  assertSamePartition(searchResolution(data, { nClusters: 4 }).obs.column("leiden").toArray(), byClique(4, 3));
});
