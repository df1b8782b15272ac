import type { Language } from './types.ts';

/** Everyday sentences by language, for the messages that no scenario brings along. */
export interface Phrases {
  /** The customer answers a question. */
  readonly customerAnswers: string;
  /** The customer asks where things stand. */
  readonly customerAsks: string;
  /** Staff answer for the first time. */
  readonly agentGreets: string;
  /** Staff say that it is done. */
  readonly agentSolves: string;
}

export const PHRASES: Readonly<Record<Language, Phrases>> = {
  en: {
    customerAnswers: 'Here is what you asked for. Does that help?',
    customerAsks: 'Is there any news on this?',
    agentGreets: 'Good morning, I have taken this over and am looking into it now.',
    agentSolves: 'This is fixed now. Just reply if anything is still open.',
  },
  de: {
    customerAnswers: 'Anbei die gewünschten Angaben. Reicht Ihnen das?',
    customerAsks: 'Gibt es hierzu schon etwas Neues?',
    agentGreets: 'Guten Morgen, ich habe Ihr Anliegen übernommen und sehe es mir gerade an.',
    agentSolves: 'Das ist nun behoben. Antworten Sie einfach, falls noch etwas offen ist.',
  },
  fr: {
    customerAnswers: 'Voici les informations demandées. Est-ce que cela suffit ?',
    customerAsks: 'Avez-vous du nouveau ?',
    agentGreets: 'Bonjour, je prends votre demande en charge et je regarde tout de suite.',
    agentSolves: 'C’est réglé. Répondez simplement s’il reste un point ouvert.',
  },
  es: {
    customerAnswers: 'Aquí están los datos que pidieron. ¿Es suficiente?',
    customerAsks: '¿Hay alguna novedad?',
    agentGreets: 'Buenos días, ya estoy con su caso y lo reviso ahora mismo.',
    agentSolves: 'Ya está resuelto. Si queda algo pendiente, responda a este mensaje.',
  },
  pt: {
    customerAnswers: 'Seguem as informações pedidas. É suficiente?',
    customerAsks: 'Há alguma novidade?',
    agentGreets: 'Bom dia, assumi o seu chamado e já estou verificando.',
    agentSolves: 'Está resolvido. Se ainda houver algo em aberto, é só responder.',
  },
  ja: {
    customerAnswers: 'ご依頼の情報をお送りします。こちらで足りますでしょうか。',
    customerAsks: 'その後の状況はいかがでしょうか。',
    agentGreets: 'おはようございます。担当者としてただいま確認しております。',
    agentSolves: '対応が完了しました。ご不明な点があればご返信ください。',
  },
  zh: {
    customerAnswers: '您要的资料如上,请查收。',
    customerAsks: '请问有进展了吗?',
    agentGreets: '早上好,您的问题由我负责,正在查看。',
    agentSolves: '问题已经解决,如有疑问请直接回复。',
  },
  it: {
    customerAnswers: 'Ecco i dati richiesti. Bastano?',
    customerAsks: 'Ci sono novità?',
    agentGreets: 'Buongiorno, seguo io la sua richiesta e la sto guardando adesso.',
    agentSolves: 'È risolto. Se resta qualcosa di aperto, risponda pure.',
  },
  ar: {
    customerAnswers: 'هذه هي المعلومات المطلوبة. هل تكفي؟',
    customerAsks: 'هل من جديد؟',
    agentGreets: 'صباح الخير، توليت طلبكم وأراجعه الآن.',
    agentSolves: 'تم الحل. يرجى الرد إن بقي أي استفسار.',
  },
  pl: {
    customerAnswers: 'Przesyłam informacje, o które Państwo prosili. Czy to wystarczy?',
    customerAsks: 'Czy są jakieś nowości?',
    agentGreets: 'Dzień dobry, zajmuję się Państwa sprawą i już ją sprawdzam.',
    agentSolves: 'Sprawa jest rozwiązana. W razie pytań proszę po prostu odpowiedzieć.',
  },
};
