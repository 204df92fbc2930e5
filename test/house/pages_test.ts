import assert from "node:assert/strict";
import { globSync, readFileSync } from "node:fs";
import { dirname, join, normalize } from "node:path/posix";
import { fileURLToPath } from "node:url";

const ROOT = fileURLToPath(new URL("../../", import.meta.url));
/** What a method's page says, in this order; more may stand between. */
const SECTIONS = [
  "In a notebook",
  "Notation",
  "Loss",
  "Defaults, and where they come from",
  "Paper versus code",
  "Results",
  "Lesson",
];

const read = (path: string): string => readFileSync(ROOT + path, "utf8");
const pages = (pattern: string): string[] => globSync(pattern, { cwd: ROOT }).map((path) => path.replaceAll("\\", "/"));
const methods = pages("docs/methods/*.md").filter((path) => !path.endsWith("/benchmark.md")).sort();
const discrepancies = pages("docs/discrepancies/*.md").sort();

const prose = (text: string): string => text.replace(/^```[\s\S]*?^```/gm, "");

function headings(text: string): string[] {
  return [...prose(text).matchAll(/^#+ (.*)$/gm)].map(([, title]) => title!);
}

/** The name by which a heading can be linked to. */
function anchor(title: string): string {
  return title.toLowerCase().replace(/[^\p{L}\p{N}\p{M} _-]/gu, "").replaceAll(" ", "-");
}

Deno.test("house: the page of every method has one form", () => {
  const wrong = methods.flatMap((path) => {
    const text = read(path);
    const found = headings(text).filter((title) => SECTIONS.includes(title));
    const missing = SECTIONS.filter((title) => !found.includes(title));
    const inOrder = SECTIONS.filter((title) => found.includes(title));
    return [
      ...missing.map((title) => `${path}: no "${title}"`),
      ...(found.join() === inOrder.join() ? [] : [`${path}: ${found.join(", ")}`]),
      ...["**Use it**", "**Do not use it**"].filter((words) => !text.includes(words)).map((words) =>
        `${path}: no ${words}`
      ),
    ];
  });
  assert.deepEqual(wrong, []);
});

Deno.test("house: the lesson of every method is a notebook, and its discrepancies have a page", () => {
  const wrong = methods.filter((path) =>
    !/\n## Lesson\n[\s\S]*\]\(\.\.\/\.\.\/notebooks\/\S+\.ipynb\)/.test(read(path))
  );
  assert.deepEqual(wrong, []);
  const learned = methods.map((path) => read(path)).filter((text) => text.includes("](../discrepancies/"));
  assert(learned.length >= discrepancies.length);
});

Deno.test("house: every discrepancy has a number, a switch, and a line of that number that runs", () => {
  for (const path of discrepancies) {
    const text = read(path);
    const rows = [...text.matchAll(/^\| (\d+) .*\| ([^|]+?) +\|$/gm)];
    assert.deepEqual(rows.map(([, number]) => Number(number)), rows.map((_, i) => i + 1), path);
    assert(rows.length > 0 && rows.every(([, , change]) => change!.includes("`")), `${path}: a row without a switch`);
    const code = /## Every switch in a line\n\n```ts\n([\s\S]*?)```/.exec(text)?.[1] ?? "";
    const shown = [...code.matchAll(/^\/\* (\d+) \*\/ \S/gm)].map(([, number]) => Number(number));
    assert.deepEqual(shown, rows.map((_, i) => i + 1), path);
  }
});

Deno.test("house: links from page to page lead somewhere", () => {
  const wrong: string[] = [];
  for (const path of [...pages("*.md"), ...pages("docs/**/*.md")]) {
    for (const [, link] of prose(read(path)).matchAll(/\]\(([^)\s]+)\)/g)) {
      if (/^[a-z]+:/.test(link!)) continue;
      const [file, name] = link!.split("#") as [string, string?];
      const target = file === "" ? path : normalize(join(dirname(path), file));
      if (globSync(target, { cwd: ROOT }).length === 0) wrong.push(`${path}: ${link}`);
      else if (name && !headings(read(target)).map(anchor).includes(name)) wrong.push(`${path}: ${link}`);
    }
  }
  assert.deepEqual(wrong, []);
});
