/** A vega-lite specification: plain JSON, as the vega-lite documentation describes it. */
export type VegaSpec = Readonly<Record<string, unknown>>;

/** Version of the grammar that JupyterLab renders. */
export const VEGA_LITE_SCHEMA = "https://vega.github.io/schema/vega-lite/v5.json";
