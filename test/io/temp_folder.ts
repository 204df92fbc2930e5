import { type ErrorTag, WeftError } from "../../src/core/error.ts";

/** Runs a test in a folder of its own, removed afterwards; files are given by name, as text or bytes. */
export async function withFolder(
  files: Readonly<Record<string, string | Uint8Array>>,
  test: (folder: string) => Promise<void>,
): Promise<void> {
  const folder = await Deno.makeTempDir();
  try {
    for (const [name, content] of Object.entries(files)) await put(`${folder}/${name}`, content);
    await test(folder);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

/** Writes a file, with the folders that lead to it. */
export async function put(path: string, content: string | Uint8Array): Promise<void> {
  await Deno.mkdir(path.slice(0, path.lastIndexOf("/")), { recursive: true });
  await Deno.writeFile(path, typeof content === "string" ? new TextEncoder().encode(content) : content);
}

/** The bytes of a text as gzip. */
export async function gzip(text: string): Promise<Uint8Array> {
  const stream = new Blob([text]).stream().pipeThrough(new CompressionStream("gzip"));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}

/** A check for `assert.rejects`: the tag, and the sentence by an expression. */
export function fails(tag: ErrorTag, message: RegExp): (error: unknown) => boolean {
  return (error) => {
    if (error instanceof WeftError && error.tag === tag && message.test(error.message)) return true;
    throw error;
  };
}
