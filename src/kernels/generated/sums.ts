// Made by tools/build_kernels.ts.

/** SHA-256 of every native library, by file. */
export const SUMS: Readonly<Record<string, string>> = {
  "weft-x86_64-linux.so": "c80803cb35bae2d07f7cce752befac9e6009bfa3d0d931f59c619dd71db53d93",
  "weft-aarch64-linux.so": "e25e161b8f9fea3b9f9476fcd036e8dba947134fd11eeef6c053ddb8f27639f8",
  "weft-x86_64-darwin.dylib": "00a06920a014df1c2c8ded1aa77e07a8c946b4d02c525f236121cb18a22e2cea",
  "weft-aarch64-darwin.dylib": "5630b2c9966389fdcc98ec52210200de445f49c4cc1c7f57c4a50c998aca45bf",
  "weft-x86_64-windows.dll": "7a29eb8acf8d338f60c8047e3be54847cd2a782aca152d5755565b96f6a4f651",
};
