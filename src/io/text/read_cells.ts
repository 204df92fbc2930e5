import { lineBlocks } from "./line_blocks.ts";

/** The cells of a file without a line of names, line by line, separated by tabs; empty lines are left out. */
export async function readCells(path: string, signal?: AbortSignal): Promise<string[][]> {
  const decoder = new TextDecoder();
  const rows: string[][] = [];
  for await (const block of lineBlocks(path, signal)) {
    for (const line of decoder.decode(block).split(/\r?\n/)) if (line !== "") rows.push(line.split("\t"));
  }
  return rows;
}
