/** Methods that are held to the reference values of their cards, with the settings of the simulation and as they come. */
export const HELD_METHODS = ["spatialglue", "praga", "ria", "crct", "trsmi"] as const;
