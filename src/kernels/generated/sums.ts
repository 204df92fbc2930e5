// Made by tools/build_kernels.ts.

/** SHA-256 of every native library, by file. */
export const SUMS: Readonly<Record<string, string>> = {
  "weft-x86_64-linux.so": "86d01caab60bc10af721cdaf3094064be03171eb69d8ce345b5790d1cff282d3",
  "weft-aarch64-linux.so": "b8076b66db82950a89c98c1c371e1342c75b1dd8e6bc8d3e79f3581f206a79de",
  "weft-x86_64-darwin.dylib": "0734868f3956f69b629c39949ae3f7268d74c0f3afca9b487d9b0d54cbff6bb2",
  "weft-aarch64-darwin.dylib": "89658f9cb8f86df8c74cc45767be389f0603fbf2d38c55452a769f7f17ad134d",
  "weft-x86_64-windows.dll": "d5b0a1d0fdfd42ba2aefe5371c263f78d301b6f42ff15d1b075908ed4299b427",
};
