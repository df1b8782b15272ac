/** The largest body that is read when nothing else is said: 1 MiB. */
export const MAX_BODY_BYTES = 1_048_576;
