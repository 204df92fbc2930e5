import { element } from "../shared/elements.ts";

/** A line of the tooltip: what, and its value. */
export type TooltipLine = readonly [what: string, value: string, color?: string | undefined];

/** The note beside the point under the mouse. */
export interface Tooltip {
  readonly element: HTMLElement;
  /** Shows a name and lines at a place of the stage, in pixels. */
  show(name: string, lines: readonly TooltipLine[], at: readonly [number, number]): void;
  hide(): void;
}

/** Makes an empty note. */
export function makeTooltip(): Tooltip {
  const note = element("div", { class: "weft-tooltip", attributes: { role: "status", "aria-live": "off" } });
  note.hidden = true;
  return {
    element: note,
    show(name, lines, [x, y]) {
      note.replaceChildren(
        element("bdi", { class: "weft-tooltip-name", text: name }),
        ...lines.map(([what, value, color]) => {
          const swatch = element("span", { class: "weft-swatch" });
          if (color) swatch.style.backgroundColor = color;
          return element("div", { class: "weft-tooltip-line" }, [
            ...(color ? [swatch] : []),
            element("bdi", { class: "weft-faint", text: what }),
            element("bdi", { text: value }),
          ]);
        }),
      );
      note.hidden = false;
      const { clientWidth, clientHeight } = note.parentElement!;
      const { offsetWidth, offsetHeight } = note;
      const left = x + 14 + offsetWidth > clientWidth ? x - 14 - offsetWidth : x + 14;
      const top = y + 14 + offsetHeight > clientHeight ? y - 14 - offsetHeight : y + 14;
      note.style.transform = `translate(${Math.max(2, left)}px, ${Math.max(2, top)}px)`;
    },
    hide() {
      note.hidden = true;
    },
  };
}
