/** The built-in automatic responses: what to say, and what to say before a list of articles. */
export interface AutoResponseTexts {
  readonly acknowledge: string;
  readonly answer: string;
  readonly articles: string;
}

export const AUTO_RESPONSE_TEXTS: Readonly<Record<string, AutoResponseTexts>> = {
  en: {
    acknowledge: 'We have received your message. A member of our team is looking into it.',
    answer: 'Thank you for your message. A member of our team will read it as well.',
    articles: 'These articles may help in the meantime:',
  },
  zh: {
    acknowledge: '您的消息我们已经收到,工作人员正在处理。',
    answer: '感谢您的来信,我们的工作人员也会阅读您的消息。',
    articles: '以下文章也许能先帮到您:',
  },
  es: {
    acknowledge: 'Hemos recibido su mensaje. Una persona de nuestro equipo ya lo está revisando.',
    answer: 'Gracias por su mensaje. Una persona de nuestro equipo también lo leerá.',
    articles: 'Mientras tanto, estos artículos pueden ayudarle:',
  },
  de: {
    acknowledge: 'Wir haben Ihre Nachricht erhalten. Jemand aus unserem Team kümmert sich darum.',
    answer: 'Vielen Dank für Ihre Nachricht. Jemand aus unserem Team wird sie ebenfalls lesen.',
    articles: 'Bis dahin helfen vielleicht diese Artikel:',
  },
  fr: {
    acknowledge: 'Nous avons bien reçu votre message. Une personne de notre équipe s’en occupe.',
    answer: 'Merci pour votre message. Une personne de notre équipe le lira également.',
    articles: 'En attendant, ces articles peuvent vous aider :',
  },
  pt: {
    acknowledge: 'Recebemos a sua mensagem. Uma pessoa da nossa equipe já está cuidando dela.',
    answer: 'Obrigado pela sua mensagem. Uma pessoa da nossa equipe também vai lê-la.',
    articles: 'Enquanto isso, estes artigos podem ajudar:',
  },
  ja: {
    acknowledge: 'お問い合わせを受け付けました。担当者が確認しております。',
    answer: 'お問い合わせありがとうございます。担当者も内容を確認いたします。',
    articles: 'それまでの間、次の記事が参考になるかもしれません。',
  },
};
