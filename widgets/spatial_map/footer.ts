import { element } from "../shared/elements.ts";
import { formatCount } from "../shared/numbers.ts";

/** The line below the map: how many points, how many selected, and what is amiss. */
export interface Footer {
  readonly element: HTMLElement;
  setCounts(all: number, shown: number, selected: number): void;
  /** What the reader has to know, such as that the kernel is gone; null for nothing. */
  setNotice(notice: string | null): void;
  /** A passing message. */
  say(text: string): void;
}

const PASSES = 6000;

/** Makes the line. */
export function makeFooter(): Footer {
  const counts = element("span", { class: "weft-counts", attributes: { role: "status" } });
  const notice = element("span", { class: "weft-notice", attributes: { role: "status" } });
  const said = element("span", { class: "weft-said", attributes: { role: "status" } });
  let timer: ReturnType<typeof setTimeout> | undefined;
  return {
    element: element("footer", { class: "weft-footer" }, [counts, said, notice]),
    setCounts(all, shown, selected) {
      const parts = [`${formatCount(all)} ${all === 1 ? "spot" : "spots"}`];
      if (shown < all) parts.push(`${formatCount(shown)} shown`);
      if (selected > 0) parts.push(`${formatCount(selected)} selected`);
      counts.textContent = parts.join("  ·  ");
    },
    setNotice(text) {
      notice.textContent = text ?? "";
    },
    say(text) {
      said.textContent = text;
      clearTimeout(timer);
      timer = setTimeout(() => said.textContent = "", PASSES);
    },
  };
}
