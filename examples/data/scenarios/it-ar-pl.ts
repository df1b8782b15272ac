import { agent, customer, note } from '../thread.ts';
import type { ScenarioRow } from '../types.ts';

/** Italian. */
export const IT: readonly ScenarioRow[] = [
  {
    key: 'it-billing-fattura',
    topic: 'billing',
    subject: 'Fattura elettronica {invoice} scartata',
    priority: 'normal',
    outcome: 'open',
    fields: { product_area: 'area_billing' },
    messages: [
      customer(
        'Buongiorno, la fattura {invoice} è stata scartata perché manca il codice destinatario. Potete emetterla di nuovo?',
      ),
      agent(85, 'Certo. Ci può mandare il codice di sette caratteri?'),
      customer('Il codice è nella pagina della nostra azienda, sezione Fatturazione.', 200),
    ],
  },
  {
    key: 'it-login-accesso',
    topic: 'login',
    subject: 'Non riesco ad accedere',
    priority: 'high',
    outcome: 'untouched',
    fields: { product_area: 'area_sign_in' },
    messages: [
      customer(
        'Da stamattina non riesco ad accedere: la password è giusta, ma torna sempre alla pagina iniziale.',
      ),
    ],
  },
  {
    key: 'it-shipping-ritardo',
    topic: 'shipping',
    subject: 'Spedizione {order} in ritardo',
    priority: 'normal',
    outcome: 'on_hold',
    customStatus: 'With the carrier',
    fields: { order_number: '{order}' },
    messages: [
      customer(
        'La spedizione {order} doveva arrivare giovedì. Il tracciamento è fermo da quattro giorni.',
      ),
      agent(100, 'Il corriere conferma un ritardo; nuova consegna prevista per mercoledì.'),
    ],
  },
];

/** Arabic. */
export const AR: readonly ScenarioRow[] = [
  {
    key: 'ar-login-password',
    topic: 'login',
    subject: 'لا أستطيع تسجيل الدخول',
    priority: 'high',
    outcome: 'resolved',
    fields: { product_area: 'area_sign_in' },
    messages: [
      customer(
        'السلام عليكم، لا أستطيع تسجيل الدخول منذ الصباح. تظهر رسالة الخطأ E-403 بعد إدخال كلمة المرور.',
      ),
      agent(29, 'وعليكم السلام، تم فتح الحساب. يرجى المحاولة مرة أخرى.'),
      customer('تم، شكرًا جزيلًا.', 16),
    ],
  },
  {
    key: 'ar-billing-invoice',
    topic: 'billing',
    subject: 'خطأ في الفاتورة {invoice}',
    priority: 'normal',
    outcome: 'untouched',
    fields: { product_area: 'area_billing' },
    messages: [
      customer(
        'مرحبًا، المبلغ في الفاتورة {invoice} أعلى من المتفق عليه. نرجو المراجعة قبل موعد الدفع.',
      ),
    ],
  },
  {
    key: 'ar-shipping-customs',
    topic: 'shipping',
    subject: 'الشحنة {order} متوقفة في الجمارك',
    priority: 'high',
    outcome: 'open',
    fields: { order_number: '{order}' },
    messages: [
      customer('الشحنة {order} متوقفة في الجمارك منذ أسبوع، والعميل ينتظر. ما المطلوب منا؟'),
      note(50, 'Missing HS code on the declaration. Template for AE needs the 8-digit form.'),
      agent(15, 'المطلوب هو الرمز الجمركي المكوّن من ثمانية أرقام. يمكنكم إضافته من صفحة المنتج.'),
    ],
  },
  {
    key: 'ar-howto-labels',
    topic: 'how_to',
    subject: 'كيف أطبع الملصق باللغة العربية؟',
    priority: 'low',
    outcome: 'untouched',
    channel: 'chat',
    messages: [customer('كيف يمكنني طباعة ملصق الشحن باللغة العربية من اليمين إلى اليسار؟')],
  },
];

/** Polish. */
export const PL: readonly ScenarioRow[] = [
  {
    key: 'pl-outage-awaria',
    topic: 'outage',
    subject: 'Awaria: skanery nie działają',
    priority: 'urgent',
    outcome: 'open',
    fields: { product_area: 'area_scanner', affected_users: 19, blocks_shipping: true },
    messages: [
      customer(
        'Od godziny 6:15 nie działa żaden skaner w magazynie. Błąd E-2207. Proszę o pilną pomoc, stoimy z wysyłką.',
      ),
      agent(17, 'Widzimy awarię i już ją usuwamy. Odezwę się za 20 minut.'),
    ],
  },
  {
    key: 'pl-billing-faktura',
    topic: 'billing',
    subject: 'Korekta faktury {invoice}',
    priority: 'normal',
    outcome: 'resolved',
    fields: { product_area: 'area_billing' },
    messages: [
      customer('Dzień dobry, na fakturze {invoice} jest zły NIP. Proszę o korektę.'),
      agent(105, 'Korekta jest już w panelu w zakładce Płatności.'),
      customer('Dziękuję bardzo!', 22),
    ],
  },
  {
    key: 'pl-howto-etykiety',
    topic: 'how_to',
    subject: 'Jak zmienić rozmiar etykiety?',
    priority: 'low',
    outcome: 'untouched',
    messages: [
      customer(
        'Jak mogę zmienić rozmiar etykiety ze 100×150 na 100×100? Nie widzę tej opcji w ustawieniach.',
      ),
    ],
  },
  {
    key: 'pl-bug-zolc',
    topic: 'bug',
    subject: 'Błąd w raporcie: „zażółć gęślą jaźń” 🐛',
    priority: 'normal',
    outcome: 'waiting_on_customer',
    messages: [
      customer(
        'W raporcie PDF znikają polskie znaki: zamiast „zażółć gęślą jaźń” widać „za gl ja”.',
      ),
      agent(80, 'Czy problem dotyczy też eksportu do CSV?'),
    ],
  },
];
