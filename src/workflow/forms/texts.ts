import type { FormField, FormType, FormUrgency } from './types.ts';

/** The texts of the forms in one language. */
export interface FormTexts {
  readonly titles: Readonly<Record<FormType, string>>;
  readonly fields: Readonly<Record<FormField['name'], string>>;
  readonly urgencies: Readonly<Record<FormUrgency, string>>;
  readonly categories: Readonly<Record<string, string>>;
}

/** The categories of each form, by the names that rules and triage know them by. */
export const FORM_CATEGORIES = Object.freeze({
  technical_support: Object.freeze([
    'server_failure',
    'login_access',
    'bug',
    'performance',
    'how_to',
  ]),
  after_sales: Object.freeze(['return', 'repair', 'delivery', 'invoice']),
  complaint: Object.freeze(['complaint', 'suggestion']),
}) satisfies Readonly<Record<FormType, readonly string[]>>;

/** English and Chinese; English stands in for the rest. */
export const FORM_TEXTS: Readonly<Record<'en' | 'zh', FormTexts>> = Object.freeze({
  en: {
    titles: {
      technical_support: 'Technical support',
      after_sales: 'After-sales service',
      complaint: 'Complaint or suggestion',
    },
    fields: {
      name: 'Your name',
      email: 'E-mail',
      company: 'Company',
      category: 'What is it about?',
      urgency: 'How urgent is it?',
      subject: 'In one line',
      description: 'What happened?',
      attachments: 'Files',
    },
    urgencies: { low: 'Low', normal: 'Normal', high: 'High' },
    categories: {
      server_failure: 'A server is down',
      login_access: 'I cannot log in',
      bug: 'Something is broken',
      performance: 'Something is slow',
      how_to: 'A question',
      return: 'Return',
      repair: 'Repair',
      delivery: 'Delivery',
      invoice: 'Invoice',
      complaint: 'Complaint',
      suggestion: 'Suggestion',
    },
  },
  zh: {
    titles: {
      technical_support: '技术支持',
      after_sales: '售后服务',
      complaint: '投诉与建议',
    },
    fields: {
      name: '客户姓名',
      email: '电子邮箱',
      company: '公司',
      category: '问题类别',
      urgency: '紧急程度',
      subject: '标题',
      description: '问题描述',
      attachments: '附件',
    },
    urgencies: { low: '低', normal: '中', high: '高' },
    categories: {
      server_failure: '服务器故障',
      login_access: '无法登录',
      bug: '功能异常',
      performance: '运行缓慢',
      how_to: '使用咨询',
      return: '退货',
      repair: '维修',
      delivery: '配送',
      invoice: '发票',
      complaint: '投诉',
      suggestion: '建议',
    },
  },
});
