// Made by tools/build_kernels.ts.

/** SHA-256 of every native library, by file. */
export const SUMS: Readonly<Record<string, string>> = {
  "weft-x86_64-linux.so": "003cf20ac01f9ee3f0d2eae5e016cef918b23c314507a3df06fe7995175cc216",
  "weft-aarch64-linux.so": "1614b2ffed36abf2b0f76f7d06b6bc8fed7aa54220617af6c62ea3b591144bec",
  "weft-x86_64-darwin.dylib": "9a13385bf1996378cc3e3c8d62fac919d48c2bc31e8a5a783f8ae1c7cb1c7181",
  "weft-aarch64-darwin.dylib": "54b3802becbbcfbd9f3ec6547c193b3b0f89b63b88ba42febed887c1e2f1b7a6",
  "weft-x86_64-windows.dll": "cb505c3f379fb6453283af632b3694d6cdefb2f7630544e15dd27824af0c3079",
};
