import { type Axis, linearAxis, tickText } from "../../src/bridge/protocol/curves/axis.ts";
import { linePath } from "../../src/bridge/protocol/curves/line_path.ts";
import { lossAxis } from "../../src/bridge/protocol/curves/loss_axis.ts";
import { type CurveSettings, type ShownCurve, shownCurves } from "../../src/bridge/protocol/curves/shown_curves.ts";
import type { LossLiveMarker, LossLiveOther } from "../../src/bridge/protocol/loss_live.ts";
import { element, svgElement } from "../shared/elements.ts";

/** What is drawn. */
export interface ChartData extends CurveSettings {
  /** The run's curve, epochs × terms. */
  readonly curve: Float32Array;
  /** Other runs. */
  readonly others: readonly LossLiveOther[];
  /** A colour a term. */
  readonly termColors: readonly string[];
  /** Where it ended early. */
  readonly marker: LossLiveMarker | null;
}

const HEIGHT = 250;
const EDGE = { left: 46, right: 10, top: 18, bottom: 24 } as const;

/** Where epochs and values lie in the picture at present. */
interface Frame {
  readonly x: (epoch: number) => number;
  readonly y: (value: number) => number;
  readonly width: number;
  readonly length: number;
}

/** The curves as an SVG as wide as its place, and a cross at one epoch. */
export class ChartView {
  /** The chart. */
  readonly root: HTMLElement;
  readonly #svg = svgElement("svg", { attributes: { height: HEIGHT, "aria-hidden": "true" } });
  readonly #axes = svgElement("g");
  readonly #lines = svgElement("g", { class: "wl-lines" });
  readonly #marker = svgElement("g");
  readonly #cross = svgElement("g");
  #shown: readonly ShownCurve[] = [];
  #data: ChartData | undefined;
  #frame: Frame | undefined;

  /** Makes an empty chart. */
  constructor() {
    this.#svg.append(this.#axes, this.#lines, this.#marker, this.#cross);
    this.root = element("div", { class: "wl-chart" }, [this.#svg]);
  }

  /** Draws everything at the present width. */
  draw(data: ChartData): void {
    const width = this.root.clientWidth;
    if (width === 0) return;
    this.#data = data;
    this.#shown = shownCurves(data.curve, data);
    const bare = data.view.smoothing > 0
      ? shownCurves(data.curve, { ...data, view: { ...data.view, smoothing: 0 } })
      : [];
    const others = data.others.flatMap(({ curve }) => shownCurves(curve, data));
    const all = [...others, ...this.#shown];
    const length = Math.max(0, ...all.map(({ values }) => values.length));
    const across = linearAxis(1, Math.max(2, length), Math.max(2, Math.floor(width / 90)));
    const down = lossAxis([...all, ...bare], data.view.log);
    const x = (epoch: number): number => EDGE.left + across.at(epoch) * (width - EDGE.left - EDGE.right);
    const y = (value: number): number => HEIGHT - EDGE.bottom - down.at(value) * (HEIGHT - EDGE.top - EDGE.bottom);
    this.#frame = { x, y, width, length: Math.max(0, ...this.#shown.map(({ values }) => values.length)) };
    this.#svg.setAttribute("viewBox", `0 0 ${width} ${HEIGHT}`);
    this.#drawAxes(across, down, this.#frame, length === 0);
    this.#lines.replaceChildren(
      ...others.map((curve) => this.#line(curve, "wl-other")),
      ...bare.map((curve) => this.#line(curve, "wl-bare")),
      // The total last, above its terms.
      ...this.#shown.toReversed().map((curve) => this.#line(curve, curve.column === 0 ? "wl-total" : "")),
    );
    this.#drawMarker(data.marker, x);
  }

  /** The epoch whose place is nearest to a point of the page; `undefined` where there are none. */
  epochAt(clientX: number): number | undefined {
    if (!this.#frame || this.#frame.length === 0) return undefined;
    const { left, width } = this.root.getBoundingClientRect();
    const { x, length } = this.#frame;
    const across = (clientX - left) * this.#frame.width / width;
    const [first, last] = [x(1), x(length)];
    const share = last > first ? (across - first) / (last - first) : 0;
    return Math.min(length, Math.max(1, Math.round(1 + share * (length - 1))));
  }

  /** Draws a line and dots at an epoch; returns how far from the left, or `undefined` with nothing drawn. */
  cross(epoch: number | undefined): number | undefined {
    const frame = this.#frame;
    if (epoch === undefined || !frame || !this.#data || epoch > frame.length) {
      this.#cross.replaceChildren();
      return undefined;
    }
    const at = frame.x(epoch);
    const line = svgElement("path", {
      class: "wl-cross",
      attributes: { d: `M${at} ${EDGE.top}V${HEIGHT - EDGE.bottom}` },
    });
    const dots = this.#shown.map(({ values, column }) => {
      const y = frame.y(values[epoch - 1]!);
      if (!Number.isFinite(y)) return line;
      return svgElement("circle", { attributes: { cx: at, cy: y, r: 4, fill: this.#data!.termColors[column]! } });
    });
    this.#cross.replaceChildren(line, ...dots.filter((dot) => dot !== line));
    return at;
  }

  #line({ values, column }: ShownCurve, name: string): SVGElement {
    const d = linePath(values, this.#frame!);
    return svgElement("path", { class: name, attributes: { d, stroke: this.#data!.termColors[column]! } });
  }

  #drawAxes(across: Axis, down: Axis, { x, y, width }: Frame, empty: boolean): void {
    const parts: SVGElement[] = [];
    for (const tick of empty ? [] : down.ticks) {
      const at = y(tick);
      parts.push(
        svgElement("path", { class: "wl-grid", attributes: { d: `M${EDGE.left} ${at}H${width - EDGE.right}` } }),
        label(EDGE.left - 7, at + 3.5, tickText(tick), "end"),
      );
    }
    const floor = HEIGHT - EDGE.bottom;
    parts.push(
      svgElement("path", { class: "wl-grid", attributes: { d: `M${EDGE.left} ${floor}H${width - EDGE.right}` } }),
    );
    for (const tick of empty ? [] : across.ticks.filter(Number.isInteger)) {
      parts.push(label(x(tick), HEIGHT - 7, String(tick), "middle"));
    }
    if (empty) parts.push(label(width / 2, HEIGHT / 2, "No epoch is done yet.", "middle"));
    this.#axes.replaceChildren(...parts);
  }

  #drawMarker(marker: LossLiveMarker | null, x: (epoch: number) => number): void {
    if (!marker || marker.epoch === 0) return this.#marker.replaceChildren();
    const at = x(marker.epoch);
    const d = `M${at} ${EDGE.top - 4}V${HEIGHT - EDGE.bottom}`;
    this.#marker.replaceChildren(
      svgElement("path", { class: "wl-marker", attributes: { d } }),
      label(at, EDGE.top - 7, `${marker.label} at ${marker.epoch}`, at > 110 ? "end" : "start"),
    );
  }
}

function label(x: number, y: number, text: string, anchor: string): SVGTextElement {
  return svgElement("text", { text, attributes: { x, y, "text-anchor": anchor } });
}
