import { agent, customer, customerHtml, former, note } from '../thread.ts';
import type { ScenarioRow } from '../types.ts';

/** English: bugs, outages, integrations, how-to. */
export const EN_TECHNICAL: readonly ScenarioRow[] = [
  {
    key: 'en-outage-labels',
    topic: 'outage',
    subject: 'Label printing is down for the whole warehouse',
    priority: 'urgent',
    outcome: 'open',
    tags: ['labels'],
    fields: { product_area: 'area_labels', affected_users: 64, blocks_shipping: true },
    messages: [
      customer(
        'Since 06:40 nobody can print a shipping label. The button spins and then says "E-5031 upstream unavailable". 64 packers are standing around and the first truck leaves at 9. Is this an outage on your side?',
      ),
      agent(
        14,
        'We see the same error for two regions and are on it. I will write every 20 minutes.',
      ),
      note(
        6,
        'Carrier gateway B does not answer. Fail-over prepared, waiting for a go from on-call.',
      ),
      customer('Still down here. Can we print from yesterday’s queue in the meantime?', 17),
    ],
  },
  {
    key: 'en-outage-resolved',
    topic: 'outage',
    subject: 'Dashboard shows 502 for all users',
    priority: 'urgent',
    outcome: 'closed',
    fields: { product_area: 'area_dashboard', affected_users: 21 },
    messages: [
      customer(
        'Every page of the dashboard answers 502 Bad Gateway since five minutes. All users, both offices.',
      ),
      agent(
        9,
        'Thank you for telling us so fast. A deployment went wrong and is being rolled back now.',
      ),
      agent(
        22,
        'The roll-back is complete and error rates are back to normal. Does it work for you?',
      ),
      customer('Yes, all good again. Thanks.', 11),
    ],
  },
  {
    key: 'en-bug-csv-export',
    topic: 'bug',
    subject: 'CSV export cuts off after 10,000 rows',
    priority: 'normal',
    outcome: 'waiting_on_customer',
    fields: { product_area: 'area_dashboard' },
    messages: [
      customer(
        'When I export the April shipments, the file always stops after exactly 10,000 rows, but the table shows 14,212. No error is shown. Chrome 146 and Firefox, same result.',
      ),
      agent(
        95,
        'I can reproduce this. Could you send the export id from the address bar, so that we see your job in the logs?',
      ),
    ],
  },
  {
    key: 'en-bug-html-report',
    topic: 'bug',
    subject: 'Re: Fwd: FW: Weekly report mail is broken???',
    priority: null,
    outcome: 'untouched',
    channel: 'email',
    messages: [
      customerHtml(
        '<div>Hi team,<br><br>the weekly report <b>mail</b> now looks like this:</div><table border="1"><tr><td>Carrier</td><td>Parcels &amp; pallets</td></tr><tr><td>North</td><td>1 204</td></tr></table><p>See the &lt;style&gt; text on top? It was fine until <u>last Monday</u>.</p><blockquote>On Mon, May 4, 2026 somebody wrote:<br>&gt; can you check with support</blockquote><p>--&nbsp;<br>Sent from my phone 📱</p>',
        'Hi team,\n\nthe weekly report mail now looks like this: Carrier / Parcels & pallets, North / 1 204. See the <style> text on top? It was fine until last Monday.\n\nOn Mon, May 4, 2026 somebody wrote:\n> can you check with support\n\n-- \nSent from my phone 📱',
      ),
    ],
  },
  {
    key: 'en-scanner-frozen',
    topic: 'bug',
    subject: 'Handheld freezes on batch pick',
    priority: 'high',
    outcome: 'on_hold',
    customStatus: 'Awaiting parts',
    tags: ['hardware', 'warranty'],
    fields: { product_area: 'area_scanner', serial_number: '{serial}' },
    messages: [
      customer(
        'Scanner {serial} freezes each time I open a batch pick with more than 40 lines. Battery out, battery in, same again. We have two more that do the same since the firmware update.',
      ),
      agent(
        48,
        'Sorry about that. Please hold both side keys for ten seconds and tell me which firmware is shown at the bottom.',
      ),
      customer('It says 7.2.1-b3.', 30),
      note(12, '7.2.1-b3 has the known memory fault. Replacement boards are due on Thursday.'),
      agent(
        5,
        'That version has a fault that needs a new board. The part is ordered, and you get two loan devices tomorrow.',
      ),
    ],
  },
  {
    key: 'en-api-429',
    topic: 'integration',
    subject: 'API answers 429 although we are far below the limit',
    priority: 'normal',
    outcome: 'resolved',
    channel: 'api',
    fields: { product_area: 'area_api' },
    messages: [
      customer(
        'Our nightly sync makes about 90 calls a minute and gets HTTP 429 after the first 40. The documentation says 200 a minute. Response header: x-limit-remaining: 0. Request id 9f27c1d0-11.\n\n```\nGET /v3/shipments?page=41\n< 429 Too Many Requests\n< retry-after: 37\n```',
      ),
      agent(
        130,
        'You are on the older key format, which is limited to 40. Create a new key under Settings > API and the documented 200 apply.',
      ),
      customer('New key works, thank you! Please mention that in the docs.', 240),
    ],
  },
  {
    key: 'en-webhook-duplicates',
    topic: 'integration',
    subject: 'Webhooks delivered twice',
    priority: 'normal',
    outcome: 'open',
    channel: 'api',
    fields: { product_area: 'area_api' },
    cc: ['integrations@partner.example.com'],
    messages: [
      customer(
        'We receive parcel.delivered twice for about one in fifty parcels, a few seconds apart, with different ids in the header. Is there a key that we can deduplicate on?',
      ),
      note(
        70,
        'Different ids are wrong if it is a repeat. Ask engineering whether the retry makes a new id.',
      ),
    ],
  },
  {
    key: 'en-perf-search',
    topic: 'performance',
    subject: 'Search takes 30 seconds since the weekend',
    priority: 'high',
    outcome: 'open',
    customStatus: 'With engineering',
    fields: { product_area: 'area_dashboard', affected_users: 12 },
    messages: [
      customer(
        'Parcel search used to be instant. Since the weekend every query takes half a minute and sometimes times out. It slows down the whole returns desk.',
      ),
      agent(
        52,
        'I see slow queries for your account and have handed this to our engineers with traces.',
      ),
    ],
  },
  {
    key: 'en-howto-returns',
    topic: 'how_to',
    subject: 'How do I create a return label in bulk?',
    priority: 'low',
    outcome: 'resolved',
    messages: [
      customer(
        'Hi! How do I make return labels for a whole list of parcels instead of one by one? I looked through the help pages but only found the single one.',
      ),
      agent(
        75,
        'Select the parcels in the list, then choose More > Return labels. You get one PDF for all of them.',
      ),
      customer('Found it. Perfect, thank you 🙂', 45),
    ],
  },
  {
    key: 'en-howto-timezones',
    topic: 'how_to',
    subject: 'question',
    priority: 'low',
    outcome: 'untouched',
    channel: 'chat',
    messages: [customer('where can i set the time zone for reports? everything is shown in UTC')],
  },
  {
    key: 'en-empty-subject',
    topic: 'bug',
    subject: '',
    priority: null,
    outcome: 'untouched',
    channel: 'email',
    messages: [
      customer('pls help it doesnt scan anymore!!!! 😡😡 the red light is on but no beep'),
    ],
  },
  {
    key: 'en-long-line',
    topic: 'integration',
    subject: 'Import file refused, log attached below because I did not know where else to put it',
    priority: 'normal',
    outcome: 'untouched',
    fields: { product_area: 'area_api' },
    messages: [
      customer(
        `The import says "row invalid" and nothing else. This is the line that it stops at, copied from the file: ${Array.from({ length: 60 }, (_, index) => `sku-${1000 + index};qty=${(index * 7) % 13};bin=A${index % 9}`).join(',')}`,
      ),
    ],
  },
  {
    key: 'en-mobile-crash',
    topic: 'bug',
    subject: 'Mobile app closes by itself when the camera opens',
    priority: 'normal',
    outcome: 'resolved',
    fields: { product_area: 'area_mobile' },
    messages: [
      customer(
        'After today’s update the app closes as soon as I tap the camera symbol. Phone is two years old, everything else works.',
      ),
      former(
        60,
        'Please remove the app, restart the phone and install it again. That clears the old permission.',
      ),
      customer('That did it.', 33),
    ],
  },
  {
    key: 'en-data-missing',
    topic: 'data',
    subject: 'Stock counts of last night are gone',
    priority: 'urgent',
    outcome: 'open',
    fields: { product_area: 'area_dashboard', affected_users: 9, blocks_shipping: true },
    messages: [
      customer(
        'We counted 3,100 bins last night until 2 am. This morning the counts of the second half are missing. This is data loss and we need it back before the auditors come tomorrow.',
      ),
      agent(
        21,
        'I understand how serious this is. Nothing is deleted for 30 days on our side; we are restoring the second batch now.',
      ),
      note(4, 'Job 88 was skipped, not lost. Re-run asked for, see the incident channel.'),
    ],
  },
  {
    key: 'en-feature-dark-mode',
    topic: 'feature_request',
    subject: 'Feature request: dark mode for the night shift',
    priority: 'low',
    outcome: 'on_hold',
    messages: [
      customer(
        'Feature request from our night shift: a dark mode for the packing screen. The white page at 3 am is brutal.',
      ),
      agent(600, 'Thank you! I added your vote to the idea and will let you know when it moves.'),
    ],
  },
];
