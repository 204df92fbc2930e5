import { textWidth } from "./text_width.ts";

/** Width of a step between groups in pixels, at which words must turn. */
const STEP = 44;

/** Names as a parameter of the specification, which the axis looks them up in: never part of a formula. */
export function groupNames(names: readonly string[]): object {
  return { name: "groups", value: names };
}

/** An axis of whole numbers that stand for groups, labelled with the names of {@linkcode groupNames}. */
export function groupAxis(field: string, names: readonly string[], axis?: null): object {
  const turned = names.some((name) => textWidth(name, 11) > STEP);
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
      labelLimit: 140,
      ...(turned && { labelAngle: -40, labelAlign: "right", labelBaseline: "top" }),
    },
  };
}
