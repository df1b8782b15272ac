import { agent, customer, note } from '../thread.ts';
import type { ScenarioRow } from '../types.ts';

/** Portuguese, of Brazil and of Portugal. */
export const PT: readonly ScenarioRow[] = [
  {
    key: 'pt-outage-painel',
    topic: 'outage',
    subject: 'Painel fora do ar',
    priority: 'urgent',
    outcome: 'open',
    fields: { product_area: 'area_dashboard', affected_users: 15 },
    messages: [
      customer(
        'O painel está fora do ar desde cedo e ninguém consegue trabalhar. É urgente, temos coleta às 10h.',
      ),
      agent(15, 'Já identificamos a falha e estamos corrigindo. Aviso assim que voltar.'),
    ],
  },
  {
    key: 'pt-billing-boleto',
    topic: 'billing',
    subject: 'Segunda via da fatura {invoice}',
    priority: 'low',
    outcome: 'resolved',
    fields: { product_area: 'area_billing' },
    messages: [
      customer(
        'Bom dia, poderiam enviar a segunda via da fatura {invoice}? O pagamento vence amanhã.',
      ),
      agent(50, 'Enviada para o e-mail do financeiro. Bom dia!'),
      customer('Recebido, muito obrigada!', 12),
    ],
  },
  {
    key: 'pt-refund-cobranca',
    topic: 'refund',
    subject: 'Reembolso de cobrança indevida',
    priority: 'normal',
    outcome: 'untouched',
    messages: [
      customer(
        'Fui cobrado por um plano que nunca usei. Gostaria do reembolso do mês de abril, por favor.',
      ),
    ],
  },
  {
    key: 'pt-login-senha',
    topic: 'login',
    subject: 'Não consigo entrar: senha inválida',
    priority: 'high',
    outcome: 'waiting_on_customer',
    fields: { product_area: 'area_sign_in' },
    messages: [
      customer(
        'Não consigo entrar na minha conta, a senha aparece como inválida mesmo depois de trocar.',
      ),
      agent(38, 'Pode nos dizer se aparece o código E-401 ou E-403 abaixo do botão?'),
    ],
  },
  {
    key: 'pt-howto-relatorio',
    topic: 'how_to',
    subject: 'Como agendar um relatório semanal?',
    priority: 'low',
    outcome: 'closed',
    messages: [
      customer('Como faço para receber o relatório de entregas toda segunda-feira por e-mail?'),
      agent(125, 'Abra o relatório e toque em Agendar. Dá para escolher o dia e os destinatários.'),
    ],
  },
  {
    key: 'pt-bug-aplicativo',
    topic: 'bug',
    subject: 'Aplicativo trava ao ler código de barras 😕',
    priority: 'normal',
    outcome: 'open',
    fields: { product_area: 'area_mobile' },
    messages: [
      customer(
        'O aplicativo trava com erro sempre que leio um código de barras com a câmera. Já reinstalei duas vezes.',
      ),
      note(45, 'Mesmo modelo de celular do chamado de ontem. Juntar os dois.'),
    ],
  },
  {
    key: 'pt-churn-assinatura',
    topic: 'cancellation',
    subject: 'Cancelamento da assinatura',
    priority: 'normal',
    outcome: 'waiting_on_customer',
    churn: true,
    messages: [
      customer(
        'Quero cancelar minha assinatura a partir de junho. O valor ficou alto demais para o nosso tamanho.',
      ),
      agent(140, 'Entendemos. Podemos oferecer o plano menor pela metade do valor; o que acha?'),
    ],
  },
  {
    key: 'pt-churn-alternativas',
    topic: 'cancellation',
    subject: 'Suporte',
    priority: 'low',
    outcome: 'untouched',
    churn: true,
    messages: [
      customer(
        'Sinceramente, já estamos procurando alternativas porque o suporte não responde há dias e as integrações vivem quebrando.',
      ),
    ],
  },
  {
    key: 'pt-not-churn-pagamento',
    topic: 'billing',
    subject: 'Mudar forma de pagamento',
    priority: 'normal',
    outcome: 'untouched',
    messages: [
      customer(
        'Não quero cancelar, só mudar a forma de pagamento do cartão para transferência. Como faço?',
      ),
    ],
  },
];
