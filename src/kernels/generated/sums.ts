// Made by tools/build_kernels.ts.

/** SHA-256 of every native library, by file. */
export const SUMS: Readonly<Record<string, string>> = {
  "weft-x86_64-linux.so": "ca18598c78e5dc285fd09cb9ad2934f3747e6a185363c1232c622eebeda1fbb6",
  "weft-aarch64-linux.so": "6843552dd01bca140cd708e93b3699738f77bb3715cd621ec5ddb310697fe497",
  "weft-x86_64-darwin.dylib": "c7457c9d229efa88b0279e729dc192c74dbf58600c47198997ec28fc76483603",
  "weft-aarch64-darwin.dylib": "284c4482df61748d23c30bcbb14009e89267e69ff7fe354529690eb1d14121cf",
  "weft-x86_64-windows.dll": "42dfe84a9dcd6b07c58548d0a7f1a527f1805ad49c3181bca892eb98666361dd",
};
