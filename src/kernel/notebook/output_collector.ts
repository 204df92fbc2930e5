import type { Json, Message } from "../wire/message.ts";
import type { Output } from "./notebook.ts";
import { terminalText } from "./terminal_text.ts";

type Changing<T> = T extends unknown ? { -readonly [K in keyof T]: T[K] } : never;
type Shown = { data: Json; metadata: Json };

interface Area {
  outputs: Changing<Output>[];
  /** Whether the next output takes the place of all before it. */
  clearFirst: boolean;
}

/**
 * Collects what cells put out, as a front end does: streams in one piece, displays that change later, outputs that are
 * cleared. What a cell puts out after it has ended still belongs to it.
 */
export class OutputCollector {
  readonly #areas = new Map<string, Area>();
  readonly #displays = new Map<string, Shown[]>();

  /** Takes outputs of a request from now on. */
  begin(request: string): void {
    this.#areas.set(request, { outputs: [], clearFirst: false });
  }

  /** What a request has put out so far. */
  outputs(request: string): Output[] {
    const { outputs } = this.#areas.get(request)!;
    return outputs.map((output) => "text" in output ? { ...output, text: terminalText(output.text) } : { ...output });
  }

  /** Takes one published message; what is no output changes nothing. */
  take({ type, content, parent }: Message): void {
    if (type === "update_display_data") return this.#update(content);
    const area = this.#areas.get(String(parent["msg_id"]));
    if (!area) return;
    if (type === "clear_output") {
      area.clearFirst = content["wait"] === true;
      if (!area.clearFirst) area.outputs = [];
      return;
    }
    if (type === "stream") return this.#print(area, String(content["name"]), String(content["text"]));
    if (type === "display_data" || type === "execute_result") this.#update(content);
    const output = outputOf(type, content);
    if (!output) return;
    this.#add(area, output);
    const id = displayId(content);
    if (id !== undefined && "data" in output) this.#displays.set(id, [...this.#displays.get(id) ?? [], output]);
  }

  #print(area: Area, name: string, text: string): void {
    const last = area.clearFirst ? undefined : area.outputs.at(-1);
    if (last?.output_type === "stream" && last.name === name) last.text += text;
    else this.#add(area, { "output_type": "stream", name, text });
  }

  #add(area: Area, output: Changing<Output>): void {
    if (area.clearFirst) area.outputs = [];
    area.clearFirst = false;
    area.outputs.push(output);
  }

  #update(content: Json): void {
    const id = displayId(content);
    if (id === undefined) return;
    for (const shown of this.#displays.get(id) ?? []) Object.assign(shown, shownOf(content));
  }
}

function outputOf(type: string, content: Json): Changing<Output> | undefined {
  switch (type) {
    case "display_data":
      return { "output_type": type, ...shownOf(content) };
    case "execute_result": {
      const count = content["execution_count"];
      return { "output_type": type, ...shownOf(content), "execution_count": typeof count === "number" ? count : null };
    }
    case "error": {
      const { ename, evalue, traceback } = content;
      const lines = Array.isArray(traceback) ? traceback.map(String) : [];
      return { "output_type": type, ename: String(ename), evalue: String(evalue), traceback: lines };
    }
  }
  return undefined;
}

function shownOf(content: Json): Shown {
  return { data: content["data"] as Json ?? {}, metadata: content["metadata"] as Json ?? {} };
}

function displayId(content: Json): string | undefined {
  const id = (content["transient"] as Json | null | undefined)?.["display_id"];
  return typeof id === "string" ? id : undefined;
}
