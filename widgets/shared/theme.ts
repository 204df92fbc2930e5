/** Light or dark. */
export type Theme = "light" | "dark";

/**
 * Keeps `data-theme` of an element at what surrounds it: JupyterLab's or VS Code's theme where there is one, else what
 * the person prefers.
 *
 * @param root The element.
 * @param signal Ends it.
 * @param changed Called with the theme now and whenever it changes.
 */
export function followTheme(root: HTMLElement, signal: AbortSignal, changed: (theme: Theme) => void = () => {}): void {
  const preference = matchMedia("(prefers-color-scheme: dark)");
  const apply = (): void => {
    const theme = themeOfPage() ?? (preference.matches ? "dark" : "light");
    if (root.dataset["theme"] === theme) return;
    root.dataset["theme"] = theme;
    changed(theme);
  };
  preference.addEventListener("change", apply, { signal });
  const observer = new MutationObserver(apply);
  observer.observe(document.body, { attributes: true, attributeFilter: ["class", "data-jp-theme-light"] });
  signal.addEventListener("abort", () => observer.disconnect());
  apply();
}

function themeOfPage(): Theme | undefined {
  const { body } = document;
  const light = body.getAttribute("data-jp-theme-light");
  if (light !== null) return light === "false" ? "dark" : "light";
  if (body.classList.contains("vscode-dark") || body.classList.contains("vscode-high-contrast")) return "dark";
  return body.classList.contains("vscode-light") ? "light" : undefined;
}
