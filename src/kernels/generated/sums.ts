// Made by tools/build_kernels.ts.

/** SHA-256 of every native library, by file. */
export const SUMS: Readonly<Record<string, string>> = {
  "weft-x86_64-linux.so": "aea05c1f60822413a2e50d533b8e731d2b328dfaf7561bee7fd0cc1db652e585",
  "weft-aarch64-linux.so": "b95141ad3e8bb90d1e806344d8e33b52bac64116d952cabb7ef033827cf13c3e",
  "weft-x86_64-darwin.dylib": "9cb6b0a7a11b1c84b5350856250d60d4f6f8bd6155bf373a3f6a143b8a7b26ad",
  "weft-aarch64-darwin.dylib": "e3dd9c626afe95d5593893f5e157ab0759611a8b8b514081f3fa748cb19b78af",
  "weft-x86_64-windows.dll": "0fa09aa80b013148ae17f7d26daee3c90367e4dcc48405488b9d1421bce86d6e",
};
