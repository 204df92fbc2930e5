/** Where in a state a binary part belongs: keys of objects and indices of arrays, outermost first. */
export type BufferPath = readonly (string | number)[];

/** Levels of nesting at most; what is deeper goes round in a circle or means harm. */
export const MAX_DEPTH = 32;
