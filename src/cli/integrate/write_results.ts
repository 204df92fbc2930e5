import { join } from "node:path";
import { writeFile } from "node:fs/promises";
import type { MuData } from "../../data/mudata.ts";
import { writeH5mu } from "../../io/write_h5mu.ts";
import type { OutFolder } from "./out_folder.ts";
import type { Summary } from "./summary.ts";

/** Names of what an integration leaves behind. */
export const RESULT = "result.h5mu";
/** The page. */
export const REPORT = "report.html";
/** The figures. */
export const SUMMARY = "summary.json";

/** Writes the object and the page; the figures follow by {@linkcode finish} once all time is known. */
export async function writeResults(out: OutFolder, tissue: MuData, html: string): Promise<void> {
  await writeH5mu(tissue, join(out.staging, RESULT));
  await writeFile(join(out.staging, REPORT), html);
}

/** Writes the figures and puts the folder in its place. */
export async function finish(out: OutFolder, summary: Summary): Promise<void> {
  await writeFile(join(out.staging, SUMMARY), `${JSON.stringify(summary, null, 2)}\n`);
  await out.commit();
}
