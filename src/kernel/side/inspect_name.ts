import type { Json } from "../wire/message.ts";

const LONGEST = 4000;

/**
 * Content of the answer to inspect_request: the text of a function, or what a value looks like. Only plain paths such as
 * `tissue.obs` are looked up, nothing is called.
 *
 * @param content Content of the request: `code` and `cursor_pos`.
 * @param valueOf Value of a path in the user's scope.
 */
export function inspectName(content: Json, valueOf: (path: string) => unknown): Json {
  const { code, cursor_pos: cursor } = content;
  const path = typeof code === "string" ? pathAt(code, typeof cursor === "number" ? cursor : code.length) : "";
  try {
    if (path === "") return reply();
    const value = valueOf(path);
    const text = typeof value === "function" ? String(value) : Deno.inspect(value, { depth: 2, colors: false });
    return reply(`${path}: ${text}`.slice(0, LONGEST));
  } catch {
    return reply();
  }
}

function pathAt(code: string, cursor: number): string {
  const before = code.slice(0, cursor).match(/[\w$.]*$/)![0];
  const path = before + code.slice(cursor).match(/^[\w$]*/)![0];
  return /^[A-Za-z_$][\w$]*(?:\.[A-Za-z_$][\w$]*)*$/.test(path) ? path : "";
}

function reply(text?: string): Json {
  const found = text !== undefined;
  return { status: "ok", found, data: found ? { "text/plain": text } : {}, metadata: {} };
}
