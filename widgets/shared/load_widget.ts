/**
 * The widget that a module of the given source exports: its parts as anywidget knows them, or a function that makes them.
 *
 * @param source An ES module without imports.
 */
export async function loadWidget<Widget extends object>(source: string): Promise<Widget> {
  const url = URL.createObjectURL(new Blob([source], { type: "text/javascript" }));
  try {
    const { default: widget } = await import(url) as { default: Widget | (() => Widget | Promise<Widget>) };
    return typeof widget === "function" ? await widget() : widget;
  } finally {
    URL.revokeObjectURL(url);
  }
}
