/** The parts of one multipart message of ZeroMQ. */
export type Parts = readonly Uint8Array[];
