/** Telling words of one weight, in the form of `normalizeText`, split by `|`. */
export interface SentimentWords {
  readonly role: number | 'intensifier' | 'negator';
  readonly phrases: string;
}

/** Written for this library: what customers write to a support team when they are angry or pleased. */
export const SENTIMENT_LEXICON: readonly SentimentWords[] = [
  {
    role: -3,
    phrases:
      'terrible|awful|horrible|unacceptable|worst|furious|disgusting|disgraceful|scam|fraud|pathetic|outrageous|inaceptable|pesimo|indignante|estafa|horrible|furioso|furiosa|inakzeptabel|unverschamt|katastrophe|katastrophal|furchtbar|betrug|wutend|frechheit|inacceptable|scandaleux|arnaque|catastrophique|honteux|inadmissible|inaceitavel|pessimo|absurdo|golpe|vergonha|太差|垃圾|骗子|骗人|无法接受|气死|愤怒|恶心|最悪|ひどい|詐欺|許せない|ふざけ',
  },
  {
    role: -2,
    phrases:
      'disappointed|disappointing|frustrated|frustrating|angry|ridiculous|useless|hate|fed up|sick of|waste of|unhappy|dissatisfied|complaint|poor service|bad service|never again|still waiting|decepcionado|decepcionada|frustrado|frustrada|enfadado|molesto|ridiculo|inutil|harto|mal servicio|insatisfecho|enttauscht|frustriert|argerlich|verargert|lacherlich|nutzlos|unzufrieden|schlechter service|decu|decue|frustre|fache|ridicule|inutile|mecontent|mecontente|insatisfait|ras le bol|decepcionado|irritado|insatisfeito|pessima|cansado de|失望|生气|不满|投诉|糟糕|没用|受够|がっかり|不満|怒|役に立たない|困って|迷惑|苦情',
  },
  {
    role: -1,
    phrases:
      'annoying|annoyed|bad|upset|poor|unfortunately|broken|confusing|slow|malo|mala|lento|lenta|confuso|roto|lamentablemente|schlecht|langsam|verwirrend|leider|nervig|mauvais|mauvaise|lent|lente|malheureusement|penible|ruim|devagar|infelizmente|很慢|不好|麻烦|烦|遅い|悪い|残念|不便',
  },
  {
    role: 1,
    phrases:
      'thanks|thank you|good|nice|happy|pleased|gracias|bueno|buena|contento|contenta|danke|gut|zufrieden|merci|bien|content|contente|satisfait|satisfaite|obrigado|obrigada|bom|boa|satisfeito|谢谢|不错|满意|感谢|ありがとう|助かり|良い|満足',
  },
  {
    role: 2,
    phrases:
      "great|love|helpful|awesome|wonderful|impressed|genial|me encanta|estupendo|encantado|toll|super|hilfreich|begeistert|genial|formidable|utile|j'adore|ravi|otimo|otima|adorei|incrivel|很好|喜欢|太好了|很棒|素晴らし|嬉しい|大好き",
  },
  {
    role: 3,
    phrases:
      'excellent|amazing|fantastic|outstanding|perfect|excelente|fantastico|fantastica|increible|perfecto|perfecta|ausgezeichnet|fantastisch|hervorragend|perfekt|fantastique|parfait|parfaite|perfeito|perfeita|完美|非常好|太棒了|优秀|最高|完璧',
  },
  {
    role: 'intensifier',
    phrases:
      'very|really|extremely|so|absolutely|completely|totally|muy|totalmente|realmente|sehr|wirklich|absolut|vollig|tres|vraiment|totalement|muito|非常|特别|十分|极其|真的|とても|非常に|本当に|大変',
  },
  {
    role: 'negator',
    phrases:
      "not|no|never|isn't|wasn't|don't|doesn't|didn't|can't|without|hardly|nunca|sin|tampoco|nicht|kein|keine|keinen|nie|ohne|pas|jamais|sans|nao|nem|sem|不|没|没有|并不",
  },
];
