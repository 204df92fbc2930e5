import type { MetricRow, MetricsReport } from "../metrics/metrics_report.ts";
import { escapeMarkup } from "../plot/escape_markup.ts";
import { formatCount } from "./format.ts";
import { counted } from "./markup.ts";
import { summaryPage } from "./summary_page.ts";

/** A report of scores as a table: each with its place between the worst and the best it can be, and what it says. */
export function scoresSummary({ header, rows }: MetricsReport): string {
  const { key, labelsKey, useRep, nObs, nClusters } = header;
  const facts = [
    `obs[&quot;${escapeMarkup(key)}&quot;]: ${counted(nClusters, "domain", "domains")}`,
    `${formatCount(nObs)} observations`,
    ...(labelsKey === undefined ? [] : [`truth obs[&quot;${escapeMarkup(labelsKey)}&quot;]`]),
    ...(useRep === undefined ? [] : [`embedding ${escapeMarkup(useRep)}`]),
  ];
  const head = ["metric", "value", "worst to best", "range", "better", "meaning"]
    .map((word) => `<th scope="col">${word}</th>`).join("");
  return summaryPage(
    "Scores",
    facts,
    `<div class="weft-body"><table class="weft-scores"><tr>${head}</tr>${rows.map(line).join("")}</table></div>`,
  );
}

function line(row: MetricRow): string {
  const { metric, value, range: [low, high], direction, meaning } = row;
  const cells = [
    `<td class="weft-number">${value === null ? "–" : value.toFixed(3).replace("-", "−")}</td>`,
    `<td>${bar(row)}</td>`,
    `<td>${bound(low)} … ${bound(high)}</td>`,
    `<td>${direction}</td>`,
    `<td>${escapeMarkup(meaning)}</td>`,
  ];
  return `<tr><th scope="row">${escapeMarkup(metric)}</th>${cells.join("")}</tr>`;
}

/** How far a score has come from the worst to the best it can be; nothing for scores without bounds. */
function bar({ value, range: [low, high], direction }: MetricRow): string {
  if (value === null || !Number.isFinite(high - low) || high <= low) return "";
  const share = Math.min(1, Math.max(0, (value - low) / (high - low)));
  const good = direction === "higher" ? share : 1 - share;
  return `<span class="weft-bar"><i style="width:${(100 * good).toFixed(0)}%"></i></span>`;
}

function bound(value: number): string {
  return Number.isFinite(value) ? `${value}`.replace("-", "−") : value > 0 ? "∞" : "−∞";
}
