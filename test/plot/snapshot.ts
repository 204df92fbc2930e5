import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { inflateSync } from "node:zlib";
import { specToSvg } from "../../src/plot/spec_to_svg.ts";
import type { VegaSpec } from "../../src/plot/vega_spec.ts";

const FOLDER = new URL("./snapshots/", import.meta.url);
const UPDATE = Deno.args.includes("--update");

/**
 * Holds a picture to the one in snapshots/; `deno test … -- --update` writes them anew, for eyes that look at the
 * difference. Pictures inside a picture are known by their pixels: how they are packed may differ from machine to machine.
 */
export async function assertSnapshot(name: string, spec: VegaSpec): Promise<void> {
  const svg = (await specToSvg(spec, { colors: "print" })).replace(
    /data:image\/png;base64,([\w+/=]+)/g,
    (_, data) => `#pixels-${pixelHash(Uint8Array.from(atob(data), (letter) => letter.charCodeAt(0)))}`,
  ).replaceAll("><", ">\n<") + "\n";
  const file = new URL(`${name}.svg`, FOLDER);
  const known = await Deno.readTextFile(file).catch(() => undefined);
  if (UPDATE) return await Deno.writeTextFile(file, svg);
  const [now, before] = [svg.split("\n"), (known ?? "").split("\n")];
  const line = now.findIndex((text, i) => text !== before[i]);
  assert(
    svg === known,
    `${name}.svg differs from line ${line + 1}: '${
      now[line]?.slice(0, 200)
    }'. Run with -- --update if it is meant, and look.`,
  );
}

function pixelHash(png: Uint8Array): string {
  const view = new DataView(png.buffer);
  const length = view.getUint32(33);
  return createHash("sha256").update(inflateSync(png.subarray(41, 41 + length))).digest("hex").slice(0, 16);
}
