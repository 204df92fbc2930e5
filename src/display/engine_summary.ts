import { type EngineReport, threadsInWords } from "../engine/engine_report.ts";
import { escapeMarkup } from "../plot/escape_markup.ts";
import { section, table } from "./markup.ts";
import { summaryPage } from "./summary_page.ts";

/** The engine taken, and every engine with what it computes with or lacks, as a fragment of HTML. */
export function engineSummary({ name, kind, threads, why, choices }: EngineReport): string {
  const facts = [kind, threadsInWords(threads), why].map(escapeMarkup);
  const rows = choices.map((choice) => ({
    name: choice.name,
    cells: [
      choice.available ? "yes" : "no",
      choice.automatic ? "by itself" : "by name only",
      escapeMarkup(choice.remark),
    ],
  }));
  const body = section(
    "engines",
    `${choices.filter(({ available }) => available).length} can be had`,
    table(rows),
    true,
  );
  return summaryPage(escapeMarkup(name), facts, body);
}
