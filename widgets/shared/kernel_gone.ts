/** What a view of something that goes on in the kernel says when the kernel is silent. */
export const KERNEL_GONE: string =
  "The kernel does not answer: it has ended, or is busy with something that does not let go. " +
  "What is drawn is the last it said.";
