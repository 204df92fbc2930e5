import { element } from "./elements.ts";

/** Colours and type of every widget: those of JupyterLab where it has some, else our own, light and dark. */
const BASE = `
.weft {
  --weft-surface: var(--jp-layout-color0, #ffffff);
  --weft-raised: var(--jp-layout-color1, #ffffff);
  --weft-sunken: var(--jp-layout-color2, #f1f3f5);
  --weft-line: var(--jp-border-color2, #e1e4e8);
  --weft-text: var(--jp-ui-font-color0, #1c2128);
  --weft-faint: var(--jp-ui-font-color2, #6a737d);
  --weft-accent: var(--jp-brand-color1, #1f6feb);
  --weft-warn: #b35900;
  --weft-shadow: 0 1px 2px rgb(0 0 0 / 8%), 0 4px 14px rgb(0 0 0 / 10%);
  color-scheme: light;
  box-sizing: border-box;
  font: 13px/1.4 var(--jp-ui-font-family, system-ui, -apple-system, "Segoe UI", sans-serif);
  font-variant-numeric: tabular-nums;
  color: var(--weft-text);
  background: var(--weft-surface);
}
.weft[data-theme="dark"] {
  --weft-surface: var(--jp-layout-color0, #14171b);
  --weft-raised: var(--jp-layout-color1, #1e2329);
  --weft-sunken: var(--jp-layout-color2, #262c33);
  --weft-line: var(--jp-border-color2, #343b44);
  --weft-text: var(--jp-ui-font-color0, #e8ebee);
  --weft-faint: var(--jp-ui-font-color2, #98a2ad);
  --weft-accent: var(--jp-brand-color1, #6aa7ff);
  --weft-warn: #f0a050;
  --weft-shadow: 0 1px 2px rgb(0 0 0 / 40%), 0 4px 14px rgb(0 0 0 / 45%);
  color-scheme: dark;
}
.weft *, .weft *::before, .weft *::after { box-sizing: border-box; }
.weft [hidden] { display: none !important; }
.weft button, .weft input, .weft select { font: inherit; color: inherit; margin: 0; }
.weft :focus-visible { outline: 2px solid var(--weft-accent); outline-offset: 1px; }
`;

/** The root element of a widget, with its style beside it: `weft` and the class given, kept out of the page's shortcuts. */
export function widgetRoot(name: string, style: string): HTMLElement {
  return element("div", { class: `weft ${name}`, attributes: { "data-lm-suppress-shortcuts": "true" } }, [
    element("style", { text: BASE + style }),
  ]);
}
