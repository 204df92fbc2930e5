import { WeftError } from "../core/error.ts";

/** The error with the key and file that were being read, unless it names a file already; other errors as they are. */
export function located(error: unknown, key: string, location: string): unknown {
  if (!(error instanceof WeftError) || error.fields.where?.includes(location)) return error;
  return new WeftError(error.tag, { ...error.fields, where: `'${key || "/"}' of ${location}` }, { cause: error });
}
