import type { CellNews } from "../../kernel/notebook/run_notebook.ts";
import type { Sink } from "../integrate/progress_line.ts";

/** Says how the cells of a notebook come on. */
export interface CellLines {
  /** Tells about a cell. */
  readonly onCell: (news: CellNews) => void;
  /** Ends what is said while a cell runs. */
  readonly close: () => void;
}

const WIDTH = 60;
const TERMINAL_PACE = 1000;
const LOG_PACE = 10_000;

/** A line for each cell that has ended, and while one runs how long it does. */
export function cellLines(sink: Sink): CellLines {
  let timer: ReturnType<typeof setInterval> | undefined;
  const close = (): void => {
    clearInterval(timer);
    timer = undefined;
  };
  return {
    onCell: (news) => {
      close();
      if (news.state !== "starts") {
        sink.write(`${sink.isTerminal ? "\r\x1b[K" : ""}${line(news, news.state === "failed" ? "FAILED" : "")}\n`);
        return;
      }
      const started = sink.now();
      const say = (): void => {
        const now = line({ ...news, seconds: (sink.now() - started) / 1000 }, "…");
        sink.write(sink.isTerminal ? `\r\x1b[K${now}` : `${now}\n`);
      };
      if (sink.isTerminal) say();
      timer = setInterval(say, sink.isTerminal ? TERMINAL_PACE : LOG_PACE);
    },
    close,
  };
}

/** "[ 3/12]   1.2 s  const tissue = …". */
function line({ number, total, seconds, source }: CellNews, mark: string): string {
  const width = `${total}`.length;
  const place = `[${`${number}`.padStart(width)}/${total}]`;
  const first = source.split("\n").find((text) => !/^\s*($|\/\/|import\b)/.test(text)) ?? source.trim();
  const code = first.length > WIDTH ? `${first.trim().slice(0, WIDTH - 1)}…` : first.trim();
  return [place, `${seconds.toFixed(1).padStart(6)} s`, mark, code].filter(Boolean).join("  ");
}
