import type { Topic } from '../../../examples/data/types.ts';

/** Which topic of the data set a category of triage stands for; the longest name that fits wins. */
const TOPIC_OF: Readonly<Record<string, Topic>> = {
  'technical.bug': 'bug',
  'technical.outage': 'outage',
  'technical.performance': 'performance',
  'technical.login_access': 'login',
  'technical.integration_api': 'integration',
  'technical.data_loss': 'data',
  'technical.security_incident': 'security',
  'technical.how_to': 'how_to',
  'technical.configuration': 'how_to',
  'billing.refund_request': 'refund',
  'billing.refund_status': 'refund',
  'billing.refund_policy': 'refund',
  billing: 'billing',
  'account.delete': 'cancellation',
  'account.switch_plan': 'upgrade',
  account: 'login',
  'order_delivery.place': 'order',
  'order_delivery.change': 'order',
  'order_delivery.cancel_order': 'order',
  order_delivery: 'shipping',
  'subscription.cancel_subscription': 'cancellation',
  'subscription.upgrade': 'upgrade',
  subscription: 'billing',
  'feedback.feature_request': 'feature_request',
  'feedback.complaint': 'complaint',
  'feedback.praise': 'praise',
};

/** The topic of a category, `null` where no topic of the data set is meant by it. */
export const topicOf = (category: string): Topic | null =>
  TOPIC_OF[category] ?? TOPIC_OF[category.split('.')[0] ?? ''] ?? null;
