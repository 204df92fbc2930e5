import type { Topic } from "../topic.ts";

/** Every topic, in the order in which they run. */
export const topics: readonly Topic[] = [];
