import assert from "node:assert/strict";
import { isBroken } from "../../../src/kernel/session/is_broken.ts";

Deno.test("isBroken() knows what is no TypeScript", () => {
  for (const code of ["let = ;", "}}", "const 1a = 2", "f(]", "class { }}"]) assert(isBroken(code), code);
});

Deno.test("isBroken() lets pass whatever may run in a cell", () => {
  const cells = [
    "",
    "1 + 1",
    "let x: number = await f()",
    'import * as wf from "weft"; export const a = 1;',
    "enum A { B }",
    "abstract class X { constructor(private readonly a: number) {} }",
    "type A = { [K in keyof B]?: B[K] }",
    "const f = <T,>(a: T) => a satisfies unknown",
    "for await (const x of y) {}",
    "@once class A {}",
    "const page = <div>x</div>",
    "const line = <br/>",
  ];
  for (const code of cells) assert(!isBroken(code), code);
});
