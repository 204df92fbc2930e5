import assert from "node:assert/strict";
import { sourceFiles } from "./source.ts";

const MAX_LINES = 400;
const MAX_MEDIAN = 120;

function withoutComments(text: string): string {
  return text.replace(/\/\*[\s\S]*?\*\//g, "").replace(/^\s*\/\/.*$/gm, "");
}

Deno.test("house: no file is longer than 400 lines, and the median source file is at most 120", async () => {
  const files = await sourceFiles("src", "widgets", "test", "tools", "bench", ".");
  assert.deepEqual(
    files.filter(({ lines }) => lines.length > MAX_LINES + 1).map(({ path, lines }) => `${path}: ${lines.length}`),
    [],
  );
  const lengths = files.filter(({ path }) => path.startsWith("src/")).map(({ lines }) => lines.length).sort((a, b) =>
    a - b
  );
  assert(lengths[lengths.length >> 1]! <= MAX_MEDIAN, `the median is ${lengths[lengths.length >> 1]} lines`);
});

Deno.test("house: files are named in snake_case", async () => {
  const wrong = (await sourceFiles("src", "widgets", "test", "tools", "bench")).filter(({ path }) =>
    !/^[a-z0-9_/]+\.ts$/.test(path)
  );
  assert.deepEqual(wrong.map(({ path }) => path), []);
});

Deno.test("house: what is thrown is a WeftError, or on the command line a UsageError", async () => {
  const wrong: string[] = [];
  for (const { path, text } of await sourceFiles("src", ".")) {
    for (const match of withoutComments(text).matchAll(/throw new (\w+)/g)) {
      const usage = match[1] === "UsageError" && path.startsWith("src/cli/");
      if (match[1] !== "WeftError" && !usage) wrong.push(`${path}: ${match[0]}`);
    }
  }
  assert.deepEqual(wrong, []);
});

Deno.test("house: only the command line prints", async () => {
  const wrong = (await sourceFiles("src", "widgets", ".")).filter(({ path, text }) =>
    !path.startsWith("src/cli/") && /\bconsole\.\w+\(/.test(withoutComments(text))
  );
  assert.deepEqual(wrong.map(({ path }) => path), []);
});

Deno.test("house: there is no global randomness, no dead marker and no text inserted as HTML", async () => {
  const wrong: string[] = [];
  for (const { path, text } of await sourceFiles("src", "widgets", ".")) {
    const code = withoutComments(text);
    for (
      const pattern of [/Math\.random\(/, /\.innerHTML\b/, /\b(outerHTML|srcdoc|insertAdjacentHTML)\b/, /\beval\(/]
    ) {
      if (pattern.test(code)) wrong.push(`${path}: ${pattern.source}`);
    }
    if (/\b(TODO|FIXME|XXX|HACK)\b/.test(text)) wrong.push(`${path}: unfinished`);
  }
  assert.deepEqual(wrong, []);
});

Deno.test("house: no room is empty and none lacks tests", async () => {
  const tests = new Set((await sourceFiles("test")).map(({ path }) => path.split("/")[1]));
  const rooms = new Set((await sourceFiles("src")).map(({ path }) => path.split("/")[1]!));
  assert.deepEqual([...rooms].filter((room) => !tests.has(room)), []);
});
