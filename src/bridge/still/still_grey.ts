/** Grey of texts and lines of a still picture, which is read on white as on black; two digits more make it fainter. */
export const STILL_GREY = "#7d858f";
