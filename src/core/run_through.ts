/** What steps return, done one after the other without a pause. */
export function runThrough<T>(steps: Iterator<unknown, T>): T {
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
  }
}
