import assert from "node:assert/strict";
import { importsOf, resolve, sourceFiles } from "./source.ts";

/** Packages that widgets bundle; others are asked for by type only. */
const BUNDLED = ["regl-scatterplot"];
/** Constants and types that both sides know. */
const SHARED = /^widgets\/shared\/|^src\/bridge\/protocol(\.ts$|\/)/;

Deno.test("house: a widget imports its own folder, widgets/shared, the protocol and what is bundled", async () => {
  const breaches: string[] = [];
  for (const file of await sourceFiles("widgets")) {
    const own = file.path.split("/").slice(0, 2).join("/") + "/";
    for (const specifier of importsOf(file)) {
      const target = resolve(file.path, specifier);
      const typeOnly = new RegExp(`import type [^;]*"${specifier}"`).test(
        file.text,
      );
      const allowed = target === null
        ? typeOnly || BUNDLED.includes(specifier)
        : target.startsWith(own) || SHARED.test(target);
      if (!allowed) breaches.push(`${file.path}: ${specifier}`);
    }
  }
  assert.deepEqual(breaches, []);
});

Deno.test("house: what widgets share knows no widget", async () => {
  const wrong = (await sourceFiles("widgets")).filter((file) =>
    file.path.startsWith("widgets/shared/") &&
    importsOf(file).some((specifier) =>
      !/^(\.\/|\.\.\/\.\.\/src\/bridge\/protocol)/.test(specifier) &&
      specifier.startsWith(".")
    )
  );
  assert.deepEqual(wrong.map(({ path }) => path), []);
});

Deno.test("house: widgets have no listener in markup, parse no markup and ask the network for nothing", async () => {
  const wrong: string[] = [];
  const patterns = [
    /setAttribute\(\s*["'`]on/i,
    /\bDOMParser\b|createContextualFragment|document\.write/,
    /\bnew Function\b|\bsetTimeout\(\s*["'`]/,
    /\bfetch\(|XMLHttpRequest|\bWebSocket\b|sendBeacon|https?:\/\/(?!www\.w3\.org\/)/,
    /\blocalStorage\b|\bsessionStorage\b|document\.cookie/,
  ];
  for (const { path, text } of await sourceFiles("widgets")) {
    for (const pattern of patterns) {
      if (pattern.test(text)) wrong.push(`${path}: ${pattern.source}`);
    }
  }
  assert.deepEqual(wrong, []);
});

Deno.test("house: a bundle is made of a widget that is there", async () => {
  const { readdir } = await import("node:fs/promises");
  const { widgetNames } = await import("../../tools/build_widgets.ts");
  const bundles = await readdir(
    new URL("../../src/bridge/bundles/", import.meta.url),
  );
  assert.deepEqual(
    bundles.sort(),
    (await widgetNames()).map((name) => `${name}.ts`),
  );
});
