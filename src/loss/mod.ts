/**
 * Loss terms, one a file; every term is named where it is used, and weighted there.
 *
 * @module
 */
export { laplacian } from "./laplacian.ts";
export { type Loss, type LossTerm, sumTerms } from "./loss.ts";
export { mse } from "./mse.ts";
export { triplet, type TripletOptions } from "./triplet.ts";
