import { agent, customer, customerHtml, note } from '../thread.ts';
import type { ScenarioRow } from '../types.ts';

/** French. */
export const FR: readonly ScenarioRow[] = [
  {
    key: 'fr-outage-etiquettes',
    topic: 'outage',
    subject: 'Impression en panne depuis ce matin',
    priority: 'urgent',
    outcome: 'open',
    fields: { product_area: 'area_labels', affected_users: 17, blocks_shipping: true },
    messages: [
      customer(
        "L'impression des étiquettes est en panne depuis 7 h 10 sur nos deux sites. Rien ne part. C'est urgent, merci de nous rappeler.",
      ),
      agent(
        16,
        "Nous avons trouvé l'origine et rétablissons le service. Prochain message dans vingt minutes.",
      ),
    ],
  },
  {
    key: 'fr-billing-facture',
    topic: 'billing',
    subject: 'Facture {invoice} : mauvais montant',
    priority: 'normal',
    outcome: 'waiting_on_customer',
    fields: { product_area: 'area_billing' },
    messages: [
      customer(
        'Bonjour, le montant de la facture {invoice} ne correspond pas à notre devis : 12 licences facturées au lieu de 10. Pouvez-vous corriger ?',
      ),
      agent(
        120,
        'Bonjour, deux utilisateurs ont été ajoutés le 14 avril. Souhaitez-vous les garder ?',
      ),
    ],
  },
  {
    key: 'fr-refund-rouleaux',
    topic: 'refund',
    subject: 'Remboursement commande {order}',
    priority: 'normal',
    outcome: 'untouched',
    fields: { order_number: '{order}' },
    messages: [
      customer(
        "J'ai reçu les mauvais rouleaux (format 100×50 au lieu de 100×150). Je voudrais un remboursement de la commande {order}, s'il vous plaît.",
      ),
    ],
  },
  {
    key: 'fr-login-bloque',
    topic: 'login',
    subject: 'Mot de passe refusé, compte bloqué',
    priority: 'high',
    outcome: 'resolved',
    fields: { product_area: 'area_sign_in' },
    messages: [
      customer(
        'Mon mot de passe est refusé depuis hier et mon compte est bloqué. Impossible de me connecter.',
      ),
      agent(
        27,
        'Votre compte est débloqué. Un lien pour choisir un nouveau mot de passe vous attend par courriel.',
      ),
      customer('Merci, ça marche !', 14),
    ],
  },
  {
    key: 'fr-howto-utilisateurs',
    topic: 'how_to',
    subject: 'Comment ajouter un utilisateur en lecture seule ?',
    priority: 'low',
    outcome: 'closed',
    messages: [
      customer(
        'Bonjour, comment ajouter un collègue qui peut voir les rapports sans rien modifier ?',
      ),
      agent(140, 'Choisissez le rôle « Lecteur » dans Réglages > Équipe.'),
    ],
  },
  {
    key: 'fr-bug-accents',
    topic: 'bug',
    subject: 'Erreur à l’export : « caractère inattendu »',
    priority: null,
    outcome: 'untouched',
    channel: 'email',
    messages: [
      customerHtml(
        '<p>Bonjour,</p><p>l’export s’arrête avec <code>caractère inattendu à la ligne 212</code>. À cette ligne il y a « Œuvre & C<sup>ie</sup> ».</p><p>Cordialement,<br>—<br><i>Envoyé depuis mon téléphone</i></p>',
        'Bonjour,\n\nl’export s’arrête avec « caractère inattendu à la ligne 212 ». À cette ligne il y a « Œuvre & Cie ».\n\nCordialement,\n—\nEnvoyé depuis mon téléphone',
      ),
    ],
  },
  {
    key: 'fr-churn-resilier',
    topic: 'cancellation',
    subject: 'Résiliation',
    priority: 'normal',
    outcome: 'resolved',
    churn: true,
    messages: [
      customer(
        'Bonjour, je souhaite résilier notre abonnement à la fin du mois. Merci de me confirmer la date.',
      ),
      agent(
        120,
        'Votre résiliation est enregistrée pour la fin du mois. Vos données restent disponibles trente jours.',
      ),
    ],
  },
  {
    key: 'fr-churn-fournisseur',
    topic: 'cancellation',
    subject: 'Toujours pas de réponse',
    priority: 'low',
    outcome: 'untouched',
    churn: true,
    messages: [
      customer(
        "Cela fait une semaine que j'attends une réponse sur les colis perdus. À ce rythme, nous allons changer de fournisseur avant l'été.",
      ),
    ],
  },
  {
    key: 'fr-not-churn-commande',
    topic: 'order',
    subject: 'Annuler la commande {order}',
    priority: 'normal',
    outcome: 'resolved',
    fields: { order_number: '{order}' },
    messages: [
      customer('Je veux annuler ma commande {order}, elle fait doublon.'),
      agent(48, "C'est fait, la commande est annulée et vous ne serez pas débités."),
    ],
  },
  {
    key: 'fr-security-acces',
    topic: 'security',
    subject: 'Connexion inconnue depuis un autre pays',
    priority: 'urgent',
    outcome: 'open',
    tags: ['sécurité'],
    messages: [
      customer(
        "J'ai reçu une alerte : connexion à notre compte administrateur depuis un pays où nous n'avons personne. Notre compte est-il piraté ?",
      ),
      agent(
        9,
        'Toutes les sessions sont fermées et les clés API suspendues. Merci de changer le mot de passe tout de suite.',
      ),
      note(3, 'Adresse IP déjà vue dans la vague de la semaine dernière.'),
    ],
  },
  {
    key: 'fr-feature-paletier',
    topic: 'feature_request',
    subject: 'Suggestion : plan des palettes en 3D 🙂',
    priority: 'low',
    outcome: 'on_hold',
    messages: [
      customer(
        'Une suggestion : il serait très pratique de voir la palette en trois dimensions avant de la filmer.',
      ),
      agent(900, 'Belle idée ! Elle est notée, je vous préviens si elle avance.'),
    ],
  },
];
