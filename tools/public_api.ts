/**
 * Lists what the package exports, entry by entry: `deno run -A tools/public_api.ts [--write]`. The frozen list is
 * test/house/public_api.txt; a change to it is a change of the public surface.
 */
import { readFile, writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";

const ROOT = fileURLToPath(new URL("../", import.meta.url));
const FROZEN = `${ROOT}test/house/public_api.txt`;

/** One exported symbol as `deno doc` sees it. */
export interface PublicSymbol {
  /** Area of the package, such as `./graph`. */
  readonly entry: string;
  readonly name: string;
  /** "function", "class", "interface", "typeAlias", "variable", "namespace" … */
  readonly kind: string;
  /** The doc comment's text. */
  readonly doc: string;
  /** The doc comment's examples. */
  readonly examples: readonly string[];
  /** Where it is declared. */
  readonly file: string;
}

interface DocNode {
  readonly name: string;
  readonly declarations: readonly {
    readonly kind: string;
    readonly declarationKind: string;
    readonly location: { readonly filename: string };
    readonly jsDoc?: {
      readonly doc?: string;
      readonly tags?: readonly { readonly kind: string; readonly doc?: string }[];
    };
  }[];
}

/** Every exported symbol of every entry of deno.json's `exports`. */
export async function publicSymbols(): Promise<PublicSymbol[]> {
  const config = JSON.parse(await readFile(`${ROOT}deno.json`, "utf8"));
  const symbols: PublicSymbol[] = [];
  for (const [entry, path] of Object.entries<string>(config.exports)) {
    const { success, stdout } = await new Deno.Command(Deno.execPath(), {
      args: ["doc", "--json", path],
      cwd: ROOT,
      stderr: "inherit",
    }).output();
    if (!success) continue;
    const nodes = Object.values<{ symbols: readonly DocNode[] }>(JSON.parse(new TextDecoder().decode(stdout)).nodes);
    symbols.push(...nodes.flatMap((node) => node.symbols).map((symbol) => describe(entry, symbol)));
  }
  return symbols;
}

function describe(entry: string, { name, declarations }: DocNode): PublicSymbol {
  const docs = declarations.map(({ jsDoc }) => jsDoc).find((jsDoc) => jsDoc?.doc);
  return {
    entry,
    name,
    kind: declarations[0]!.kind,
    doc: docs?.doc ?? "",
    examples: (docs?.tags ?? []).filter(({ kind }) => kind === "example").map(({ doc }) => doc ?? ""),
    file: declarations[0]!.location.filename.replace(`file://${ROOT}`, ""),
  };
}

/** The list as it is frozen: a line a symbol. */
export function listing(symbols: readonly PublicSymbol[]): string {
  return symbols.map(({ entry, kind, name }) => `${entry} ${kind} ${name}`).sort().join("\n") + "\n";
}

if (import.meta.main) {
  const list = listing(await publicSymbols());
  if (Deno.args.includes("--write")) await writeFile(FROZEN, list);
  else console.log(list);
}
