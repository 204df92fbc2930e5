import assert from "node:assert/strict";
import { examine } from "../../../src/cli/doctor/examine.ts";
import { findingsText } from "../../../src/cli/doctor/findings_text.ts";
import { CHECKS } from "../../../src/cli/doctor/checks/mod.ts";
import { isAtLeast, versionIn } from "../../../src/cli/doctor/version.ts";
import { captured } from "../captured.ts";
import { around } from "./around.ts";

Deno.test("findingsText() gives each finding a line, and the command that mends it another", () => {
  const works = { name: "deno", state: "works", text: "Deno 2.9.6" } as const;
  const lacks = { name: "chromium", state: "lacks", text: "none here" } as const;
  const broken = { name: "kernel", state: "broken", text: "gone", repair: "mend" } as const;
  assert.equal(
    findingsText([works, broken, lacks]),
    [
      "works   deno      Deno 2.9.6",
      "BROKEN  kernel    gone",
      "                  mend it: mend",
      "lacks   chromium  none here",
      "",
      "1 broken.",
    ].join("\n"),
  );
  assert.match(findingsText([works, lacks]), /Everything that is needed works; what lacks is optional\.$/);
  assert.match(findingsText([works]), /\nEverything works\.$/);
});

Deno.test("examine() goes on when a check cannot even look", async () => {
  const findings = await examine([
    { name: "a", run: () => Promise.reject(new TypeError("no eyes")) },
    { name: "b", run: () => ({ state: "works", text: "fine" }) },
  ], around());
  assert.deepEqual(findings, [
    { name: "a", state: "broken", text: "could not be looked at: no eyes" },
    { name: "b", state: "works", text: "fine" },
  ]);
});

Deno.test("isAtLeast() compares versions number by number", () => {
  assert.deepEqual(versionIn("Chromium 156.0.8 built"), [156, 0, 8]);
  assert.equal(versionIn("no number"), undefined);
  for (
    const [version, least, holds] of [
      [[2, 9, 6], [2, 9, 6], true],
      [[2, 10], [2, 9, 6], true],
      [[2, 9], [2, 9, 6], false],
      [[3], [2, 9, 6], true],
      [[1, 99], [2], false],
      [[], [0, 1], false],
    ] as const
  ) assert.equal(isAtLeast(version, least), holds, `${version} and ${least}`);
});

Deno.test("weft doctor tells of every check, in words and as JSON, and exits with 1 exactly when something is broken", async () => {
  const { code, stdout } = await captured(["doctor", "--json"]);
  const findings = JSON.parse(stdout);
  assert.deepEqual(findings.map(({ name }: { name: string }) => name), CHECKS.map(({ name }) => name));
  assert.equal(code, findings.some(({ state }: { state: string }) => state === "broken") ? 1 : 0);
  const words = await captured(["doctor"]);
  assert.equal(words.code, code);
  for (const { name, text } of findings) assert(words.stdout.includes(`${name}`) && words.stdout.includes(text));
  assert.equal((await captured(["doctor", "me"])).code, 2);
});
