import { SOURCE } from "../bridge/bundles/page.ts";
import { embedJson } from "./embed_json.ts";
import { inlineState } from "./inline_state.ts";
import { stillImage } from "./still_image.ts";

/** What a twin is made of. */
export interface TwinParts {
  /** Source of the widget's ES module, as in the notebook. */
  readonly module: string;
  /** The widget's traits: JSON values and typed arrays, nested. A trait `live` is set to `false`. */
  readonly state: object;
  /** Style sheet of the widget; default none. */
  readonly css?: string | undefined;
  /** The picture that stands where no script runs; SVG markup made by `weft/plot`. */
  readonly still?: string | undefined;
}

/** Where the source of a module stands, when several twins on one page share it. */
export interface SharedModule {
  /** Id of the page's block that holds the source. */
  readonly block: string;
}

/** What brings a twin to life: the one script in it that runs, the same in all. */
export const TWIN_SCRIPT: string = `(()=>{${SOURCE}})()`;

/** Colours of the page around it, and the picture in place of the widget on paper and where nothing runs. */
const STYLE = `
.weft-twin{color:var(--jp-content-font-color1,var(--vscode-editor-foreground,CanvasText));color-scheme:light dark}
.jp-OutputArea .weft-twin,body[data-vscode-theme-kind] .weft-twin{color-scheme:inherit}
.weft-still img{display:block;max-width:100%;height:auto}
.weft-live>.weft-still{display:none}
@media print{.weft-live>.weft-still:has(img){display:block}.weft-live>.weft-still:has(img)~.weft-widget{display:none}}
`.replaceAll("\n", "");

/**
 * A widget as HTML that needs no kernel and no network: the same module runs on the state it had. Where scripts are
 * taken out, as in a notebook that is not trusted, the still picture is left.
 *
 * It can stand in a notebook's output and in any page, several times too.
 *
 * @param parts The module, its state, and the still picture.
 * @returns A fragment of HTML.
 *
 * @example
 * ```ts
 * import { twin } from "weft/display";
 * import assert from "node:assert/strict";
 *
 * const html = twin({
 *   module: "export default { render({ model, el }) { el.textContent = model.get('label'); } };",
 *   state: { label: "</script>", codes: new Uint8Array([1, 2]) },
 *   still: "<svg></svg>",
 * });
 * assert.match(html, /<img alt=/);
 * assert(!html.includes('"</script>"'));
 * ```
 */
export function twin(parts: TwinParts): string {
  return twinMarkup(parts, parts.module);
}

/** The twin's markup, its module inside or elsewhere on the page. */
export function twinMarkup({ state, still, css }: TwinParts, module: string | SharedModule): string {
  const data = embedJson({ module, css, ...inlineState("live" in state ? { ...state, live: false } : state) });
  const picture = still === undefined ? NO_STILL : stillImage(still);
  return `<div class="weft-twin"><style>${STYLE}</style><div class="weft-still">${picture}</div>` +
    `<script type="application/json" class="weft-state">${data}</script><script>${TWIN_SCRIPT}</script></div>`;
}

const NO_STILL = "<small>This view needs scripts: trust the notebook, or open the page in a browser.</small>";
