import { agent, customer, note } from '../thread.ts';
import type { ScenarioRow } from '../types.ts';

/** English: money, contracts, sign-in, security, parcels. */
export const EN_BUSINESS: readonly ScenarioRow[] = [
  {
    key: 'en-billing-double-charge',
    topic: 'billing',
    subject: 'Charged twice for invoice {invoice}',
    priority: 'high',
    outcome: 'waiting_on_customer',
    fields: { product_area: 'area_billing' },
    messages: [
      customer(
        'Our card was charged twice for invoice {invoice} on the same day. Please check the payment and correct it.',
      ),
      agent(
        64,
        'I see one settled and one reserved payment. The second normally drops off in three days; is it still there in your bank account?',
      ),
    ],
  },
  {
    key: 'en-billing-vat',
    topic: 'billing',
    subject: 'VAT number missing on invoice {invoice}',
    priority: 'normal',
    outcome: 'resolved',
    fields: { product_area: 'area_billing' },
    messages: [
      customer(
        'Our accountant needs the VAT number on invoice {invoice}. Can you issue a corrected invoice?',
      ),
      agent(
        180,
        'Done, the corrected invoice is in your billing page. Future invoices carry the number as well.',
      ),
    ],
  },
  {
    key: 'en-billing-po',
    topic: 'billing',
    subject: 'Purchase order number on our invoices',
    priority: 'low',
    outcome: 'closed',
    cc: ['accounts-payable@partner.example.com'],
    messages: [
      customer(
        'Could you put our purchase order number on all invoices from now on? Accounts payable is in copy.',
      ),
      agent(300, 'It is set. You can change it yourself under Billing > References.'),
      customer('Great service, thanks a lot!', 30),
    ],
  },
  {
    key: 'en-refund-scanner',
    topic: 'refund',
    subject: 'Refund for returned scanner {serial}',
    priority: 'normal',
    outcome: 'on_hold',
    customStatus: 'With the carrier',
    tags: ['hardware'],
    fields: { serial_number: '{serial}', order_number: '{order}' },
    messages: [
      customer(
        'We sent scanner {serial} (order {order}) back two weeks ago and still wait for the refund. The tracking says delivered.',
      ),
      agent(
        140,
        'I am sorry for the wait. The carrier has not handed the parcel over yet; I opened an inquiry with them.',
      ),
    ],
  },
  {
    key: 'en-refund-plan',
    topic: 'refund',
    subject: 'Refund request for unused seats',
    priority: 'normal',
    outcome: 'untouched',
    messages: [
      customer(
        'We paid for 25 seats by mistake and only ever used 5. Can we get a refund for the other 20? The payment was made last Tuesday.',
      ),
    ],
  },
  {
    key: 'en-login-locked',
    topic: 'login',
    subject: "Can't log in, account locked",
    priority: 'high',
    outcome: 'resolved',
    fields: { product_area: 'area_sign_in', affected_users: 1 },
    messages: [
      customer(
        'I cannot log in since this morning. After the third try it says that my account is locked. I am sure that the password is right.',
      ),
      agent(
        18,
        'The lock is lifted. Please set a new password with the link in the mail that you got just now.',
      ),
      customer('Back in, thanks.', 9),
    ],
  },
  {
    key: 'en-login-sso',
    topic: 'login',
    subject: 'SSO login loops after certificate change',
    priority: 'urgent',
    outcome: 'open',
    tags: ['sso'],
    fields: { product_area: 'area_sign_in', affected_users: 210 },
    messages: [
      customer(
        'We rotated the certificate of our identity provider at midnight. Since then login with SSO goes in circles for all 210 users. Nobody can work, production is blocked.',
      ),
      agent(
        11,
        'Please upload the new certificate under Settings > Sign-in. In the meantime I can open password login for two admins.',
      ),
      customer(
        'Upload gives "invalid audience". Please open it for the two of us, it is urgent.',
        16,
      ),
    ],
  },
  {
    key: 'en-login-2fa',
    topic: 'login',
    subject: 'New phone, lost my two-factor codes',
    priority: 'normal',
    outcome: 'waiting_on_customer',
    channel: 'voice',
    messages: [
      customer(
        'New phone, the authenticator app is empty, and I cannot sign in. How do I reset the two-factor login?',
      ),
      agent(
        35,
        'For a reset I need a second admin of your account to confirm by replying from their own address.',
      ),
    ],
  },
  {
    key: 'en-security-phishing',
    topic: 'security',
    subject: 'Suspicious e-mail in your name',
    priority: 'high',
    outcome: 'resolved',
    tags: ['phishing'],
    messages: [
      customer(
        'Three colleagues got an e-mail that looks like yours and asks for the admin password. Is this you? Is it a phishing mail?',
      ),
      agent(
        15,
        'This is not from us. Please do not click the link, and forward the mail with full headers.',
      ),
      note(3, 'Sender domain reported for take-down. Third report this week.'),
      customer('Forwarded. Nobody entered anything.', 25),
    ],
  },
  {
    key: 'en-security-leak',
    topic: 'security',
    subject: 'Other company visible in our account!',
    priority: 'urgent',
    outcome: 'open',
    fields: { affected_users: 1 },
    messages: [
      customer(
        'Under Addresses I see customers of another company. This is a security breach, please treat it as urgent. Screenshots on request, I will not send them by mail.',
      ),
      agent(
        8,
        'Thank you for the careful report. Our security team has taken over and will call you within the hour.',
      ),
      note(
        2,
        'Isolated to a shared test tenant, no customer data of others. Confirm before telling them.',
      ),
    ],
  },
  {
    key: 'en-shipping-late',
    topic: 'shipping',
    subject: 'Parcel {order} is stuck at the depot',
    priority: 'normal',
    outcome: 'on_hold',
    customStatus: 'With the carrier',
    fields: { order_number: '{order}', product_area: 'area_labels' },
    messages: [
      customer(
        'Order {order} has been at the depot for six days. The tracking page says "in transit". When will the delivery arrive?',
      ),
      agent(210, 'The carrier lost the label and is re-sorting. I asked for a new delivery date.'),
    ],
  },
  {
    key: 'en-order-cancel-order',
    topic: 'order',
    subject: 'Please cancel order {order}',
    priority: 'normal',
    outcome: 'untouched',
    fields: { order_number: '{order}' },
    messages: [
      customer(
        'I need to cancel an order that I placed by accident yesterday evening: {order}, ten label rolls. It has not shipped yet.',
      ),
    ],
  },
  {
    key: 'en-order-address',
    topic: 'order',
    subject: 'Wrong delivery address for {order}',
    priority: 'normal',
    outcome: 'resolved',
    fields: { order_number: '{order}', wanted_by: '2026-05-13' },
    messages: [
      customer(
        'The delivery for {order} goes to our old warehouse. Can you change the shipping address before it leaves?',
      ),
      agent(40, 'Changed. You will see the new address in the tracking within an hour.'),
    ],
  },
  {
    key: 'en-churn-price',
    topic: 'cancellation',
    subject: 'Cancel our subscription',
    priority: 'normal',
    outcome: 'waiting_on_customer',
    churn: true,
    messages: [
      customer(
        'Please cancel our subscription at the end of the month. After the second price increase in a year it no longer pays for us.',
      ),
      agent(
        190,
        'I am sorry to hear that. I can offer the old price for another year; would that change your mind?',
      ),
    ],
  },
  {
    key: 'en-churn-support',
    topic: 'cancellation',
    subject: 'Third time I ask about this',
    priority: null,
    outcome: 'untouched',
    churn: true,
    messages: [
      customer(
        'This is the third time that I write about the wrong stock counts. If nobody answers this week, we are moving to another provider. I mean it.',
      ),
    ],
  },
  {
    key: 'en-churn-renewal',
    topic: 'cancellation',
    subject: 'Contract renewal in June',
    priority: 'low',
    outcome: 'open',
    churn: true,
    messages: [
      customer(
        'Just so that you can plan: we will not renew when the contract ends in June. The mobile app never worked for our drivers.',
      ),
      note(25, 'Account manager informed. Ask what a working mobile app would change.'),
    ],
  },
  {
    key: 'en-not-churn-invoice',
    topic: 'billing',
    subject: 'Copy of an invoice',
    priority: 'low',
    outcome: 'untouched',
    messages: [
      customer(
        "No worries, I don't want to cancel, I just need a copy of invoice {invoice} for the tax office.",
      ),
    ],
  },
  {
    key: 'en-upgrade-seats',
    topic: 'upgrade',
    subject: 'Add 20 seats and upgrade to enterprise',
    priority: 'normal',
    outcome: 'resolved',
    messages: [
      customer(
        'We are growing and want to upgrade to the enterprise plan with 20 more seats from next month. What does that cost?',
      ),
      agent(
        90,
        'Happy to hear that! The offer is in your mailbox; nothing changes until you sign.',
      ),
      customer('Signed. Thank you for the quick answer.', 1400),
    ],
  },
  {
    key: 'en-praise',
    topic: 'praise',
    subject: 'Thank you, Piet!',
    priority: 'low',
    outcome: 'closed',
    messages: [
      customer(
        'No question today. I only want to say that your colleague on the phone stayed until our last truck was loaded. Excellent service, we love the product! ❤️',
      ),
      agent(45, 'That made our day. I passed it on to the whole team.'),
    ],
  },
  {
    key: 'en-complaint-wait',
    topic: 'complaint',
    subject: 'Two days without an answer is not acceptable',
    priority: 'high',
    outcome: 'open',
    messages: [
      customer(
        'I have been waiting for two days for an answer about the broken scanner. This is unacceptable for what we pay. I am very disappointed.',
      ),
      note(30, 'Ticket was in the wrong group over the weekend.'),
    ],
  },
];
