// Made by tools/build_kernels.ts.

/** SHA-256 of every native library, by file. */
export const SUMS: Readonly<Record<string, string>> = {
  "weft-x86_64-linux.so": "4be86dd9e9be57d139f62553f488947f36dd9d62e70cb6066c2adc5c8a24890a",
  "weft-aarch64-linux.so": "2a331237630ecc49d261d2912f5cc8073989bdbb848fa9a5f427ca40d7e28fa5",
  "weft-x86_64-darwin.dylib": "8916ae3961e0591c6ab2296d79fd5f92d76bec5696963980fc2b3cae362539c0",
  "weft-aarch64-darwin.dylib": "36bf5c5bc6cd7ada89ea638034b48506854b650e5b9d755c927ff042816ffa6d",
  "weft-x86_64-windows.dll": "13d3a653d69fd28709d929a3a727930246e675bcd0003dd7422ae35803da137f",
};
