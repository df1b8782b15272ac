import type { CancellationLexicon } from '../types.ts';

/**
 * What customers write when they want to leave, per language: lower case, Latin diacritics removed
 * (see `normalizeText`), phrases separated by `|`.
 *
 * - `strong`: enough alone. `intent`: "I want to cancel" without saying what.
 * - `verbs` (and `nouns`, which may also follow) count together with one of the `objects` nearby.
 * - `excluded`: what else people cancel, close and delete. `gapStops`: words between verb and object
 *   that give the verb another object ("delete the file from my account").
 * - `mailing`: subscriptions of another kind; they take back even strong phrases.
 * - `negators` take a hit back; `neutral` phrases hold a negator and do not ("I do not know how
 *   to cancel"). `breaks` end a clause.
 */
export const CANCELLATION_LEXICON: Readonly<Record<string, CancellationLexicon>> = {
  en: {
    spaced: true,
    mailing: 'newsletter|newsletters|emails|mailing list|mailings|marketing',
    verbs:
      'cancel|cancelling|canceling|cancelled|canceled|terminate|terminating|close|closing|delete|deleting|end|ending|stop|unsubscribe|deactivate|discontinue|quit|drop|remove|removing|erase|no longer need|no longer want|no longer use',
    nouns: 'removal|termination|cancellation|cancelation|deletion|closure',
    objects:
      'subscription|account|plan|membership|contract|service|license|licence|trial|renewal|auto-renew|auto renewal|workspace|your product|your service',
    strong:
      "cancel my subscription|close my account|delete my account|terminate our contract|not renew|won't renew|will not renew|wont be renewing|not be renewing|non-renewal|switch to a competitor|switching to a competitor|moving to a competitor|switching to another|moving to another provider|move to another vendor|looking for alternatives|looking at alternatives|evaluating alternatives|looking at other vendors|take our business elsewhere|take my business elsewhere|leave your platform|leaving your platform|migrate away|migrating away|churn|stop paying for|get my money back and leave|we are leaving|i'm leaving|last straw|downgrade to free",
    intent:
      "want to cancel|need to cancel|would like to cancel|i'd like to cancel|please cancel|how do i cancel|how can i cancel|going to cancel|about to cancel|thinking of cancelling|thinking about cancelling|thinking of canceling|considering cancelling|considering canceling|we will cancel|i will cancel|i'll cancel",
    excluded:
      'order|booking|reservation|appointment|meeting|transfer|transaction|payment|shipment|delivery|flight|hotel|ticket|invoice|invite|invitation|upload|download|export|job|event|card|request|purchase|alarm|ride|newsletter|newsletters|emails|mailing list|mailings|marketing|fee|charge|policy|file|user|device|button|comment|integration|notification',
    negators:
      "not|don't|dont|do not|never|without|instead of|no need to|didn't|did not|avoid|rather than|isn't|accidentally|won't|wont|no longer want to|doesn't|does not|aren't|wasn't",
    neutral:
      "not know|don't know|dont know|not sure|not able|not use|don't use|dont use|not need my|not need the|not want my|not want the|don't need my|don't want my|not remember|not understand|can not|not only|not happy|not satisfied|not work|doesn't work|isn't working|not working|not make use|never make use|never use|n't use|not using",
    gapStops: 'from|on|in|at|to|with|off|for|of|as',
    breaks: 'and|because|but|so|since|before|after|until|or|then',
  },
  zh: {
    spaced: false,
    mailing: '邮件|简报|通讯',
    verbs: '取消|终止|注销|关闭|停用|停止|退订|解约|删除',
    nouns: '',
    objects: '订阅|账户|账号|帐号|帐户|会员|合同|服务|套餐|续费|自动续费|合约|方案',
    strong:
      '不再续费|不想续费|不续费|不打算续费|不续约|不再续约|终止合作|解除合同|换供应商|换一家|换其他|转到竞争对手|改用其他|考虑其他产品|考虑更换|退订|注销账号|注销账户|不想用了|不用了|不再使用你们|弃用|解约|退会|不续了|不想再用|不再使用贵',
    intent: '我要取消|我想取消|请取消|怎么取消|如何取消|打算取消|准备取消',
    excluded:
      '订单|预约|预订|会议|转账|付款|发货|航班|酒店|机票|邀请|上传|下载|任务|闹钟|申请|快递|邮件|简报|通讯',
    negators: '不想|不要|别|没有|无需|不用|不是|不会|避免',
    neutral: '特别|识别|区别|别的|别人|不是很|不用了解|不用了,谢|不用了,多谢|不用了谢',
    gapStops: '里的|中的|里面的',
    breaks: '因为|所以|并且|然后',
  },
  es: {
    spaced: true,
    mailing: 'boletin|newsletter',
    verbs:
      'cancelar|cancelo|cancelen|cancele|dar de baja|darme de baja|darnos de baja|cerrar|eliminar|terminar|rescindir|anular|borrar',
    nouns: 'cancelacion|baja',
    objects: 'suscripcion|cuenta|plan|contrato|servicio|membresia|renovacion|licencia',
    strong:
      'darme de baja|darnos de baja|dar de baja|no vamos a renovar|no voy a renovar|no renovar|no renovaremos|cambiarnos a la competencia|irnos con la competencia|cambiar de proveedor|buscando alternativas|buscar otra alternativa|dejar de usar su servicio|rescindir el contrato',
    intent:
      'quiero cancelar|necesito cancelar|deseo cancelar|queremos cancelar|como cancelo|como puedo cancelar|por favor cancelen|vamos a cancelar',
    excluded:
      'pedido|reserva|cita|reunion|transferencia|pago|envio|vuelo|hotel|factura|invitacion|descarga|evento|tarjeta|compra|boletin|newsletter',
    negators: 'no|nunca|sin|en lugar de|en vez de|evitar',
    neutral: 'no puedo|no podemos|no me deja|no se como|no se puede',
    gapStops: 'de|del|en|desde',
    breaks: 'y|porque|pero|o|antes|despues',
  },
  de: {
    spaced: true,
    mailing: 'newsletter|rundbrief',
    verbs:
      'kundigen|kundige|kundigung|stornieren|beenden|loschen|schliessen|deaktivieren|abbestellen|abmelden',
    nouns: 'loschung',
    objects: 'abo|abonnement|konto|vertrag|tarif|mitgliedschaft|account|dienst|lizenz|verlangerung',
    strong:
      'kundigen|kundige|kundigung|nicht verlangern|nicht mehr verlangern|vertrag beenden|konto loschen|zur konkurrenz|zu einem anderen anbieter|anbieter wechseln|suchen nach alternativen|suche nach alternativen|nach einer alternative|gekundigt wird',
    intent: '',
    excluded:
      'bestellung|buchung|termin|meeting|uberweisung|zahlung|lieferung|flug|hotel|rechnung|einladung|download|karte|newsletter|rundbrief',
    negators: 'nicht|kein|keine|nie|ohne|anstatt|statt',
    neutral: 'kann nicht|nicht wie|konnen nicht|weiss nicht',
    gapStops: 'aus|in|im|von|vom|auf',
    breaks: 'und|weil|aber|oder|denn|vor|nach',
  },
  fr: {
    spaced: true,
    mailing: 'newsletter|infolettre',
    verbs:
      'resilier|resilie|resiliation|annuler|fermer|supprimer|cloturer|arreter|mettre fin|desabonner',
    nouns: 'suppression|cloture|fermeture',
    objects: 'abonnement|compte|contrat|forfait|service|adhesion|renouvellement|licence',
    strong:
      'resilier|resiliation|me desabonner|nous desabonner|ne pas renouveler|ne renouvellerons pas|ne vais pas renouveler|ne souhaitons pas renouveler|passer a la concurrence|changer de fournisseur|changer de prestataire|cherchons une alternative|cherche une alternative|aller voir ailleurs',
    intent: 'je veux annuler|je souhaite annuler|nous voulons annuler|comment annuler',
    excluded:
      'commande|reservation|rendez-vous|reunion|virement|paiement|livraison|vol|hotel|facture|invitation|telechargement|carte|achat|newsletter|infolettre',
    negators: "ne veux pas|pas|sans|au lieu de|jamais|eviter|ne|n'",
    neutral: 'ne peux pas|ne peut pas|ne pouvons pas|ne sais pas|peux pas|sais pas',
    gapStops: 'de|du|des|dans|sur',
    breaks: 'et|car|mais|ou|avant|apres|parce',
  },
  pt: {
    spaced: true,
    mailing: 'newsletter|boletim',
    verbs: 'cancelar|cancelo|cancelem|encerrar|excluir|apagar|rescindir|terminar|fechar',
    nouns: 'cancelamento|encerramento|exclusao',
    objects: 'assinatura|conta|plano|contrato|servico|licenca|renovacao|subscricao',
    strong:
      'nao vamos renovar|nao vou renovar|nao renovar|nao renovaremos|mudar para o concorrente|ir para a concorrencia|trocar de fornecedor|procurando alternativas|a procura de alternativas|deixar de usar|rescindir o contrato|encerrar minha conta',
    intent:
      'quero cancelar|preciso cancelar|gostaria de cancelar|queremos cancelar|como cancelo|como posso cancelar|vou cancelar',
    excluded:
      'pedido|reserva|consulta|reuniao|transferencia|pagamento|entrega|voo|hotel|fatura|convite|download|cartao|compra|newsletter|boletim',
    negators: 'nao|nunca|sem|em vez de|evitar',
    neutral: 'nao posso|nao consigo|nao conseguimos|nao sei',
    gapStops: 'da|do|de|na|no|em',
    breaks: 'e|porque|mas|ou|antes|depois',
  },
  ja: {
    spaced: false,
    mailing: 'メールマガジン|メルマガ|ニュースレター',
    verbs: '解約|退会|キャンセル|解除|停止|削除|終了|やめ',
    nouns: '',
    objects: 'サブスク|サブスクリプション|契約|アカウント|会員|プラン|サービス|定期購読|更新',
    strong:
      '解約|退会|契約を終了|更新しません|更新しない|契約更新を見送|他社に乗り換え|他社へ乗り換え|他社サービスに移行|乗り換えを検討|利用をやめ|使うのをやめ',
    intent: '',
    excluded:
      '注文|予約|会議|振込|支払い|配送|フライト|ホテル|請求書|招待|ダウンロード|タスク|カード|メールマガジン|メルマガ|ニュースレター',
    negators: 'ないで|したくない|せずに|しないで|ではなく|つもりはない|予定はありません',
    neutral: '',
    gapStops: 'が|できない|できません',
    breaks: 'ので|から|ため',
  },
};

/** How far, in characters, words may stand apart and still belong together. */
export const CANCELLATION_WINDOWS = {
  spaced: { gap: 25, negation: 18, excludedBefore: 24, excludedAfter: 36, adjacent: 2 },
  unspaced: { gap: 8, negation: 6, excludedBefore: 12, excludedAfter: 12, adjacent: 1 },
} as const;

/** Traditional characters of the Chinese phrases, each before the simplified one used above. */
export const TRADITIONAL_TO_SIMPLIFIED =
  '訂订閱阅帳账戶户號号會会員员約约續续費费務务終终註注銷销關关閉闭刪删單单議议轉转發发飛飞機机請请載载鬧闹鐘钟遞递沒没別别無无應应換换競竞爭争對对慮虑們们棄弃動动準准備备預预識识區区個个';
