import type { UrgencyCue } from '../types.ts';

/** One kind of cue: its weight, and its phrases in the form of `normalizeText`, split by `|`. */
export interface UrgencyCueDefinition {
  readonly cue: UrgencyCue;
  readonly weight: number;
  readonly phrases: string;
}

/** What makes a message pressing, the heaviest first. */
export const URGENCY_CUE_DEFINITIONS: readonly UrgencyCueDefinition[] = [
  {
    cue: 'outage',
    weight: 0.9,
    phrases:
      "is down|are down|went down|goes down|been down|outage|cannot access|can't access|cant access|nobody can log in|no one can log in|unavailable|宕机|瘫痪|无法访问|服务中断|崩溃|caido|caida|no funciona nada|fuera de servicio|ausgefallen|ausfall|nicht erreichbar|en panne|hors service|inaccessible|fora do ar|caiu|indisponivel|停止している|停止しています|障害|ダウン|アクセスできない|アクセスできません",
  },
  {
    cue: 'data_or_security',
    weight: 0.9,
    phrases:
      'data loss|lost data|lost our data|lost all our data|data is gone|breach|hacked|leaked|security incident|数据丢失|泄露|被盗|perdida de datos|hackeado|hackeada|filtracion|datenverlust|gehackt|datenleck|perte de donnees|pirate|fuite de donnees|perda de dados|vazamento|データ消失|データが消え|漏洩|流出|ハッキング',
  },
  {
    cue: 'blocked_work',
    weight: 0.6,
    phrases:
      "blocked|blocking|can't work|cannot work|cant work|production|all users|everyone is|无法工作|生产环境|全部用户|所有用户|bloqueado|bloqueada|no podemos trabajar|todos los usuarios|blockiert|konnen nicht arbeiten|alle nutzer|bloque|bloquee|ne pouvons pas travailler|tous les utilisateurs|nao conseguimos trabalhar|todos os usuarios|仕事ができない|業務が止ま|全ユーザー",
  },
  {
    cue: 'time_pressure',
    weight: 0.4,
    phrases:
      'urgent|urgently|asap|immediately|deadline|today|right away|紧急|尽快|马上|立即|今天|urgente|inmediatamente|hoy mismo|dringend|sofort|noch heute|immediatement|des que possible|imediatamente|hoje mesmo|至急|緊急|今すぐ|本日中',
  },
  {
    cue: 'money_lost',
    weight: 0.4,
    phrases:
      'charged twice|double charged|charged me twice|overcharged|wrongly charged|多扣|重复扣款|cobrado dos veces|cobro doble|doppelt abgebucht|zweimal abgebucht|debite deux fois|preleve deux fois|cobrado duas vezes|cobranca duplicada|二重請求|二重に請求',
  },
];

/** Words of requests that can wait: they keep the suggestion at `low` unless work is blocked. */
export const CALM_PHRASES =
  'feature request|how do i|how can i|how to|suggestion|建议|请问如何|请问怎么|sugerencia|como puedo|vorschlag|wie kann ich|suggestion|comment puis-je|sugestao|como posso|要望|教えてください';

/** A cue with one of these shortly before it is taken back ("no outage"). */
export const CUE_NEGATORS =
  "not|no|no longer|isn't|wasn't|never|without|不是|没有|不|no es|sin|nicht|kein|keine|ohne|pas|sans|nao|sem";
