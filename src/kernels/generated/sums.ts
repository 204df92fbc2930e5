// Made by tools/build_kernels.ts.

/** SHA-256 of every native library, by file. */
export const SUMS: Readonly<Record<string, string>> = {
  "weft-x86_64-linux.so": "1e8d8360c307940ff2e71667055cb1481e0689ba9d87920e1f279ff8b8adbfe4",
  "weft-aarch64-linux.so": "e32dffee4c923464d1af78d032cfca6592aa349559c0a7f9cd1da8c8a570eb27",
  "weft-x86_64-darwin.dylib": "1e5933a513abd0f691689f4f5fa0ffa6daa22d72733319eebbe1406e127f3ef0",
  "weft-aarch64-darwin.dylib": "bd74ab8a8cb854370ae6274c62d4b74944b35ea9b123276c416b8c492ead72b4",
  "weft-x86_64-windows.dll": "83ba4ac088e80f4890bae92a1cc2518d56a8fac1b3a80ee06402d97bc65d3289",
};
