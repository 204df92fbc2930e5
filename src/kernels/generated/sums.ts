// Made by tools/build_kernels.ts.

/** SHA-256 of every native library, by file. */
export const SUMS: Readonly<Record<string, string>> = {
  "weft-x86_64-linux.so": "6a5f52495346936409211972270a3424f0a36ff625beac0e6ec70e5d2550dccf",
  "weft-aarch64-linux.so": "2a43feb189bfaec1637a79b0902fafd8f0e212360060888b39217e126dc461bb",
  "weft-x86_64-darwin.dylib": "c020249153be582632b29d084e01189af9c20fd271c5fdc8485eea8764401c2d",
  "weft-aarch64-darwin.dylib": "93c984aed5be6303fb87698679008524a1782218d3b724594ed9fae4cb1a29e5",
  "weft-x86_64-windows.dll": "5b6eaf5d734e8d85f585b4efc01504106f597e05124be77e5d04818affe26c6f",
};
