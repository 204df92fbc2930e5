import { median } from "../core/median.ts";
import type { CategoryChannel, ValueChannel } from "./channel.ts";
import { type PointParts, positions } from "./point_layers.ts";

/** Height of one line of a legend in pixels. */
const LINE = 16;
const MISSING = "missing";

/** What says which colour is what: a layer of marks that are not seen but bear the legend, or names on the points. */
export function colorLegend(parts: PointParts): object[] {
  const { channel, legendLoc } = parts;
  if (channel === null) return [];
  if (channel.kind === "value") return legendLoc === "none" ? [] : [bearer(parts, valueEncoding(channel))];
  if (legendLoc === "on data") return namesOnData(parts, channel);
  return legendLoc === "none" ? [] : [bearer(parts, categoryEncoding(parts, channel))];
}

function bearer(parts: PointParts, { values, color }: { values: readonly object[]; color: object }): object {
  const { frame } = parts;
  const place = { x: frame.x[0], y: frame.y[0] };
  return {
    data: { values: values.map((value) => ({ ...place, ...value })) },
    mark: { type: "point", filled: true, size: 0, opacity: 0, tooltip: null },
    encoding: { ...positions(parts), color },
  };
}

function categoryEncoding({ frame, naColor }: PointParts, channel: CategoryChannel) {
  const used = new Uint8Array(channel.labels.length);
  for (const code of channel.codes) if (code >= 0) used[code] = 1;
  const codes = [...used.keys()].filter((code) => used[code]);
  const missing = channel.hasMissing ? [MISSING] : [];
  const labels = [...codes.map((code) => channel.labels[code]!), ...missing];
  const columns = Math.max(1, Math.ceil(labels.length * LINE / frame.height));
  return {
    values: labels.map((label) => ({ legend: label })),
    color: {
      field: "legend",
      type: "nominal",
      sort: null,
      scale: { domain: labels, range: [...codes.map((code) => channel.colors[code]!), ...missing.map(() => naColor)] },
      legend: {
        title: null,
        columns,
        symbolType: "circle",
        symbolSize: 90,
        symbolOpacity: 1,
        symbolStrokeWidth: 0,
        ...(columns > 1 && { labelLimit: 130 }),
      },
    },
  };
}

function valueEncoding({ range: [low, high], stops }: ValueChannel) {
  return {
    values: [{ legend: low }, { legend: high }],
    color: {
      field: "legend",
      type: "quantitative",
      scale: { domain: low < high ? [low, high] : [low - 0.5, low + 0.5], range: stops, nice: false },
      legend: { title: null, tickCount: 4, gradientOpacity: 1 },
    },
  };
}

/** The name of each category at the middle of its points, dark on a light rim: readable on any colour and any page. */
function namesOnData(parts: PointParts, { codes, labels }: CategoryChannel): object[] {
  const { plane } = parts;
  const values = labels.flatMap((name, code) => {
    const rows = [...codes.keys()].filter((i) => codes[i] === code && Number.isFinite(plane.x[i]! + plane.y[i]!));
    const middle = (places: Float64Array) => median(rows.map((i) => places[i]!));
    return rows.length === 0 ? [] : [{ x: middle(plane.x), y: middle(plane.y), name }];
  });
  const text = { type: "text", fontSize: 11, fontWeight: 600, limit: 120 };
  const encoding = { ...positions(parts), text: { field: "name", type: "nominal" } };
  return [
    {
      data: { values },
      mark: { ...text, color: "white", stroke: "white", strokeWidth: 3, strokeJoin: "round" },
      encoding,
    },
    { data: { values }, mark: { ...text, color: "#1c2430" }, encoding },
  ];
}
