/**
 * SMART's accuracy on simulated tissues: `deno task accuracy` prints the table of docs/methods/smart.md. Data seeds are
 * fixed here and were never used to choose a setting; what is done is kept in `.cache/accuracy`, so that a run that was
 * broken off goes on.
 */
import { type Embed, ROWS } from "./accuracy/rows.ts";
import { remembered } from "./accuracy/remembered.ts";
import { better, score, type Scores } from "./accuracy/scores.ts";
import { bootstrapMedian, median, short, spread } from "./accuracy/summary.ts";
import { preparedTissue, type TissueSpec, truthOf } from "./accuracy/tissue.ts";

const SEEDS = { default: [101, 102, 103, 104, 105], hard: [201, 202, 203, 204, 205, 206, 207, 208, 209, 210] } as const;
const UNTRAINED = "SMART, untrained";
const RELEASED = "SMART, fusion only (`released`)";
const TRAINED = "SMART, all weights (`default`)";
const SINGLE = ["RNA alone", "proteins alone", "chromatin alone"];
const CONTROLS = ["permuted coordinates", "pure noise"] as const;

type Preset = keyof typeof SEEDS;
type Table = Map<string, Scores[]>;

const print = (line = "") => console.log(line);

for (const preset of ["default", "hard"] as const) {
  const table = await measure(preset);
  print(
    `\nPreset \`${preset}\`, ${SEEDS[preset].length} data seeds (${SEEDS[preset][0]} to ${SEEDS[preset].at(-1)}):\n`,
  );
  printTable(table);
  printVerdicts(preset, table);
}

async function measure(preset: Preset): Promise<Table> {
  const table: Table = new Map();
  for (const seed of SEEDS[preset]) {
    await fill(table, { preset, seed }, Object.entries(ROWS));
    for (const control of CONTROLS) {
      const rows = [UNTRAINED, RELEASED, TRAINED].map((row): [string, Embed] => [row, ROWS[row]!]);
      await fill(table, { preset, seed, control }, rows, control);
    }
  }
  return table;
}

async function fill(table: Table, spec: TissueSpec, rows: [string, Embed][], control?: string): Promise<void> {
  let tissue: ReturnType<typeof preparedTissue> | undefined;
  for (const [row, embed] of rows) {
    const scores = await remembered({ ...spec, row }, async () => {
      tissue ??= preparedTissue(spec);
      return score(await embed(tissue), truthOf(tissue));
    });
    const label = control === undefined ? row : `${row}, ${control}`;
    table.set(label, [...table.get(label) ?? [], scores]);
  }
}

function printTable(table: Table): void {
  print("| row | mclust | k-means | probe |");
  print("|---|---|---|---|");
  for (const [row, scores] of table) {
    const columns = (["mclust", "kmeans", "probe"] as const).map((key) => spread(scores.map((found) => found[key])));
    print(`| ${row} | ${columns.join(" | ")} |`);
  }
}

function printVerdicts(preset: Preset, table: Table): void {
  const mclust = table.get(TRAINED)!.map((scores) => scores.mclust);
  const gain = table.get(TRAINED)!.map((scores, i) => better(scores) - better(table.get(UNTRAINED)![i]!));
  const [low, high] = bootstrapMedian(gain);
  const single = table.get(TRAINED)!.map((_, i) => Math.max(...SINGLE.map((row) => better(table.get(row)![i]!))));
  const noise = table.get(`${TRAINED}, pure noise`)!.map(better);
  print();
  print(
    `- mclust ≥ .98 on ${mclust.filter((value) => value >= 0.98).length} of ${mclust.length} seeds, median ${
      short(median(mclust))
    }`,
  );
  print(
    `- trained minus untrained, better clustering, paired: median ${short(median(gain))}, 95 % interval ${
      short(low)
    } to ${short(high)}`,
  );
  for (const row of [UNTRAINED, RELEASED, TRAINED]) {
    const above = table.get(`${row}, permuted coordinates`)!.map((scores, i) => better(scores) - single[i]!);
    const figures = `median ${short(median(above))}, at most ${short(Math.max(...above))}`;
    print(`- ${row}, permuted coordinates, minus best single modality: ${figures}`);
  }
  print(`- pure noise: at most ${short(Math.max(...noise))} (${preset})`);
}
