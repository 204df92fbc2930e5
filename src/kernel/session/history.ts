import type { Json } from "../wire/message.ts";

type Line = readonly [session: number, line: number, code: string];

/** The cells that ran in this session, and answers to questions about them. */
export class History {
  readonly #lines: Line[] = [];

  /** Notes a cell, unless its request says that it leaves no trace. */
  add(request: Json): void {
    const { code, silent, store_history: store } = request;
    if (typeof code !== "string" || silent === true || store === false) return;
    this.#lines.push([1, this.#lines.length + 1, code]);
  }

  /** Content of the reply to a history_request. */
  reply(request: Json): Json {
    const { hist_access_type: access, n, output, unique } = request;
    let lines: readonly Line[] = this.#lines;
    if (access === "range") {
      const { start, stop } = request;
      lines = lines.filter(([, line]) => line >= Number(start ?? 0) && (typeof stop !== "number" || line < stop));
    } else {
      if (access === "search") lines = lines.filter(([, , code]) => matches(code, request["pattern"]));
      if (unique === true) lines = [...new Map(lines.map((line) => [line[2], line])).values()];
      if (typeof n === "number" && n > 0) lines = lines.slice(-n);
    }
    const history = output === true ? lines.map(([session, line, code]) => [session, line, [code, null]]) : lines;
    return { status: "ok", history };
  }
}

/** Whether a whole text fits a pattern of the shell's `*` and `?`; in time linear in the text for each star. */
function matches(text: string, pattern: unknown): boolean {
  const glob = typeof pattern === "string" ? pattern : "*";
  let at = 0;
  let star = -1;
  let from = 0;
  for (let i = 0; i < text.length;) {
    if (glob[at] === "*") {
      star = at++;
      from = i;
    } else if (glob[at] === "?" || (at < glob.length && glob[at] === text[i])) {
      at++;
      i++;
    } else if (star >= 0) {
      at = star + 1;
      i = ++from;
    } else {
      return false;
    }
  }
  return /^\**$/.test(glob.slice(at));
}
