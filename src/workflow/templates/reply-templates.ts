import { ConfigurationError } from '../../errors/index.ts';

/** The moments at which a prepared answer helps. */
export const TEMPLATE_STAGES = ['first_response', 'info_check', 'solution', 'survey'] as const;
/** One of `TEMPLATE_STAGES`. */
export type TemplateStage = (typeof TEMPLATE_STAGES)[number];

/** A prepared answer in one language. */
export interface StageTemplate {
  readonly stage: TemplateStage;
  /** BCP 47 tag. */
  readonly locale: string;
  readonly text: string;
}

/** The variables that the built-in templates use. */
export const TEMPLATE_VARIABLES = [
  'customer name',
  'ticket id',
  'agent name',
  'question',
  'solution',
  'survey link',
] as const;

const inLocale = (
  locale: string,
  texts: Readonly<Record<TemplateStage, string>>,
): readonly StageTemplate[] =>
  TEMPLATE_STAGES.map((stage) => Object.freeze({ stage, locale, text: texts[stage] }));

/**
 * Short answers for each stage in English, Chinese, German, Spanish and French, to begin with.
 *
 * @example REPLY_TEMPLATES.length //=> 20
 */
export const REPLY_TEMPLATES: readonly StageTemplate[] = Object.freeze([
  ...inLocale('en', {
    first_response:
      'Hello {customer name|there},\n\nthank you for writing. Your case {ticket id} is with us, and we will answer as soon as we can.\n\n{agent name|Your support team}',
    info_check:
      'Hello {customer name|there},\n\nto go on with {ticket id} we need to know: {question}\n\n{agent name|Your support team}',
    solution:
      'Hello {customer name|there},\n\n{solution}\n\nDoes that solve it? If not, just answer this message ({ticket id}).\n\n{agent name|Your support team}',
    survey:
      'Hello {customer name|there},\n\nhow did we do with {ticket id}? {survey link}\n\n{agent name|Your support team}',
  }),
  ...inLocale('zh', {
    first_response:
      '{客户姓名|您好}，\n\n感谢您的来信。您的工单 {工单编号} 已收到，我们会尽快回复。\n\n{客服姓名|客服团队}',
    info_check:
      '{客户姓名|您好}，\n\n为了继续处理工单 {工单编号}，请告诉我们：{question}\n\n{客服姓名|客服团队}',
    solution:
      '{客户姓名|您好}，\n\n{solution}\n\n问题是否已解决？如未解决，请直接回复本消息（{工单编号}）。\n\n{客服姓名|客服团队}',
    survey:
      '{客户姓名|您好}，\n\n您对工单 {工单编号} 的处理满意吗？{survey link}\n\n{客服姓名|客服团队}',
  }),
  ...inLocale('de', {
    first_response:
      'Guten Tag {customer name|liebe Kundin, lieber Kunde},\n\nvielen Dank für Ihre Nachricht. Ihr Anliegen {ticket id} ist bei uns; wir antworten, so bald wir können.\n\n{agent name|Ihr Support}',
    info_check:
      'Guten Tag {customer name|liebe Kundin, lieber Kunde},\n\num mit {ticket id} weiterzukommen, brauchen wir noch: {question}\n\n{agent name|Ihr Support}',
    solution:
      'Guten Tag {customer name|liebe Kundin, lieber Kunde},\n\n{solution}\n\nIst es damit gelöst? Wenn nicht, antworten Sie einfach auf diese Nachricht ({ticket id}).\n\n{agent name|Ihr Support}',
    survey:
      'Guten Tag {customer name|liebe Kundin, lieber Kunde},\n\nwie zufrieden sind Sie mit {ticket id}? {survey link}\n\n{agent name|Ihr Support}',
  }),
  ...inLocale('es', {
    first_response:
      'Hola {customer name|estimado cliente},\n\ngracias por escribirnos. Tenemos su caso {ticket id} y le responderemos lo antes posible.\n\n{agent name|El equipo de soporte}',
    info_check:
      'Hola {customer name|estimado cliente},\n\npara seguir con {ticket id} necesitamos saber: {question}\n\n{agent name|El equipo de soporte}',
    solution:
      'Hola {customer name|estimado cliente},\n\n{solution}\n\n¿Queda resuelto? Si no, responda a este mensaje ({ticket id}).\n\n{agent name|El equipo de soporte}',
    survey:
      'Hola {customer name|estimado cliente},\n\n¿qué le pareció nuestra atención en {ticket id}? {survey link}\n\n{agent name|El equipo de soporte}',
  }),
  ...inLocale('fr', {
    first_response:
      'Bonjour {customer name|cher client},\n\nmerci de votre message. Votre demande {ticket id} est bien arrivée et nous répondrons dès que possible.\n\n{agent name|L’équipe support}',
    info_check:
      'Bonjour {customer name|cher client},\n\npour avancer sur {ticket id}, il nous faut savoir : {question}\n\n{agent name|L’équipe support}',
    solution:
      'Bonjour {customer name|cher client},\n\n{solution}\n\nEst-ce résolu ? Sinon, répondez simplement à ce message ({ticket id}).\n\n{agent name|L’équipe support}',
    survey:
      'Bonjour {customer name|cher client},\n\nêtes-vous satisfait du traitement de {ticket id} ? {survey link}\n\n{agent name|L’équipe support}',
  }),
]);

/**
 * The template of a stage in the customer's language: `zh-Hant-TW`, then `zh-Hant`, then `zh`, then the
 * fallback. Case and `_` in tags do not matter.
 *
 * @throws {ConfigurationError} when the stage has no template in the fallback language either.
 * @example chooseTemplate({ stage: 'survey', locale: 'de-AT' }).locale //=> 'de'
 */
export function chooseTemplate(options: {
  readonly stage: TemplateStage;
  readonly locale?: string | null;
  /** @default REPLY_TEMPLATES */
  readonly templates?: readonly StageTemplate[];
  /** @default 'en' */
  readonly fallbackLocale?: string;
}): StageTemplate {
  const { stage, locale, templates = REPLY_TEMPLATES, fallbackLocale = 'en' } = options;
  const ofStage = new Map(
    templates.filter((one) => one.stage === stage).map((one) => [tagOf(one.locale), one]),
  );
  for (const wanted of [...shorter(locale ?? ''), ...shorter(fallbackLocale)]) {
    const found = ofStage.get(wanted);
    if (found !== undefined) return found;
  }
  throw new ConfigurationError(`No template for ${stage} in ${fallbackLocale}.`);
}

const tagOf = (locale: string): string => locale.trim().replaceAll('_', '-').toLowerCase();

/** A tag, then the tag without its last part, and so on. */
const shorter = (locale: string): readonly string[] => {
  const parts = tagOf(locale).split('-');
  return parts.map((_, index) => parts.slice(0, parts.length - index).join('-'));
};
