import { checkClusters } from "../../src/cluster/check_clusters.ts";
import { assertThrows } from "./helpers.ts";

Deno.test("checkClusters() takes one cluster up to one a row", () => {
  checkClusters(1, 1);
  checkClusters(3, 3);
  checkClusters(2, 1000);
});

Deno.test("checkClusters() refuses more clusters than rows and says what to do", () => {
  assertThrows(
    () => checkClusters(4, 3),
    "TooSmall",
    /^Expected at least 4 observations for 4 clusters but found 3\. Lower nClusters or bring more observations\.$/,
  );
  assertThrows(() => checkClusters(1, 0), "TooSmall", /found 0/);
});

Deno.test("checkClusters() refuses numbers that are not counts", () => {
  for (const bad of [0, -1, 1.5, NaN, Infinity]) {
    assertThrows(() => checkClusters(bad, 10), "InvalidArgument", new RegExp(`nClusters.*≥ 1 but found ${bad}`));
  }
});
