/** Another value in the place of the one that was given, and what it is in words. */
export interface Variant<T> {
  readonly value: T;
  /** Ends the sentence "It verifies with …". */
  readonly label: string;
}
