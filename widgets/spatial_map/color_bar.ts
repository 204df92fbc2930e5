import type { ValueChannel } from "../../src/bridge/protocol/spatial_map.ts";
import { VALUE_COLORS } from "../../src/bridge/protocol/value_colors.ts";
import { element } from "../shared/elements.ts";
import { formatValue } from "../shared/numbers.ts";

/** A scale of colours with its ends, and two sliders that leave out low and high values. */
export interface ColorBar {
  readonly element: HTMLElement;
  /** Shows the scale of a channel, with nothing left out. */
  list(channel: ValueChannel): void;
}

const STEPS = 200;
const ALL = "all values shown";

/** Makes an empty scale; `filter` is told the ends of what stays, or null for everything. */
export function makeColorBar(filter: (range: readonly [number, number] | null) => void): ColorBar {
  let channel: ValueChannel | undefined;
  const low = element("span");
  const high = element("span");
  const from = slider("Leave out values below");
  const to = slider("Leave out values above");
  const said = element("output", { class: "weft-note" });
  const ramp = element("div", { class: "weft-ramp", attributes: { role: "img" } });
  ramp.style.background = `linear-gradient(to right, ${VALUE_COLORS.filter((_, i) => i % 15 === 0).join(", ")})`;
  const value = (step: number): number => channel!.min + (channel!.max - channel!.min) * step / STEPS;
  const changed = (moved: HTMLInputElement): void => {
    if (!channel) return;
    if (Number(from.value) > Number(to.value)) moved.value = moved === from ? to.value : from.value;
    const [a, b] = [Number(from.value), Number(to.value)];
    const all = a === 0 && b === STEPS;
    said.textContent = all ? ALL : `${formatValue(value(a))} to ${formatValue(value(b))}`;
    filter(all ? null : [a === 0 ? -Infinity : value(a), b === STEPS ? Infinity : value(b)]);
  };
  for (const one of [from, to]) one.addEventListener("input", () => changed(one));
  return {
    element: element("div", { class: "weft-colorbar" }, [
      ramp,
      element("div", { class: "weft-ends" }, [low, high]),
      element("div", { class: "weft-sliders" }, [from, to]),
      said,
    ]),
    list(next) {
      channel = next;
      const [a, b] = next.clip;
      low.textContent = `${a > next.min ? "≤ " : ""}${formatValue(a)}`;
      high.textContent = `${b < next.max ? "≥ " : ""}${formatValue(b)}`;
      ramp.setAttribute("aria-label", `Colours from ${formatValue(a)} to ${formatValue(b)}`);
      [from.value, to.value, said.textContent] = ["0", String(STEPS), ALL];
    },
  };
}

function slider(label: string): HTMLInputElement {
  return element("input", {
    attributes: { type: "range", min: 0, max: STEPS, value: 0, "aria-label": label, title: label },
  });
}
