import type { NamedFinding } from "./examine.ts";

const WORDS = { works: "works", lacks: "lacks", broken: "BROKEN" } as const;
const STATE_WIDTH = 8;

/** Findings as text: a line each, and below it the command that mends it. */
export function findingsText(findings: readonly NamedFinding[]): string {
  const width = Math.max(...findings.map(({ name }) => name.length)) + 2;
  const lines = findings.flatMap(({ name, state, text, repair }) => [
    `${WORDS[state].padEnd(STATE_WIDTH)}${name.padEnd(width)}${text}`,
    ...(repair === undefined ? [] : [`${" ".repeat(STATE_WIDTH + width)}mend it: ${repair}`]),
  ]);
  return [...lines, "", summary(findings)].join("\n");
}

function summary(findings: readonly NamedFinding[]): string {
  const broken = findings.filter(({ state }) => state === "broken").length;
  const lacking = findings.filter(({ state }) => state === "lacks").length;
  if (broken > 0) return `${broken} broken.`;
  return lacking > 0 ? "Everything that is needed works; what lacks is optional." : "Everything works.";
}
