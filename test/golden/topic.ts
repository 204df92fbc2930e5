/** What one golden case came to. */
export interface CaseResult {
  /** Name of the case, unique in its topic. */
  readonly id: string;
  /** Largest difference met, in the unit of the tolerance. */
  readonly maxDifference: number;
  /** What was allowed, as the case states it. */
  readonly tolerance: string;
  /** Whether the case holds. */
  readonly pass: boolean;
  /** Why it does not, or anything worth a line. */
  readonly note?: string;
}

/** The cases of one reference file or folder and how weft answers them. */
export interface Topic {
  /** Name of the topic: the first part of `topic/case` in not_yet.txt. */
  readonly name: string;
  /** Ids of every case in the folder, whether weft answers it yet or not; none when the folder lacks the topic. */
  readonly ids: (folder: string) => Promise<readonly string[]>;
  /** Runs the cases that weft answers, leaving out `skip`; cases that it does not know are not yielded. */
  readonly run: (folder: string, skip: ReadonlySet<string>) => AsyncIterable<CaseResult>;
}
