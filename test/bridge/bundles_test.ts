import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { bundlePath, bundleWidget, widgetNames } from "../../tools/build_widgets.ts";

for (const name of await widgetNames()) {
  Deno.test(`bundle of ${name}: what is committed is what the source builds`, async () => {
    const committed = await readFile(bundlePath(name), "utf8");
    const built = await bundleWidget(name);
    assert(
      built === committed,
      `src/bridge/bundles/${name}.ts is old: run 'deno task widgets ${name}'`,
    );
  });

  Deno.test(`bundle of ${name}: asks for nothing, and has what the page looks for`, async () => {
    const { SOURCE } = await import(bundlePath(name));
    const exportsDefault = /export\s*\{[^}]*\bdefault\b[^}]*\}/.test(SOURCE);
    assert.equal(exportsDefault, name !== "page", "a widget is a default export; the page is a script");
    assert(!/(?:^|[;}\n])import[\s{"*(]/.test(SOURCE), "it imports");
    const asks = [/\bfetch\(/, /XMLHttpRequest/, /\bimportScripts\b/, /sendBeacon/, /new WebSocket/];
    assert.deepEqual(asks.filter((pattern) => pattern.test(SOURCE)), []);
  });
}
