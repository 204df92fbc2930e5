import { WeftError } from "../../core/error.ts";

/** What to add to an error on its way to the command line. */
export interface Advice {
  /** The modality it is about. */
  readonly modality?: string | undefined;
  /** What to do next, in the words of the command line, by the error's tag. */
  readonly next?: Readonly<Partial<Record<WeftError["tag"], string>>>;
}

/** Runs something; an error it throws names the modality, and tells what to do in flags rather than in code. */
export function advised<T>({ modality, next = {} }: Advice, work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (!(error instanceof WeftError)) throw error;
    const { where, ...fields } = error.fields;
    const place = modality === undefined ? where : [where, `modality '${modality}'`].filter(Boolean).join(" of ");
    const advice = next[error.tag] ?? fields.next;
    throw new WeftError(error.tag, {
      ...fields,
      ...(place === undefined ? {} : { where: place }),
      ...(advice === undefined ? {} : { next: advice }),
    }, { cause: error });
  }
}
