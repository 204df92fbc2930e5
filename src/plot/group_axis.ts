import { fittedText, textWidth } from "./text_width.ts";

/** Width of a step between groups in pixels, at which words must turn. */
const STEP = 44;
/** Longest name in pixels. */
const LIMIT = 140;
const FONT_SIZE = 11;

/** Names as a parameter of the specification, which the axis looks them up in: never part of a formula. */
export function groupNames(names: readonly string[]): object {
  return { name: "groups", value: names.map((name) => fittedText(name, FONT_SIZE, LIMIT)) };
}

/** An axis of whole numbers that stand for groups, labelled with the names of {@linkcode groupNames}. */
export function groupAxis(field: string, names: readonly string[], axis?: null): object {
  const turned = names.some((name) => textWidth(name, FONT_SIZE) > STEP);
  return {
    field,
    type: "quantitative",
    scale: { domain: [-0.5, names.length - 0.5], nice: false, zero: false },
    axis: axis === null ? null : {
      title: null,
      values: names.map((_, g) => g),
      labelExpr: "groups[datum.value]",
      grid: false,
      ticks: false,
      domain: false,
      labelPadding: 6,
      labelOverlap: false,
      labelLimit: 0,
      labelFontSize: FONT_SIZE,
      ...(turned && { labelAngle: -40, labelAlign: "right", labelBaseline: "top" }),
    },
  };
}
