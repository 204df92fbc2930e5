import { element } from "../shared/elements.ts";

/** What the header asks for. */
export interface HeaderActions {
  /** Colours by another key; null for one colour. */
  color(key: string | null): void;
  /** Shows one section, or all. */
  section(section: number | null): void;
}

/** Title, choice of colour, sections. */
export interface Header {
  readonly element: HTMLElement;
  /** Shows what the colours are. */
  setKey(key: string | null): void;
  /** Shows which section is on. */
  setSection(section: number | null): void;
  /** Says whether colours can be chosen: a kernel has to give them. */
  setLive(live: boolean): void;
}

/** Makes the header. */
export function makeHeader(
  title: string,
  keys: readonly string[],
  sections: readonly string[],
  actions: HeaderActions,
): Header {
  // Not a count: every map has a module of its own, in which it would begin anew.
  const id = `weft-keys-${crypto.getRandomValues(new Uint32Array(2)).join("")}`;
  const input = element("input", {
    class: "weft-key",
    attributes: { list: id, spellcheck: "false", autocomplete: "off", "aria-label": "Colour by", size: 14 },
  });
  let shown = "";
  const choose = (): void => {
    const key = input.value.trim();
    if (key !== shown) actions.color(key === "" ? null : key);
  };
  input.addEventListener("change", choose);
  input.addEventListener("focus", () => input.select());
  input.addEventListener("keydown", (event) => {
    event.stopPropagation();
    if (event.key === "Escape") input.value = shown;
  });
  const options = keys.map((key) => element("option", { attributes: { value: key } }));
  const tabs = sections.length > 1 ? ["all", ...sections] : [];
  const buttons = tabs.map((name, at) =>
    element("button", {
      class: "weft-tab",
      attributes: { type: "button", role: "radio", "aria-checked": String(at === 0) },
      on: { click: () => actions.section(at === 0 ? null : at - 1) },
    }, [element("bdi", { text: name })])
  );
  const colorBy = element("label", { class: "weft-colorby" }, [
    element("span", { class: "weft-faint", text: "colour" }),
    input,
    element("datalist", { attributes: { id } }, options),
  ]);
  return {
    element: element("header", { class: "weft-header" }, [
      element("h3", { class: "weft-title" }, [element("bdi", { text: title })]),
      colorBy,
      element("div", {
        class: "weft-tabs",
        attributes: { role: "radiogroup", "aria-label": "Section" },
      }, buttons),
    ]),
    setKey(key) {
      input.value = shown = key ?? "";
      input.placeholder = "one colour";
    },
    setSection(section) {
      buttons.forEach((one, at) => one.setAttribute("aria-checked", String(at === (section ?? -1) + 1)));
    },
    setLive(live) {
      input.readOnly = !live;
      input.title = live ? "A column, a gene, a protein as 'adt:CD3', an axis as 'X_umap:0'" : "Needs a kernel";
    },
  };
}
