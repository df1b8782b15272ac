import { agent, customer, note } from '../thread.ts';
import type { ScenarioRow } from '../types.ts';

/** Chinese, simplified and traditional. */
export const ZH: readonly ScenarioRow[] = [
  {
    key: 'zh-outage-system',
    topic: 'outage',
    subject: '系统瘫痪,全部用户无法访问',
    priority: 'urgent',
    outcome: 'open',
    fields: { product_area: 'area_dashboard', affected_users: 130, blocks_shipping: true },
    messages: [
      customer('从早上八点开始系统瘫痪,全部用户都无法访问,仓库已经停工。请尽快处理!'),
      agent(10, '我们已经确认故障,正在切换到备用机房,每二十分钟向您更新一次。'),
      note(5, '负载均衡证书问题,等待值班确认。'),
      customer('现在还是不行,客户一直在催。', 19),
    ],
  },
  {
    key: 'zh-billing-overcharge',
    topic: 'billing',
    subject: '发票 {invoice} 多扣了一次款',
    priority: 'high',
    outcome: 'waiting_on_customer',
    fields: { product_area: 'area_billing' },
    messages: [
      customer('你好,发票 {invoice} 被多扣了一次款,请帮忙核对付款记录。'),
      agent(70, '您好,请提供两笔扣款的日期,我们马上核对。'),
    ],
  },
  {
    key: 'zh-refund-device',
    topic: 'refund',
    subject: '扫描枪 {serial} 申请退款',
    priority: 'normal',
    outcome: 'untouched',
    fields: { serial_number: '{serial}' },
    messages: [customer('扫描枪 {serial} 已经退回两周了,请问什么时候可以退款?')],
  },
  {
    key: 'zh-login-password',
    topic: 'login',
    subject: '无法登录',
    priority: 'high',
    outcome: 'resolved',
    fields: { product_area: 'area_sign_in' },
    messages: [
      customer('修改密码以后无法登录,一直提示验证码错误。'),
      agent(22, '已为您重置,请使用新的链接设置密码。'),
      customer('可以了,谢谢。', 13),
    ],
  },
  {
    key: 'zh-howto-warehouse',
    topic: 'how_to',
    subject: '請問如何新增第二個倉庫',
    priority: 'low',
    outcome: 'closed',
    messages: [
      customer('您好,請問如何在後台新增第二個倉庫?我們下個月要搬家。'),
      agent(115, '請到「設定」>「據點」>「新增」,每個據點會分開計算庫存。'),
    ],
  },
  {
    key: 'zh-integration-api',
    topic: 'integration',
    subject: 'API 接口返回 500 错误',
    priority: 'high',
    outcome: 'open',
    customStatus: 'With engineering',
    channel: 'api',
    fields: { product_area: 'area_api' },
    messages: [
      customer('调用 /v3/labels 接口时,大约三分之一的请求返回 500 错误,请求编号 7c1e-4410。'),
      agent(42, '已经复现,工程师正在排查,感谢您提供的编号。'),
    ],
  },
  {
    key: 'zh-churn-renewal',
    topic: 'cancellation',
    subject: '合同到期',
    priority: 'normal',
    outcome: 'untouched',
    churn: true,
    messages: [customer('贵公司的系统经常出问题,合同到期后我们不再续约,请告知后续流程。')],
  },
  {
    key: 'zh-churn-subscription',
    topic: 'cancellation',
    subject: '取消订阅',
    priority: null,
    outcome: 'untouched',
    churn: true,
    messages: [customer('我要取消订阅,请尽快处理,并确认不会再扣款。')],
  },
  {
    key: 'zh-not-churn-order',
    topic: 'order',
    subject: '取消昨天的订单 {order}',
    priority: 'normal',
    outcome: 'resolved',
    fields: { order_number: '{order}' },
    messages: [
      customer('我想取消昨天的订单 {order},数量填错了。'),
      agent(37, '订单已经取消,不会产生费用。'),
    ],
  },
];
