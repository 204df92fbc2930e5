import { stripTypeScriptTypes } from "node:module";

/** What closes an element of JSX, which cells may have and the check does not read. */
const JSX = /<\/|\/>/;

/** Whether code that looks whole can never run, whatever is typed after it: it is no TypeScript. */
export function isBroken(code: string): boolean {
  if (JSX.test(code)) return false;
  try {
    stripTypeScriptTypes(code, { mode: "transform" });
    return false;
  } catch (error) {
    return error instanceof SyntaxError;
  }
}
