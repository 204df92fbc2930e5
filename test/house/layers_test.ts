import assert from "node:assert/strict";
import { importsOf, resolve, roomOf, sourceFiles } from "./source.ts";

/** Rooms by level, lowest first; rooms of one level do not know each other. */
const LEVELS: readonly (readonly string[])[] = [
  ["core"],
  ["data"],
  ["kernels"],
  ["linalg"],
  ["io"],
  ["preprocess", "graph"],
  ["cluster", "embed"],
  ["metrics"],
  ["impute"],
  ["engine"],
  ["nn"],
  ["loss"],
  ["methods"],
  ["train"],
  ["study", "doctor"],
  ["plot"],
  ["kernel", "bridge"],
  ["display"],
  ["report", "chain", "interop"],
  ["cli", "mod.ts"],
];
/** methods never preprocess or score; of cluster they need the cores that find prototypes. */
const METHODS_MAY_SEE = ["core", "data", "kernels", "linalg", "graph", "cluster", "engine", "nn", "loss"];

function levelOf(room: string): number {
  const level = LEVELS.findIndex((rooms) => rooms.includes(room));
  assert(level >= 0, `room '${room}' has no level: add it to the design first`);
  return level;
}

Deno.test("house: imports only go down, and stay inside one folder within a level", async () => {
  const breaches: string[] = [];
  for (const file of await sourceFiles("src", ".")) {
    const room = roomOf(file.path);
    if (room === null) continue;
    for (const specifier of importsOf(file)) {
      const target = resolve(file.path, specifier);
      const other = target && roomOf(target);
      if (!other || other === room) continue;
      if (room === "mod.ts" && other !== "cli") continue;
      const down = levelOf(other) < levelOf(room);
      const seen = room !== "methods" || METHODS_MAY_SEE.includes(other);
      if (!down || !seen) breaches.push(`${file.path} imports ${target}`);
    }
  }
  assert.deepEqual(breaches, []);
});

Deno.test("house: source does not import tests, tools or the root module", async () => {
  const breaches: string[] = [];
  for (const file of await sourceFiles("src")) {
    for (const specifier of importsOf(file)) {
      const target = resolve(file.path, specifier);
      if (target !== null && !target.startsWith("src/") && roomOf(file.path) !== "cli") {
        breaches.push(`${file.path}: ${target}`);
      }
    }
  }
  assert.deepEqual(breaches, []);
});

Deno.test("house: no two files import each other in a circle at run time", async () => {
  const files = await sourceFiles("src", ".");
  const edges = new Map(files.map((file) => [file.path, runtimeImports(file.text, file.path)]));
  const state = new Map<string, "open" | "done">();
  const circles: string[] = [];
  const visit = (path: string, trail: readonly string[]): void => {
    if (state.get(path) === "open") circles.push([...trail.slice(trail.indexOf(path)), path].join(" → "));
    if (state.has(path)) return;
    state.set(path, "open");
    for (const next of edges.get(path) ?? []) visit(next, [...trail, path]);
    state.set(path, "done");
  };
  for (const { path } of files) visit(path, []);
  assert.deepEqual(circles, []);
});

/** Static imports that survive compilation: not `import type`, not lists of types only. */
function runtimeImports(text: string, path: string): string[] {
  const code = text.replace(/\/\*[\s\S]*?\*\//g, "").replace(/^\s*\/\/.*$/gm, "");
  const statements = code.matchAll(/^(import|export)\s+(?!type\b)([^;]*?)from\s+"(\.[^"]+)"/gm);
  return [...statements]
    .filter(([, , names]) => !/^\{(\s*type\s+[\w\s]+,?)+\s*\}\s*$/.test(names!.trim()))
    .map(([, , , specifier]) => resolve(path, specifier!)!);
}
