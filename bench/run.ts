/**
 * weft beside the field's own tools, on the same bytes in one run:
 * `deno task bench [CASE …] [--rounds=N] [--sides=WORD,…] [--list]`.
 *
 * Every side runs in a process of its own on two threads; they take turns round by round, and the first round of each
 * is a warm-up. Sides that would not fit into memory together run one after another, and those that take very long once.
 * `--sides` takes those whose name holds one of the words. `deno task bench:setup` makes the Python with
 * the peers; without it their rows say so. Prints markdown.
 */
import { parseArgs } from "node:util";
import { cases } from "./cases/mod.ts";
import { describeMachine } from "./machine.ts";
import { measure } from "./measure.ts";
import { benchPython } from "./setup.ts";
import { N_THREADS } from "./side.ts";
import { caseTable } from "./table.ts";

const { values, positionals } = parseArgs({
  args: Deno.args,
  allowPositionals: true,
  options: { rounds: { type: "string" }, sides: { type: "string" }, list: { type: "boolean" } },
});
// deno-lint-ignore no-console -- a command's output
const print = (line: string): void => console.log(line);
const unknown = positionals.filter((name) => !cases.some((one) => one.name === name));
if (values.list || unknown.length > 0) {
  for (const name of unknown) print(`There is no case '${name}'.`);
  for (const { name, title } of cases) print(`${name.padEnd(16)} ${title}`);
  Deno.exit(unknown.length > 0 ? 2 : 0);
}

const nRounds = Number(values.rounds ?? 3);
const sides = values.sides?.split(",") ?? [];
const started = Date.now();
const onTurn = (side: string, round: number): void => {
  const what = round < 0 ? "opens" : round === 0 ? "warms up" : `round ${round}`;
  console.error(`${((Date.now() - started) / 1000).toFixed(0).padStart(5)} s  ${side}: ${what}`);
};
print(`${describeMachine()}; ${N_THREADS} threads, ${nRounds} rounds in turns after a warm-up.\n`);
for (const one of cases) {
  if (positionals.length > 0 && !positionals.includes(one.name)) continue;
  print(caseTable(await measure(one, { nRounds, sides, python: benchPython(), onTurn })));
}
