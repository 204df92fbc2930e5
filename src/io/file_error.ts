import { show } from "../core/check.ts";
import { WeftError } from "../core/error.ts";

/**
 * What the system said about a file as a tagged error: `NotFound` when it is not there, `Permission` when it may not be
 * read; anything else is `Failed`. An error that is tagged already stays as it is.
 */
export function fileError(error: unknown, path: string): WeftError {
  if (error instanceof WeftError) return error;
  if (error instanceof Deno.errors.NotFound || (error as { code?: unknown }).code === "ENOENT") {
    return new WeftError("NotFound", { expected: `a file or folder ${show(path)}`, found: "none" }, { cause: error });
  }
  if (error instanceof Deno.errors.NotCapable || error instanceof Deno.errors.PermissionDenied) {
    return new WeftError("Permission", {
      expected: `permission to read ${path}`,
      found: "none",
      next: `Run Deno with --allow-read=${path}, or with --allow-read, and check who may read it.`,
    }, { cause: error });
  }
  const found = error instanceof Error ? error.message : String(error);
  return new WeftError("Failed", { expected: `${show(path)} to be readable`, found }, { cause: error });
}
