/**
 * Yields the results of works `0 … count − 1` in their order while up to `width` of them are under way. None is left
 * running when the last result was taken, a work failed or the caller stopped early.
 */
export async function* inOrder<T>(count: number, width: number, start: (k: number) => Promise<T>): AsyncGenerator<T> {
  const running: Promise<T>[] = [];
  try {
    for (let k = 0; k < count || running.length > 0;) {
      if (k < count && running.length < width) {
        const work = start(k++);
        // A failure is told in its turn, not before.
        work.catch(() => {});
        running.push(work);
      } else yield await running.shift()!;
    }
  } finally {
    await Promise.allSettled(running);
  }
}
