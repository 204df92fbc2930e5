/** A blue that stands out from white as from black. */
export const CURVE_COLOR = "#2a86c8";
