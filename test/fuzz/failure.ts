/** A promise that was broken. Its message is the same for every case that breaks it alike. */
export class FuzzError extends Error {
  override readonly name = 'FuzzError';
}

/** @throws {FuzzError} always. */
export function fail(message: string, cause?: unknown): never {
  throw new FuzzError(message, { cause });
}
