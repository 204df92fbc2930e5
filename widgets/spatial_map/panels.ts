import { element } from "../shared/elements.ts";
import { SHORTCUTS } from "./commands.ts";

/** A slider of the panel of settings. */
export interface Setting {
  readonly label: string;
  readonly min: number;
  readonly max: number;
  readonly step: number;
  readonly value: number;
  readonly changed: (value: number) => void;
}

/** Panels over the map, of which one is open at a time. */
export interface Panels {
  readonly element: HTMLElement;
  /** Opens one, or closes it if it was open; the button that opened it gets the focus back. */
  toggle(name: "settings" | "save" | "help"): void;
  /** Closes what is open; returns whether anything was. */
  close(): boolean;
}

/** Makes the panels. */
export function makePanels(settings: readonly Setting[], save: (kind: "png" | "svg") => void): Panels {
  const panels = {
    settings: panel("Size and opacity", settings.map(sliderRow)),
    save: panel("Save a picture", [
      saveButton("PNG, twice as fine as the screen", "png", save),
      saveButton("SVG, for papers and slides", "svg", save),
    ]),
    help: panel("Keys", [
      element(
        "dl",
        { class: "weft-keys" },
        SHORTCUTS.flatMap(({ shown, words }) => [
          element("dt", {}, [element("kbd", { text: shown })]),
          element("dd", { text: words }),
        ]),
      ),
      element("p", { class: "weft-note", text: "With the keys of the map: click it, or go to it with Tab." }),
    ]),
  };
  let opener: Element | null = null;
  const close = (): boolean => {
    const open = Object.values(panels).find(({ hidden }) => !hidden);
    if (!open) return false;
    open.hidden = true;
    if (open.contains(document.activeElement) && opener instanceof HTMLElement) opener.focus();
    return true;
  };
  return {
    element: element("div", { class: "weft-panels" }, Object.values(panels)),
    toggle(name) {
      const wasOpen = !panels[name].hidden;
      close();
      if (wasOpen) return;
      opener = document.activeElement;
      panels[name].hidden = false;
      panels[name].querySelector<HTMLElement>("input, button")?.focus();
    },
    close,
  };
}

function panel(title: string, children: readonly HTMLElement[]): HTMLElement {
  const made = element("section", { class: "weft-panel", attributes: { role: "dialog", "aria-label": title } }, [
    element("h4", { text: title }),
    ...children,
  ]);
  made.hidden = true;
  return made;
}

function sliderRow({ label, min, max, step, value, changed }: Setting): HTMLElement {
  const input = element("input", { attributes: { type: "range", min, max, step, value } });
  input.addEventListener("input", () => changed(Number(input.value)));
  return element("label", { class: "weft-setting" }, [element("span", { text: label }), input]);
}

function saveButton(text: string, kind: "png" | "svg", save: (kind: "png" | "svg") => void): HTMLElement {
  return element("button", {
    class: "weft-wide",
    text,
    attributes: { type: "button", "data-save": kind },
    on: { click: () => save(kind) },
  });
}
