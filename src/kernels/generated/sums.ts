// Made by tools/build_kernels.ts.

/** SHA-256 of every native library, by file. */
export const SUMS: Readonly<Record<string, string>> = {
  "weft-x86_64-linux.so": "0c533bd1f8f37b123d23e60ffca4500bbc94da835d968a6a2b462dc0e3238d24",
  "weft-aarch64-linux.so": "1d8a515d37e85bccecdd0117a80198cc705c5dc31fe826405a96f244c5d71a35",
  "weft-x86_64-darwin.dylib": "521725181f10df3f6a20b2f599f9b61588dd0328514def48bb4a1073bf371386",
  "weft-aarch64-darwin.dylib": "87090e867d58859fb4287caaf8b469c9b864f901c8226633bb69bb6917a9e6fb",
  "weft-x86_64-windows.dll": "d41f25c0aabddf3c9193196cabcd006ecb646440babe7d26d568f26d3a1f8c67",
};
