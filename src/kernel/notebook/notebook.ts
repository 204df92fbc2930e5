import type { Json } from "../wire/message.ts";

/** Text that a cell printed. */
export interface StreamOutput {
  /** What kind of output it is. */
  readonly "output_type": "stream";
  /** `stdout` or `stderr`. */
  readonly name: string;
  /** All that was printed to it between two outputs of another kind. */
  readonly text: string;
}

/** Something shown, as the same thing in several formats. */
export interface DisplayOutput {
  /** What kind of output it is. */
  readonly "output_type": "display_data";
  /** The thing by MIME type. */
  readonly data: Json;
  /** How it is to be shown, by MIME type. */
  readonly metadata: Json;
}

/** The value of a cell's last expression. */
export interface ResultOutput {
  /** What kind of output it is. */
  readonly "output_type": "execute_result";
  /** The value by MIME type. */
  readonly data: Json;
  /** How it is to be shown, by MIME type. */
  readonly metadata: Json;
  /** The number in brackets beside the cell. */
  readonly "execution_count": number | null;
}

/** What ended a cell early. */
export interface ErrorOutput {
  /** What kind of output it is. */
  readonly "output_type": "error";
  /** Name of the error. */
  readonly ename: string;
  /** What it says. */
  readonly evalue: string;
  /** Where it came from, line by line, coloured for a terminal. */
  readonly traceback: readonly string[];
}

/** One output of a cell. */
export type Output = StreamOutput | DisplayOutput | ResultOutput | ErrorOutput;

/** A cell of text. */
export interface TextCell {
  /** Unique in the notebook. */
  readonly id: string;
  /** What kind of cell it is. */
  readonly "cell_type": "markdown" | "raw";
  /** What stands in it. */
  readonly source: string;
  /** What is said beside it. */
  readonly metadata: Json;
  /** Files that it shows, by name and MIME type. */
  readonly attachments?: Json;
}

/** A cell of code. */
export interface CodeCell {
  /** Unique in the notebook. */
  readonly id: string;
  /** What kind of cell it is. */
  readonly "cell_type": "code";
  /** What stands in it. */
  readonly source: string;
  /** What is said beside it, tags among it. */
  readonly metadata: Json;
  /** The number in brackets beside the cell; null when it has not been run. */
  readonly "execution_count": number | null;
  /** What it put out. */
  readonly outputs: readonly Output[];
}

/** One cell. */
export type Cell = TextCell | CodeCell;

/** A notebook of format 4.5. */
export interface Notebook {
  /** Its cells, in order. */
  readonly cells: readonly Cell[];
  /** What is said beside them: the kernel, the language, the state of widgets. */
  readonly metadata: Json;
}
