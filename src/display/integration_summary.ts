import type { IntegrationScore, IntegrationScores } from "../metrics/integration_scores.ts";
import { escapeMarkup } from "../plot/escape_markup.ts";
import { formatCount } from "./format.ts";
import { summaryPage } from "./summary_page.ts";

const GROUPS = { bio: "Kept biology", batch: "Mixed batches", modality: "Mixed modalities" };

/** The scores of an integration as a table, a group after the other, each score with its bar. */
export function integrationSummary(scores: IntegrationScores): string {
  const { useRep, labelsKey, batchKey, modalityKey, nObs, nLeftOut } = scores.header;
  const facts = [
    `embedding ${escapeMarkup(useRep)}`,
    `${formatCount(nObs)} observations${nLeftOut === 0 ? "" : `, ${formatCount(nLeftOut)} left out`}`,
    ...Object.entries({ labels: labelsKey, batches: batchKey, modalities: modalityKey })
      .filter(([, key]) => key !== undefined)
      .map(([name, key]) => `${name} obs[&quot;${escapeMarkup(key!)}&quot;]`),
  ];
  const head = ["score", "value", "0 to 1", "meaning"].map((word) => `<th scope="col">${word}</th>`).join("");
  const groups = scores.groups.flatMap((group) => [
    line(`<b>${GROUPS[group]}</b>`, scores.group(group), "mean of the scores below"),
    ...scores.rows.filter((row) => row.group === group).map(score),
  ]);
  const total = line("<b>Total</b>", scores.total, "weighted mean of the groups");
  return summaryPage(
    "Integration",
    facts,
    `<div class="weft-body"><table class="weft-scores"><tr>${head}</tr>${groups.join("")}${total}</table></div>`,
  );
}

function score({ metric, value, meaning, note }: IntegrationScore): string {
  const more = note === undefined ? "" : ` <small>${escapeMarkup(note)}</small>`;
  return line(escapeMarkup(metric), value, escapeMarkup(meaning) + more);
}

function line(name: string, value: number | null, meaning: string): string {
  const width = value === null ? "" : (100 * Math.min(1, Math.max(0, value))).toFixed(0);
  const bar = value === null ? "" : `<span class="weft-bar"><i style="width:${width}%"></i></span>`;
  const number = value === null ? "–" : value.toFixed(3).replace("-", "−");
  return `<tr><th scope="row">${name}</th><td class="weft-number">${number}</td><td>${bar}</td><td>${meaning}</td></tr>`;
}
