import { element } from "../shared/elements.ts";
import type { Actions, Mode, Tool } from "./commands.ts";
import { icon, type IconName } from "./icons.ts";

/** The row of buttons above the map. */
export interface Toolbar {
  readonly element: HTMLElement;
  /** Shows which tool and mode are on. */
  setTool(tool: Tool, mode: Mode): void;
  /** Says whether there is a selection, and whether only it is shown. */
  setSelection(some: boolean, only: boolean): void;
}

/** Makes the buttons; `panels` are opened by the two at the end. */
export function makeToolbar(actions: Actions, panels: { settings(): void; save(): void }): Toolbar {
  const tools: Record<Tool, HTMLButtonElement> = {
    pan: button("pan", "Move the map (P)", () => actions.tool("pan")),
    lasso: button("lasso", "Lasso (L)", () => actions.tool("lasso")),
    rectangle: button("rectangle", "Rectangle (R)", () => actions.tool("rectangle")),
  };
  const modes: Record<Mode, HTMLButtonElement> = {
    replace: button("replace", "New selection (N)", () => actions.mode("replace")),
    add: button("add", "Add to the selection (A)", () => actions.mode("add")),
    remove: button("remove", "Take from the selection (D)", () => actions.mode("remove")),
  };
  const invert = button("invert", "Invert the selection (I)", () => actions.invert());
  const clear = button("clear", "Clear the selection (C)", () => actions.clear());
  const only = button("only", "Show only the selection (O)", () => actions.toggleOnly());
  const target = button("target", "Zoom to the selection (Z)", () => actions.zoomToSelection());
  const modeGroup = group("What a new lasso does", Object.values(modes));
  const row = element("div", {
    class: "weft-toolbar",
    attributes: { role: "toolbar", "aria-label": "Tools of the map" },
  }, [
    group("What dragging does", Object.values(tools)),
    modeGroup,
    group("Selection", [invert, clear, only, target]),
    group("View", [
      button("home", "Show everything (0)", () => actions.home()),
      button("settings", "Size and opacity", panels.settings, "settings"),
      button("save", "Save a picture", panels.save, "save"),
      button("full", "Full screen (F)", () => actions.fullScreen()),
      button("help", "Keys (?)", () => actions.help(), "help"),
    ]),
  ]);
  return {
    element: row,
    setTool(tool, mode) {
      for (const [name, one] of Object.entries(tools)) one.setAttribute("aria-pressed", String(name === tool));
      for (const [name, one] of Object.entries(modes)) one.setAttribute("aria-pressed", String(name === mode));
      modeGroup.hidden = tool === "pan";
    },
    setSelection(some, onlyShown) {
      for (const one of [clear, target]) one.disabled = !some;
      only.disabled = !some && !onlyShown;
      only.setAttribute("aria-pressed", String(onlyShown));
    },
  };
}

function group(label: string, buttons: readonly HTMLElement[]): HTMLElement {
  return element("div", { class: "weft-group", attributes: { role: "group", "aria-label": label } }, buttons);
}

function button(name: IconName, label: string, run: () => void, opens?: string): HTMLButtonElement {
  return element("button", {
    class: "weft-button",
    attributes: { type: "button", title: label, "aria-label": label, "data-action": name, "data-opens": opens ?? null },
    on: { click: run },
  }, [icon(name)]);
}
