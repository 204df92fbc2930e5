import { element } from "../shared/elements.ts";
import { formatCount } from "../shared/numbers.ts";

/** The line below the map: how many points, how many selected, and what is amiss. */
export interface Footer {
  readonly element: HTMLElement;
  setCounts(all: number, shown: number, selected: number): void;
  /** Whether a kernel stands behind the map. */
  setKernel(live: boolean): void;
  /** Says that the map cannot move, for want of WebGL. */
  setStill(): void;
  /** A passing message. */
  say(text: string): void;
}

const PASSES = 6000;
const WITHOUT_WEBGL =
  "This browser has no WebGL: the map is a still picture. Colours and selections work; zoom does not.";
const WITHOUT_KERNEL = "No kernel behind this map: it can be explored, but selections stay here.";

/** Makes the line. */
export function makeFooter(): Footer {
  const counts = element("span", { class: "weft-counts", attributes: { role: "status" } });
  const notice = element("span", { class: "weft-notice", attributes: { role: "status" } });
  const said = element("span", { class: "weft-said", attributes: { role: "status" } });
  let withoutKernel = "";
  let withoutWebGl = "";
  let timer: ReturnType<typeof setTimeout> | undefined;
  return {
    element: element("footer", { class: "weft-footer" }, [counts, said, notice]),
    setCounts(all, shown, selected) {
      const parts = [`${formatCount(all)} ${all === 1 ? "spot" : "spots"}`];
      if (shown < all) parts.push(`${formatCount(shown)} shown`);
      if (selected > 0) parts.push(`${formatCount(selected)} selected`);
      counts.textContent = parts.join("  ·  ");
    },
    setKernel(live) {
      withoutKernel = live ? "" : WITHOUT_KERNEL;
      notice.textContent = `${withoutWebGl} ${withoutKernel}`.trim();
    },
    setStill() {
      withoutWebGl = WITHOUT_WEBGL;
      notice.textContent = `${withoutWebGl} ${withoutKernel}`.trim();
    },
    say(text) {
      said.textContent = text;
      clearTimeout(timer);
      timer = setTimeout(() => said.textContent = "", PASSES);
    },
  };
}
