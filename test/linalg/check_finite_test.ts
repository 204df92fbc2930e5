import { checkFinite } from "../../src/linalg/check_finite.ts";
import { assertThrows } from "./helpers.ts";

Deno.test("checkFinite() lets finite numbers of any size and no numbers pass", () => {
  checkFinite(new Float64Array(0), "nothing");
  checkFinite(Float64Array.of(0, -0, 5e-324, -Number.MAX_VALUE), "the matrix");
  checkFinite(Float32Array.of(1.5, -2), "the matrix");
  checkFinite([1, 2], "the list");
});

Deno.test("checkFinite() names the array, the first bad element and where it is", () => {
  assertThrows(
    () => checkFinite(Float64Array.of(1, NaN, Infinity), "the means"),
    "BadValues",
    /^Expected the means to hold finite numbers but found NaN at element 1\. Remove or replace missing/,
  );
  assertThrows(() => checkFinite(Float32Array.of(-Infinity), "x"), "BadValues", /found -Infinity at element 0/);
});
