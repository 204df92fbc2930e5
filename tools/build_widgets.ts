/**
 * Bundles every widget: `deno task widgets [NAME…]`. A widget is a folder of widgets/ with a mod.ts; what is written is
 * src/bridge/bundles/NAME.ts, a module that holds the text of one minified ES module. The bundler is the one inside the
 * pinned Deno, so the same source gives the same bytes anywhere.
 */
import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { existsSync } from "node:fs";
import { tmpdir } from "node:os";
import { fileURLToPath } from "node:url";

const ROOT = fileURLToPath(new URL("../", import.meta.url));
const BUNDLES = `${ROOT}src/bridge/bundles/`;

/** Names of the widgets, sorted. */
export async function widgetNames(): Promise<string[]> {
  const entries = await readdir(`${ROOT}widgets`, { withFileTypes: true });
  const folders = entries.filter((entry) => entry.isDirectory()).map((
    { name },
  ) => name);
  return folders.filter((name) => existsSync(`${ROOT}widgets/${name}/mod.ts`))
    .sort();
}

/** Where the bundle of a widget is kept. */
export function bundlePath(name: string): string {
  return `${BUNDLES}${name}.ts`;
}

/** Bundles one widget and returns the text of src/bridge/bundles/NAME.ts. */
export async function bundleWidget(name: string): Promise<string> {
  const source = await bundleModule(`widgets/${name}/mod.ts`);
  return [
    `/** The widget \`${name}\` as one ES module, made by \`deno task widgets\`; licences of what it holds: THIRD_PARTY.md. */`,
    `export const SOURCE: string = ${JSON.stringify(source)};`,
    "",
  ].join("\n");
}

/** A module, from the project's root or elsewhere, and all that it imports as one minified ES module. */
export async function bundleModule(path: string): Promise<string> {
  const folder = await mkdtemp(`${tmpdir()}/weft-widget-`);
  try {
    const output = `${folder}/bundle.js`;
    const how = ["--quiet", "--platform", "browser", "--format", "esm", "--minify"];
    const { success, stderr } = await new Deno.Command(Deno.execPath(), {
      args: ["bundle", "--config", "widgets/config.json", ...how, "--output", output, path],
      cwd: ROOT,
      stdout: "null",
      stderr: "piped",
      env: { NO_COLOR: "1" },
    }).output();
    if (!success) throw new Error(`${path} could not be bundled:\n${new TextDecoder().decode(stderr)}`);
    return (await readFile(output, "utf8")).trimEnd();
  } finally {
    await rm(folder, { recursive: true });
  }
}

if (import.meta.main) {
  for (const name of Deno.args.length > 0 ? Deno.args : await widgetNames()) {
    const text = await bundleWidget(name);
    await writeFile(bundlePath(name), text);
    console.log(`${name}  ${(text.length / 1024).toFixed(0)} KB`);
  }
}
