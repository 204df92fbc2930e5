import type { PackHeader } from "../../src/bridge/protocol/pieces.ts";

type Place = Record<string | number, unknown>;

/** The value that bytes stand for: JSON, with its binary parts as DataView where they belong. */
export function unpack(bytes: Uint8Array<ArrayBuffer>): unknown {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const start = 4 + view.getUint32(0, true);
  const { state, paths, lengths } = JSON.parse(new TextDecoder().decode(bytes.subarray(4, start))) as PackHeader;
  let at = bytes.byteOffset + start;
  paths.forEach((path, i) => {
    let place = state as Place;
    for (const key of path.slice(0, -1)) place = place[key] as Place;
    place[path.at(-1)!] = new DataView(bytes.buffer, at, lengths[i]!);
    at += lengths[i]!;
  });
  return state.v;
}
