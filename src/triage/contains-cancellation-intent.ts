import { findCancellationIntent } from './find-cancellation-intent.ts';

/**
 * Whether a text says that the customer wants to leave; see `findCancellationIntent`, which also
 * says where.
 *
 * @example containsCancellationIntent('Necesito cancelar un pedido.') //=> false
 */
export function containsCancellationIntent(
  text: string,
  options: { readonly language?: string | null } = {},
): boolean {
  return findCancellationIntent(text, options) !== null;
}
