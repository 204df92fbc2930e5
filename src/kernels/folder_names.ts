import { existsSync, readdirSync } from "node:fs";

/** Names of what a folder holds; none when it is not there. */
export function folderNames(path: string): string[] {
  return existsSync(path) ? readdirSync(path) : [];
}
