import assert from "node:assert/strict";
import { importsOf, roomOf, sourceFiles } from "./source.ts";

/** The one room (or few, where the design says so) that may touch each third-party package. */
const HOMES: Readonly<Record<string, readonly string[]>> = {
  "@tensorflow/tfjs": ["engine", "nn", "loss", "methods"],
  "@tensorflow/tfjs-backend-webgpu": ["engine"],
  arquero: ["interop"],
  delaunator: ["graph"],
  "h5wasm/node": ["io"],
  "h5wasm-plugins": ["io"],
  "umap-js": ["embed"],
  vega: ["plot"],
  "vega-lite": ["plot"],
  zarrita: ["io"],
};

Deno.test("house: each third-party package is touched in its own room only", async () => {
  const breaches: string[] = [];
  for (const file of await sourceFiles("src", ".")) {
    for (const specifier of importsOf(file)) {
      if (specifier.startsWith(".") || specifier.startsWith("node:")) continue;
      const name = Object.keys(HOMES).find((home) => specifier === home || specifier.startsWith(`${home}/`));
      const room = roomOf(file.path) ?? "";
      if (!name || !HOMES[name]!.includes(room)) breaches.push(`${file.path} imports ${specifier}`);
    }
  }
  assert.deepEqual(breaches, []);
});

/** Rooms that may speak to the operating system. */
const SYSTEM_ROOMS = ["io", "kernel", "bridge", "cli", "kernels", "study"];

Deno.test("house: only storage, kernels, kernel, bridge, study and the command line speak to the system", async () => {
  const breaches: string[] = [];
  for (const file of await sourceFiles("src", ".")) {
    if (SYSTEM_ROOMS.includes(roomOf(file.path) ?? "")) continue;
    const code = file.text.replace(/\/\*[\s\S]*?\*\//g, "").replace(/^\s*\/\/.*$/gm, "");
    if (/\bDeno\./.test(code)) breaches.push(`${file.path} uses Deno.*`);
    for (const specifier of importsOf(file)) {
      if (/^node:(fs|child_process|net|http|os)/.test(specifier)) breaches.push(`${file.path} imports ${specifier}`);
    }
  }
  assert.deepEqual(breaches, []);
});

Deno.test("house: dependencies are pinned npm packages", async () => {
  const config = JSON.parse(await Deno.readTextFile(new URL("../../deno.json", import.meta.url)));
  for (const [name, target] of Object.entries<string>(config.imports)) {
    assert(
      /^\.\//.test(target) || /^npm:\/?(@[\w-]+\/)?[\w.-]+@\d+\.\d+\.\d+(\/.*)?$/.test(target),
      `${name}: ${target}`,
    );
  }
});
