import process from "node:process";

const EVERY = 500;

/**
 * Calls back when the process that started the kernel is gone, however it ended. Looks twice a second.
 *
 * @param parent Its process id; the environment's `JPY_PARENT_PID`.
 * @param onGone Called once.
 * @returns Stops looking.
 */
export function watchParent(parent: number, onGone: () => void): () => void {
  const direct = Deno.ppid === parent;
  const timer = setInterval(() => {
    // A direct parent that ends hands its children on, even while it lingers as a zombie.
    if (direct ? Deno.ppid === parent : exists(parent)) return;
    clearInterval(timer);
    onGone();
  }, EVERY);
  return () => clearInterval(timer);
}

function exists(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return (error as { code?: unknown }).code === "EPERM";
  }
}
