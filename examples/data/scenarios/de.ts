import { agent, customer, customerHtml, former, note } from '../thread.ts';
import type { ScenarioRow } from '../types.ts';

/** German. */
export const DE: readonly ScenarioRow[] = [
  {
    key: 'de-outage-scanner',
    topic: 'outage',
    subject: 'Alle Scanner ausgefallen',
    priority: 'urgent',
    outcome: 'open',
    fields: { product_area: 'area_scanner', affected_users: 38, blocks_shipping: true },
    messages: [
      customer(
        'Seit 5:50 Uhr sind alle 38 Handscanner ausgefallen. Anzeige: „Server nicht erreichbar (E-2207)“. Die Frühschicht steht still, bitte sofort melden!',
      ),
      agent(
        12,
        'Wir sehen die Störung und arbeiten daran. Ich melde mich alle 20 Minuten mit dem Stand.',
      ),
      note(5, 'Zertifikat des Gerätedienstes ist um 3:47 UTC abgelaufen. Austausch läuft.'),
    ],
  },
  {
    key: 'de-billing-doppelt',
    topic: 'billing',
    subject: 'Rechnung {invoice} doppelt abgebucht',
    priority: 'high',
    outcome: 'waiting_on_customer',
    fields: { product_area: 'area_billing' },
    messages: [
      customer(
        'Guten Tag, die Rechnung {invoice} wurde am 4. Mai zweimal von unserem Konto abgebucht. Bitte prüfen Sie das und erstatten Sie den Betrag.',
      ),
      agent(
        88,
        'Vielen Dank für den Hinweis. Könnten Sie uns bitte die beiden Buchungsdaten nennen?',
      ),
    ],
  },
  {
    key: 'de-refund-drucker',
    topic: 'refund',
    subject: 'Rückerstattung für defekten Etikettendrucker',
    priority: 'normal',
    outcome: 'on_hold',
    customStatus: 'Awaiting parts',
    tags: ['hardware', 'gewährleistung'],
    fields: { order_number: '{order}', serial_number: '{serial}' },
    messages: [
      customer(
        'Der Drucker aus Bestellung {order} druckt nur noch Streifen. Wir hätten gerne unser Geld zurück oder ein Ersatzgerät. Mit freundlichen Grüßen',
      ),
      agent(
        150,
        'Es tut mir leid. Ein neuer Druckkopf ist bestellt; falls Ihnen eine Rückerstattung lieber ist, genügt eine kurze Antwort.',
      ),
    ],
  },
  {
    key: 'de-login-passwort',
    topic: 'login',
    subject: 'Anmeldung nicht möglich – Passwort-Mail kommt nicht an',
    priority: 'high',
    outcome: 'resolved',
    fields: { product_area: 'area_sign_in' },
    messages: [
      customer(
        'Ich kann mich nicht anmelden, und die Mail zum Zurücksetzen des Passworts kommt nicht an. Im Spam-Ordner ist auch nichts.',
      ),
      former(
        41,
        'Ihre Adresse stand auf der Sperrliste unseres Mailversands. Sie ist wieder frei, bitte versuchen Sie es noch einmal.',
      ),
      customer('Jetzt klappt es, danke!', 20),
    ],
  },
  {
    key: 'de-howto-lager',
    topic: 'how_to',
    subject: 'Wie lege ich ein zweites Lager an?',
    priority: 'low',
    outcome: 'resolved',
    messages: [
      customer('Hallo, wie kann ich ein zweites Lager anlegen, ohne die Bestände zu vermischen?'),
      agent(
        110,
        'Unter Einstellungen > Standorte > Neu. Jeder Standort führt seinen eigenen Bestand.',
      ),
      customer('Super, gefunden. Vielen Dank!', 60),
    ],
  },
  {
    key: 'de-bug-umlaute',
    topic: 'bug',
    subject: 'Umlaute auf Etiketten: „Müller“ wird zu „MÃ¼ller“',
    priority: 'normal',
    outcome: 'open',
    customStatus: 'With engineering',
    fields: { product_area: 'area_labels' },
    messages: [
      customerHtml(
        '<p>Guten Morgen,</p><p>seit dem Update werden Umlaute und &szlig; auf den Etiketten falsch gedruckt:</p><ul><li>M&uuml;ller &rarr; M&Atilde;&frac14;ller</li><li>Stra&szlig;e &rarr; Stra&Atilde;\u0178e</li></ul><p>Der Fehler betrifft alle Drucker.</p>',
        'Guten Morgen,\n\nseit dem Update werden Umlaute und ß auf den Etiketten falsch gedruckt:\n- Müller → MÃ¼ller\n- Straße → StraÃŸe\n\nDer Fehler betrifft alle Drucker.',
      ),
      agent(70, 'Danke für die genaue Beschreibung, wir können den Fehler nachstellen.'),
    ],
  },
  {
    key: 'de-feature-kalender',
    topic: 'feature_request',
    subject: 'Verbesserungsvorschlag: Feiertage je Bundesland',
    priority: 'low',
    outcome: 'untouched',
    messages: [
      customer(
        'Ein Vorschlag: Der Lieferkalender kennt nur bundesweite Feiertage. Fronleichnam fehlt zum Beispiel. Wäre es möglich, das je Bundesland einzustellen?',
      ),
    ],
  },
  {
    key: 'de-churn-kuendigung',
    topic: 'cancellation',
    subject: 'Kündigung',
    priority: 'normal',
    outcome: 'closed',
    churn: true,
    messages: [
      customer(
        'Sehr geehrte Damen und Herren,\n\nhiermit kündige ich unser Abonnement fristgerecht zum Monatsende. Bitte bestätigen Sie mir den Eingang schriftlich.',
      ),
      agent(
        200,
        'Hiermit bestätigen wir den Eingang. Der Vertrag endet zum Monatsende; Ihre Daten können Sie bis dahin exportieren.',
      ),
    ],
  },
  {
    key: 'de-churn-anbieter',
    topic: 'cancellation',
    subject: 'Wieder falsche Bestände',
    priority: null,
    outcome: 'untouched',
    churn: true,
    messages: [
      customer(
        'Die Bestände stimmen schon wieder nicht, zum vierten Mal in diesem Quartal. Wenn das so weitergeht, werden wir den Anbieter wechseln.',
      ),
    ],
  },
  {
    key: 'de-not-churn-bestellung',
    topic: 'order',
    subject: 'Bestellung {order} stornieren',
    priority: 'normal',
    outcome: 'resolved',
    fields: { order_number: '{order}' },
    messages: [
      customer(
        'Ich möchte die Bestellung {order} stornieren, wir haben die Rollen doppelt bestellt.',
      ),
      agent(55, 'Die Bestellung ist storniert, es wird nichts berechnet.'),
    ],
  },
  {
    key: 'de-shipping-zoll',
    topic: 'shipping',
    subject: 'Zollinhaltserklärung fehlt bei Sendungen in die Schweiz',
    priority: 'high',
    outcome: 'open',
    fields: { product_area: 'area_labels', blocks_shipping: true },
    cc: ['zoll@partner.example.com'],
    messages: [
      customer(
        'Seit Freitag wird zu Paketen in die Schweiz keine Zollinhaltserklärung mehr erzeugt. 14 Sendungen liegen an der Grenze.',
      ),
      note(35, 'Hängt am neuen Formular CN23, Vorlage fehlt im Mandanten.'),
      agent(
        10,
        'Wir stellen die Vorlage heute noch ein und erzeugen die 14 Erklärungen nachträglich.',
      ),
    ],
  },
  {
    key: 'de-data-dsgvo',
    topic: 'data',
    subject: 'Auskunft nach Art. 15 DSGVO',
    priority: 'normal',
    outcome: 'open',
    tags: ['datenschutz'],
    messages: [
      customer(
        'Bitte teilen Sie mir mit, welche Daten über mich gespeichert sind. Eine Kopie im CSV-Format genügt.',
      ),
      note(120, 'Frist: 30 Tage. An Security weitergegeben.'),
    ],
  },
];
