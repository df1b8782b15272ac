import type { TicketPriority } from '../../model/enums.ts';
import type { TriageCategory } from '../defaults.ts';

/** What speaks for a category, in the form of `normalizeText`, phrases split by `|`. */
export interface KeywordRow {
  readonly category: TriageCategory;
  /** The priority such a ticket starts with. */
  readonly priority: TicketPriority;
  /** Phrases that name the matter; each weighs 3. */
  readonly strong: string;
  /** Words that only hint at it; each weighs 1. */
  readonly weak: string;
}

const row = (
  category: TriageCategory,
  priority: TicketPriority,
  strong: string,
  weak = '',
): KeywordRow => ({ category, priority, strong, weak });

/** Built on first use. Every phrase counts in every language, so mixed texts work. */
export const keywordRows = (): readonly KeywordRow[] => [
  row(
    'technical.outage',
    'urgent',
    'outage|is down|are down|site down|503|502|service unavailable|宕机|瘫痪|服务中断|caido|fuera de servicio|ausgefallen|nicht erreichbar|en panne|hors service|fora do ar|caiu|停止している|停止しています|サーバーダウン|障害',
    'unavailable|unreachable|无法访问',
  ),
  row(
    'technical.bug',
    'normal',
    "bug|does not work|doesn't work|not working|is broken|stack trace|error message|error code|500 error|crashes|crashed|blank page|报错|出错|不能用|没反应|no funciona|mensaje de error|funktioniert nicht|fehlermeldung|ne fonctionne pas|ne marche pas|message d'erreur|nao funciona|mensagem de erro|動作しない|動きません|エラーが|不具合|バグ",
    'error|broken|fails|failed|failing|crash|wrong|stuck|exception|错误|异常|fallo|fehler|erreur|erro|エラー',
  ),
  row(
    'technical.performance',
    'normal',
    'very slow|too slow|so slow|slow performance|loads slowly|takes forever|times out|timeout|很慢|太慢|卡顿|muy lento|sehr langsam|zu langsam|tres lent|trop lent|muito lento|遅い|重い',
    'slow|latency|lag|lento|langsam|lent',
  ),
  row(
    'technical.login_access',
    'high',
    "cannot log in|can't log in|cant log in|unable to log in|cannot login|can't login|cant login|cannot sign in|can't sign in|locked out|account is locked|login fails|无法登录|登录不了|登不上|no puedo iniciar sesion|no puedo entrar|kann mich nicht anmelden|kann mich nicht einloggen|konto gesperrt|je ne peux pas me connecter|impossible de me connecter|compte bloque|nao consigo entrar|nao consigo fazer login|conta bloqueada|ログインできない|ログインできません",
    'login|log in|sign in|sso|2fa|登录|gesperrt|anmeldung|connexion|ログイン',
  ),
  row(
    'technical.integration_api',
    'normal',
    'api key|api token|rest api|webhook|webhooks|api endpoint|integration with|rate limit|oauth|sdk|接口|集成|integracion con|schnittstelle|integration avec|integracao com|api連携|連携',
    'api|integration|endpoint|zapier|plugin|sync',
  ),
  row(
    'technical.data_loss',
    'urgent',
    'data loss|lost data|lost our data|lost my data|data is gone|data disappeared|records are missing|数据丢失|数据不见|perdida de datos|datenverlust|daten sind weg|perte de donnees|perda de dados|データが消え|データ消失',
    'disappeared|missing data|restore',
  ),
  row(
    'technical.security_incident',
    'urgent',
    'hacked|data breach|security breach|security incident|unauthorized access|phishing|leaked|vulnerability|泄露|被盗|漏洞|hackeado|brecha de seguridad|gehackt|datenleck|sicherheitslucke|pirate|faille de securite|vazamento|不正アクセス|漏洩',
    'suspicious|security|compromised',
  ),
  row(
    'technical.how_to',
    'low',
    'how do i use|where can i find|where do i find|step by step|tutorial|documentation|使用教程|怎么使用|如何使用|como se usa|wie benutze|wie funktioniert|comment utiliser|como usar|使い方',
    'how do i|how can i|how to|请问|怎么|如何|como puedo|wie kann ich|comment puis-je|como posso|方法',
  ),
  row(
    'technical.configuration',
    'normal',
    'configure|configuration|change the settings|set up sso|custom domain|dns record|配置|设置|configurar|konfigurieren|einstellungen|configurer|parametres|configuracoes|設定',
    'settings|setting|setup',
  ),
  row(
    'billing.invoice_get',
    'normal',
    'invoice copy|copy of the invoice|copy of my invoice|get invoice|get my invoice|get the invoice|get an invoice|download invoice|download my invoice|download the invoice|send me the invoice|need an invoice|开发票|发票抬头|descargar la factura|necesito la factura|brauche eine rechnung|brauche nur eine rechnung|rechnung herunterladen|obtenir une facture|cherche juste ma facture|segunda via da fatura|請求書を|領収書',
    'get|download|request|bill',
  ),
  row(
    'billing.invoice_check',
    'normal',
    'check invoice|check my invoice|check the invoice|see my invoice|see the invoice|view invoice|find my invoice|find the invoice|look for my invoice|wrong invoice|invoice is wrong|duplicate invoice|检查发票|factura duplicada|factura incorrecta|rechnung falsch|facture erronee|fatura errada|請求書が',
    'invoice|invoices|bill|bills|发票|factura|rechnung|facture|fatura|請求書',
  ),
  row(
    'billing.payment_issue',
    'high',
    'payment failed|payment declined|payment error|payment issue|payment problem|problem with my payment|problem with payment|error with payment|errors with payment|trouble with payment|charged twice|double charged|card declined|card was declined|payments|多扣|重复扣款|付款失败|支付失败|cobrado dos veces|pago rechazado|doppelt abgebucht|zahlung fehlgeschlagen|debite deux fois|paiement refuse|cobrado duas vezes|pagamento recusado|二重請求|支払いエラー|決済エラー',
    'payment|pay|paid|charged|付款|支付|pago|zahlung|paiement|pagamento|支払い|決済',
  ),
  row(
    'billing.payment_method',
    'normal',
    'payment method|payment methods|payment options|payment option|payment modalities|means of payment|ways of paying|accepted payment|pay by card|update my card|change my card|credit card expired|付款方式|支付方式|metodo de pago|metodos de pago|forma de pago|zahlungsmethode|zahlungsart|moyen de paiement|mode de paiement|forma de pagamento|支払い方法',
    'credit card|paypal|allowed payment',
  ),
  row(
    'billing.refund_request',
    'normal',
    'want a refund|need a refund|request a refund|get a refund|get my money back|money back|refund of my money|claim a refund|ask for a refund|reimbursed|reimburse|申请退款|要退款|我要退款|quiero un reembolso|devolucion del dinero|ruckerstattung|geld zuruck|demande de remboursement|etre rembourse|quero reembolso|返金して|返金を',
    'refund|refunds|money|compensation|退款|reembolso|remboursement|返金',
  ),
  row(
    'billing.refund_status',
    'normal',
    'refund status|status of my refund|status of the refund|track refund|track my refund|track the refund|check the refund|my refund processed|where is my refund|when will i get my refund|退款进度|退款什么时候|estado de mi reembolso|wo bleibt meine ruckerstattung|statut du remboursement|status do reembolso|返金状況',
    'refund|refunds|status',
  ),
  row(
    'billing.refund_policy',
    'normal',
    'refund policy|return policy|money back policy|money-back guarantee|refund conditions|in which cases can i|in what cases can i|in which situations can i|退款政策|politica de reembolso|ruckgaberecht|politique de remboursement|politica de reembolsos|返金ポリシー',
    'policy|guarantee',
  ),
  row(
    'billing.price_question',
    'low',
    'how much does|how much is|pricing|price list|quote for|discount|多少钱|价格|报价|折扣|cuanto cuesta|precio|was kostet|preisliste|combien coute|tarif|quanto custa|preco|料金|価格|値段',
    'price|cost|costs|expensive',
  ),
  row(
    'billing.cancellation_fee',
    'normal',
    'cancellation fee|cancellation fees|termination fee|early termination|exit fee|exit fees|withdrawal fee|withdrawal fees|cancellation charge|cancellation penalty|early exit|withdrawal penalty|termination penalty|违约金|penalizacion por cancelacion|kundigungsgebuhr|frais de resiliation|multa por cancelamento|taxa de cancelamento|解約金|違約金',
    'penalty|penalties|fee|fees|charge',
  ),
  row(
    'account.create',
    'normal',
    'create account|create an account|create a new account|create new account|open an account|open account|opening a|register an account|sign up for|new account|create user|create a user|注册账号|开通账号|crear una cuenta|konto erstellen|creer un compte|criar uma conta|アカウントを作成',
    'create|creating|open|opening|set up|account|user',
  ),
  row(
    'account.edit',
    'normal',
    'edit account|edit my account|edit the account|edit user|update my account|change my email|change my name|change my profile|update my profile|update my details|account details|modify my account|change my data|correct my|account information|personal information|information on my|details on my|修改资料|修改账号|更改邮箱|editar mi cuenta|cambiar mi correo|profil andern|konto bearbeiten|modifier mon compte|modifier mon profil|editar minha conta|プロフィールを変更|登録情報',
    'edit|editing|update|updating|modify|modifying|change|profile|account',
  ),
  row(
    'account.delete',
    'normal',
    'delete account|delete my account|close my account|close account|remove my account|remove account|delete user|account deletion|account removal|account termination|termination of my|removal of my|deletion of|closing my|cancel my account|注销账号|注销账户|删除账号|eliminar mi cuenta|cerrar mi cuenta|konto loschen|supprimer mon compte|fermer mon compte|encerrar minha conta|excluir minha conta|アカウントを削除|退会',
    'delete|deleting|close|closing|remove|removing|removal|cancel|cancelling|canceling|cancellation|termination|deletion|account|user',
  ),
  row(
    'account.switch_plan',
    'normal',
    "switch account|switch to|switch plan|change plan|change my plan|change account|change to|switching to|use another account|switch user|change user|换套餐|更换套餐|cambiar de plan|cambiar el plan|tarif wechseln|changer de forfait|changer d'offre|mudar de plano|プランを変更",
    'switch|switching|swap|changing|account|user',
  ),
  row(
    'account.password_recovery',
    'high',
    'forgot my password|forgot password|reset my password|reset password|password reset|recover my password|recover password|lost my password|forgotten password|change my password|retrieve my|user key|pin code|access code|access key|user pin|忘记密码|重置密码|olvide mi contrasena|restablecer contrasena|passwort vergessen|passwort zurucksetzen|mot de passe oublie|reinitialiser mon mot de passe|esqueci minha senha|redefinir senha|パスワードを忘れ|パスワードのリセット',
    'password|recover|reset|retrieve|forgot|密码|contrasena|passwort|mot de passe|senha|パスワード|pin|key',
  ),
  row(
    'account.registration_problem',
    'high',
    "registration problem|registration issue|registration error|problem with registration|problems with registration|sign-up problem|sign-up error|signup error|signup|sign-up|cannot register|can't register|problem registering|signing-up|registration|注册不了|注册失败|no puedo registrarme|registrierung fehlgeschlagen|probleme d'inscription|nao consigo me cadastrar|登録できない|登録できません",
    'register|registering|sign up|verification code|inscription|registrierung',
  ),
  row(
    'account.permissions',
    'normal',
    "permission denied|permissions|no permission|access rights|user role|admin rights|权限|permisos|berechtigung|berechtigungen|autorisation|droits d'acces|permissoes|権限",
    'permission|role|admin',
  ),
  row(
    'order_delivery.place',
    'normal',
    'place an order|place order|make an order|order an item|buy something|make a purchase|purchase an item|buy an item|order something|order an article|buy an article|order some|buy some|acquire some|下单|hacer un pedido|bestellung aufgeben|passer une commande|fazer um pedido|注文したい|注文する',
    'buy|buying|purchase|purchasing|order|ordering|item|items|product|products|article|articles|earn|acquire',
  ),
  row(
    'order_delivery.change',
    'normal',
    'change order|change my order|change an order|modify my order|edit my order|edit order|update my order|add an item|add a product|remove an item|remove a product|delete an item|swap an item|swap a product|change an item|change item|add something to|add some|change purchase|edit purchase|correct order|修改订单|cambiar mi pedido|modificar pedido|bestellung andern|modifier ma commande|alterar meu pedido|注文を変更',
    'order|purchase|item|items|product|products|add|adding|remove|swap',
  ),
  row(
    'order_delivery.cancel_order',
    'normal',
    'cancel order|cancel an order|cancel my order|cancel the order|cancelling order|canceling order|cancel purchase|cancel my purchase|canceling purchase|cancelling purchase|cancel a purchase|cancel an order|order cancellation|purchase cancellation|取消订单|cancelar un pedido|cancelar mi pedido|bestellung stornieren|annuler ma commande|annuler une commande|cancelar um pedido|cancelar meu pedido|注文をキャンセル',
    'cancel|cancelling|canceling|order|purchase|订单|pedido|bestellung|commande|注文',
  ),
  row(
    'order_delivery.track',
    'normal',
    'track order|track my order|tracking number|where is my order|where is my package|order status|eta of|status of my order|status of order|track the order|tracking the order|track my purchase|track purchase|current status of|estimated time of arrival|how long until|when will my order|查物流|物流信息|订单到哪|donde esta mi pedido|seguimiento del pedido|wo ist meine bestellung|sendungsverfolgung|ou est ma commande|suivi de commande|rastrear meu pedido|配送状況|荷物はどこ',
    'track|tracking|eta|order|purchase|status|package|parcel',
  ),
  row(
    'order_delivery.delivery_options',
    'low',
    'delivery options|delivery option|shipping options|shipment options|delivery methods|delivery method|shipping methods|options for shipping|options for delivery|options for shipment|options for delivering|do you ship|do you deliver|deliver to|ship to|express delivery|配送方式|opciones de envio|versandoptionen|modes de livraison|opcoes de entrega|配送方法',
    'delivery|shipping|shipment|options|deliver|ship',
  ),
  row(
    'order_delivery.delivery_period',
    'low',
    'delivery time|delivery period|how long does delivery|how long does shipping|when will it arrive|shipping time|how long will it take|how long does it take|how soon can i expect|when can i expect|when will my item|when will my items|when will my product|when will my article|when is it going to arrive|多久到货|多久能到|cuanto tarda el envio|lieferzeit|delai de livraison|prazo de entrega|いつ届|お届け日',
    'delivery|arrive|expect|soon|period|how long|when',
  ),
  row(
    'order_delivery.shipping_address',
    'normal',
    'shipping address|delivery address|change my address|new address|update my address|secondary address|second delivery|address|收货地址|direccion de envio|lieferadresse|adresse de livraison|endereco de entrega|配送先|お届け先',
    'delivery|shipping|moved|修改地址',
  ),
  row(
    'subscription.cancel_subscription',
    'normal',
    'cancel my subscription|cancel the subscription|cancel subscription|end my subscription|terminate the contract|not renew|stop my plan|取消订阅|不续费|不再续约|cancelar mi suscripcion|no vamos a renovar|abo kundigen|abonnement kundigen|kundige mein|vertrag kundigen|resilier mon abonnement|resilier|cancelar minha assinatura|nao vamos renovar|解約',
    'subscription|cancel|订阅|suscripcion|abonnement|assinatura',
  ),
  row(
    'subscription.renew',
    'normal',
    'renew my subscription|renew our contract|renew the contract|renewal date|renewal quote|续费|续约|renovar la suscripcion|vertrag verlangern|renouveler mon abonnement|renovar a assinatura|契約更新',
    'renew|renewal',
  ),
  row(
    'subscription.upgrade',
    'normal',
    "upgrade|add seats|more seats|add 20 seats|more users|升级|增加账号|ampliar el plan|mas usuarios|mehr nutzer|passer a la version superieure|plus d'utilisateurs|mais usuarios|アップグレード",
    'seats|enterprise plan',
  ),
  row(
    'subscription.downgrade',
    'normal',
    'downgrade|fewer seats|cheaper plan|降级|plan mas barato|herabstufen|forfait moins cher|plano mais barato|ダウングレード',
  ),
  row(
    'subscription.newsletter',
    'low',
    'newsletter|newsletters|mailing list|unsubscribe|邮件订阅|boletin|infolettre|メールマガジン|メルマガ|ニュースレター',
    'subscribe|subscription|corporate|company',
  ),
  row(
    'contact.human_agent',
    'normal',
    'speak to a human|talk to a human|human agent|live agent|real person|speak with an agent|speak to an agent|talk to an agent|talk with an agent|speak with a person|talk to someone|speak to someone|speak with someone|talk with someone|with a human|a human|speak with a human|free agent|to an operator|with an operator|someone|somebody|call center agent|人工客服|转人工|hablar con una persona|hablar con un agente|mit einem menschen sprechen|mitarbeiter sprechen|parler a un conseiller|parler a un humain|falar com um atendente|担当者と話|オペレーター',
    'agent|operator|speak|talk|speaking|talking|chatting|assistant|person',
  ),
  row(
    'contact.contact_details',
    'low',
    'phone number|contact details|opening hours|customer service|customer support|customer assistance|customer care|hours of|when can i call|support number|what hours|how can i contact|联系方式|客服电话|numero de telefono|servicio al cliente|telefonnummer|offnungszeiten|numero de telephone|service client|numero de telefone|電話番号|営業時間',
    'contact|contacting|call|hours|phone|reach',
  ),
  row(
    'feedback.complaint',
    'normal',
    'complaint|complaints|complain|consumer claim|customer claim|claim against|file a claim|make a claim|lodge a claim|reclamation|reclamations|claim|claims|terrible service|unacceptable|very disappointed|投诉|queja|beschwerde|plainte|reclamacion|reclamacao|苦情|クレーム',
    'disappointed|worst|angry|lodge|file|against',
  ),
  row(
    'feedback.praise',
    'low',
    'great job|love the product|love your|thank you so much|excellent service|leave a review|leave review|write a review|my review|a review|review|reviews|my opinion|an opinion|opinion|opinions|feedback|非常满意|excelente servicio|tolles produkt|excellent service|excelente atendimento|素晴らしい',
    'great|awesome|thanks|satisfied|comment|comments',
  ),
  row(
    'feedback.feature_request',
    'low',
    'feature request|would be great if|would be nice if|please add|could you add|suggestion|建议|希望增加|sugerencia|seria bueno|vorschlag|ware schon wenn|serait bien|sugestao|要望|機能追加',
    'feature|wish|roadmap',
  ),
];
