/**
 * By a subject's kind, raised from 1 when code changes how it is made or scored though its settings stay; of methods and
 * all else `src/methods/revision.ts` keeps count.
 */
export const SUBJECT_REVISION: Readonly<Record<string, number>> = {};
