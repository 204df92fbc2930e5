/** Where the kernel says what a front end has no place for. */
export interface Log {
  /** Says something the first time, and counts every time. */
  readonly once: (subject: string, text: string) => void;
  /** Says how often each subject came up again. */
  readonly close: () => void;
}

/** A log that writes lines; the server of the notebook shows the kernel's standard error. */
export function createLog(write: (line: string) => void): Log {
  const counts = new Map<string, number>();
  return {
    once(subject, text) {
      const count = (counts.get(subject) ?? 0) + 1;
      counts.set(subject, count);
      if (count === 1) write(`weft kernel: ${text}\n`);
    },
    close() {
      for (const [subject, count] of counts) if (count > 1) write(`weft kernel: ${count} times in all: ${subject}\n`);
    },
  };
}
