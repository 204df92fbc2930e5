import assert from "node:assert/strict";
import { stillMaps } from "../../../src/bridge/ablation_board/still_maps.ts";
import type { AblationBoardState } from "../../../src/bridge/protocol/ablation_board.ts";

/** A board of finished lines, each with one row of nine spots. */
function board(names: readonly string[]): AblationBoardState {
  const place = (step: number) => Float32Array.from({ length: 9 }, (_, i) => (Math.floor(i / step) % 3) / 2);
  const state: Partial<AblationBoardState> = {
    lines: names.map((name, i) => ({ name, n: 1, rows: [i] })) as never,
    rows: names.map(() => ({ seed: 0, score: 0.9 })) as never,
    labels: names.map(() => Uint8Array.from({ length: 9 }, (_, i) => i % 3)),
    x: place(1),
    y: place(3),
    colors: ["#111111", "#222222", "#333333"],
    metrics: ["ari"],
  };
  return state as AblationBoardState;
}

const texts = (markup: string) => [...markup.matchAll(/<text[^>]*>([^<]*)</g)].map(([, text]) => text!);

Deno.test("stillMaps() breaks captions that are too long, so that lines which begin alike can be told apart", () => {
  const names = ["full", "without graph + prototypes", "without graph + bnm", "without bnm + prototypes"];
  const captions = texts(stillMaps(board(names), 800).markup).filter((text) => !text.startsWith("seed"));
  const wanted = ["full", "without", "graph + prototyp…", "without", "graph + bnm", "without", "bnm + prototypes"];
  assert.deepEqual(captions, wanted);
});

Deno.test("stillMaps() takes a line more for captions only where one is broken, and escapes them", () => {
  const [plain, broken] = [["full", "without graph"], ["full", "without a<b & something"]].map((names) =>
    stillMaps(board(names), 800)
  );
  assert(plain!.height < broken!.height);
  assert(broken!.markup.includes("a&lt;b &amp; "));
  assert.deepEqual(stillMaps(board([]), 800), { markup: "", height: 0 });
});
