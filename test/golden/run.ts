/**
 * Holds weft to the reference values in a folder: `deno task golden [FOLDER]`. A case must pass, or stand in
 * not_yet.txt with what it waits for; anything else fails the run.
 */
import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import type { CaseResult, Topic } from "./topic.ts";
import { topics } from "./topics/mod.ts";

const HERE = fileURLToPath(new URL(".", import.meta.url));

/** What a whole run came to. */
export interface GoldenTotals {
  passed: number;
  failed: number;
  notYet: number;
}

/** Runs every topic in a folder, printing a row a case. */
export async function runGolden(
  folder: string,
  print: (line: string) => void,
  chosen: readonly Topic[] = topics,
): Promise<GoldenTotals> {
  const notYet = await readNotYet();
  const totals: GoldenTotals = { passed: 0, failed: 0, notYet: 0 };
  for (const topic of chosen) {
    const ids = await topic.ids(folder);
    const waiting = new Set(ids.filter((id) => notYet.has(`${topic.name}/${id}`)));
    const left = new Set(ids.filter((id) => !waiting.has(id)));
    for await (const result of topic.run(folder, waiting)) {
      left.delete(result.id);
      totals[result.pass ? "passed" : "failed"]++;
      print(row(topic.name, result));
    }
    for (const id of left) {
      totals.failed++;
      print(`FAIL  ${topic.name}/${id}  neither run nor listed in not_yet.txt`);
    }
    totals.notYet += waiting.size;
  }
  print(`golden ${folder}: ${totals.passed} passed, ${totals.failed} failed, ${totals.notYet} not yet`);
  return totals;
}

function row(topic: string, { id, pass, maxDifference, tolerance, note }: CaseResult): string {
  const figure = maxDifference.toExponential(1).padStart(8);
  return `${pass ? "pass" : "FAIL"}  ${`${topic}/${id}`.padEnd(56)} ${figure}  (${tolerance})${
    note ? `  ${note}` : ""
  }`;
}

/** Cases that wait for something, as `topic/id`, with what they wait for. */
export async function readNotYet(): Promise<Map<string, string>> {
  const lines = (await readFile(`${HERE}not_yet.txt`, "utf8")).split("\n");
  const entries = lines.filter((line) => line.trim() !== "" && !line.startsWith("#")).map((line) => {
    const [id, ...why] = line.split(/\s{2,}/);
    return [id!, why.join(" ")] as const;
  });
  return new Map(entries);
}

if (import.meta.main) {
  const [folder = HERE, only] = Deno.args;
  const chosen = only ? topics.filter(({ name }) => name === only) : topics;
  const { failed, passed } = await runGolden(folder.replace(/\/$/, ""), (line) => console.log(line), chosen);
  Deno.exit(failed > 0 || passed === 0 ? 1 : 0);
}
