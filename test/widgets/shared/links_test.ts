import assert from "node:assert/strict";
import { joinLink, type LinkMessage } from "../../../widgets/shared/links.ts";

Deno.test("joinLink() tells the others of the group, not oneself, not other groups, and nobody after the end", () => {
  const heard: [string, unknown][] = [];
  const ends = [new AbortController(), new AbortController()];
  const hear = (name: string) => (message: LinkMessage) => heard.push([name, message["row"]]);
  const a = joinLink("tissue", hear("a"), ends[0]!.signal);
  const b = joinLink("tissue", hear("b"), ends[1]!.signal);
  const c = joinLink("other", hear("c"), ends[1]!.signal);
  a({ kind: "hover", row: 1 });
  b({ kind: "hover", row: 2 });
  c({ kind: "hover", row: 3 });
  ends[1]!.abort();
  a({ kind: "hover", row: 4 });
  assert.deepEqual(heard, [["b", 1], ["a", 2]]);
  ends[0]!.abort();
});

Deno.test("joinLink() of none hears and tells nothing", () => {
  const end = new AbortController();
  joinLink(null, () => assert.fail("heard"), end.signal)({ kind: "hover" });
  joinLink("null", () => assert.fail("heard"), end.signal);
  end.abort();
});
