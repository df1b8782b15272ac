import { agent, customer, note } from '../thread.ts';
import type { ScenarioRow } from '../types.ts';

/** Japanese. */
export const JA: readonly ScenarioRow[] = [
  {
    key: 'ja-outage-label',
    topic: 'outage',
    subject: '送り状の印刷が停止しています',
    priority: 'urgent',
    outcome: 'open',
    fields: { product_area: 'area_labels', affected_users: 28, blocks_shipping: true },
    messages: [
      customer(
        '今朝7時から送り状の印刷がすべて停止しています。出荷ができません。至急ご対応をお願いいたします。',
      ),
      agent(11, 'ご不便をおかけして申し訳ございません。障害を確認し、復旧作業を進めております。'),
      note(6, '東リージョンのキューが詰まっている。再起動の承認待ち。'),
    ],
  },
  {
    key: 'ja-billing-invoice',
    topic: 'billing',
    subject: '請求書 {invoice} の金額について',
    priority: 'normal',
    outcome: 'waiting_on_customer',
    fields: { product_area: 'area_billing' },
    messages: [
      customer(
        'お世話になっております。請求書 {invoice} の金額が見積書と異なるようです。ご確認いただけますでしょうか。',
      ),
      agent(95, '確認いたしました。お手元の見積書の番号をお知らせいただけますか。'),
    ],
  },
  {
    key: 'ja-refund-scanner',
    topic: 'refund',
    subject: '返品したスキャナーの返金',
    priority: 'normal',
    outcome: 'on_hold',
    customStatus: 'With the carrier',
    fields: { serial_number: '{serial}' },
    messages: [
      customer('先月返品したスキャナー({serial})の返金がまだ確認できません。いつ頃になりますか。'),
      agent(130, '運送会社からの受領報告を待っております。届き次第、返金いたします。'),
    ],
  },
  {
    key: 'ja-login-locked',
    topic: 'login',
    subject: 'ログインできません',
    priority: 'high',
    outcome: 'resolved',
    fields: { product_area: 'area_sign_in' },
    messages: [
      customer(
        'パスワードを変更した後、アカウントにログインできません。エラーコードは E-403 です。',
      ),
      agent(24, 'ロックを解除いたしました。お手数ですが、もう一度お試しください。'),
      customer('ログインできました。ありがとうございます。', 15),
    ],
  },
  {
    key: 'ja-howto-csv',
    topic: 'how_to',
    subject: 'CSVの取り込み方法を教えてください',
    priority: 'low',
    outcome: 'closed',
    messages: [
      customer('商品マスタをCSVで取り込む方法を教えてください。文字コードはShift_JISです。'),
      agent(150, '設定>取り込みで文字コードを選択できます。手順書をお送りしました。'),
      customer('助かりました。', 40),
    ],
  },
  {
    key: 'ja-bug-garbled',
    topic: 'bug',
    subject: 'ラベルの「髙」「﨑」が文字化けする不具合',
    priority: null,
    outcome: 'untouched',
    channel: 'email',
    messages: [
      customer(
        '宛名の「髙橋」「山﨑」が「□橋」「山□」と印刷されます。先週の更新以降の不具合のようです。',
      ),
    ],
  },
  {
    key: 'ja-churn-cancel',
    topic: 'cancellation',
    subject: '解約について',
    priority: 'normal',
    outcome: 'resolved',
    churn: true,
    messages: [
      customer('来月末でサブスクリプションを解約したいです。手続きの方法を教えてください。'),
      agent(110, 'ご利用ありがとうございました。月末での解約手続きを承りました。'),
    ],
  },
  {
    key: 'ja-churn-switch',
    topic: 'cancellation',
    subject: 'サポートの対応について',
    priority: 'low',
    outcome: 'untouched',
    churn: true,
    messages: [
      customer(
        '問い合わせへの返信が遅く、業務に支障が出ています。このままでは他社への乗り換えを検討せざるを得ません。',
      ),
    ],
  },
  {
    key: 'ja-not-churn-order',
    topic: 'order',
    subject: '注文 {order} のキャンセル',
    priority: 'normal',
    outcome: 'resolved',
    fields: { order_number: '{order}' },
    messages: [
      customer('昨日の注文 {order} をキャンセルしたいです。まだ発送されていないようです。'),
      agent(45, 'ご注文を取り消しました。請求は発生いたしません。'),
    ],
  },
  {
    key: 'ja-feature-report',
    topic: 'feature_request',
    subject: '【要望】和暦での日付表示',
    priority: 'low',
    outcome: 'on_hold',
    messages: [
      customer('帳票の日付を和暦(令和8年など)で表示できるようにしていただけると助かります。'),
      agent(700, '貴重なご要望をありがとうございます。開発部門に共有いたしました。'),
    ],
  },
];
