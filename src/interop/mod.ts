/**
 * Tables to and from other libraries: arquero for queries, danfo for data frames. Neither is a dependency: the library
 * is handed in, or only the shape of its objects is used.
 *
 * @module
 */
export { type ArqueroTable, fromArquero, type FromArqueroOptions } from "./from_arquero.ts";
export { type DanfoDataFrame, fromDanfo } from "./from_danfo.ts";
export { type ArqueroLibrary, toArquero, type ToArqueroOptions } from "./to_arquero.ts";
export { showArquero } from "./show_arquero.ts";
export { type DanfoLibrary, toDanfo } from "./to_danfo.ts";
