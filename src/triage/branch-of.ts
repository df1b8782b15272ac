/**
 * Which of the two main branches a category belongs to: product problems and wishes are
 * `technical`, all else is not.
 *
 * @example branchOf('billing.refund_request') //=> 'non_technical'
 */
export function branchOf(category: string): 'technical' | 'non_technical' {
  return category === 'technical' ||
    category.startsWith('technical.') ||
    category === 'feedback.feature_request'
    ? 'technical'
    : 'non_technical';
}
