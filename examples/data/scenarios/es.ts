import { agent, customer, note } from '../thread.ts';
import type { ScenarioRow } from '../types.ts';

/** Spanish. */
export const ES: readonly ScenarioRow[] = [
  {
    key: 'es-outage-sistema',
    topic: 'outage',
    subject: 'Sistema caído en los tres almacenes',
    priority: 'urgent',
    outcome: 'open',
    fields: { product_area: 'area_dashboard', affected_users: 45, blocks_shipping: true },
    messages: [
      customer(
        'El sistema está caído desde las 6 de la mañana en los tres almacenes. No podemos despachar nada. ¡Es urgente!',
      ),
      agent(13, 'Ya lo estamos viendo, afecta a una región. Les escribo cada veinte minutos.'),
      note(4, 'Base de datos secundaria sin espacio. Ampliación en curso.'),
      agent(21, 'El servicio está de vuelta para dos de los tres almacenes.'),
    ],
  },
  {
    key: 'es-billing-cobro',
    topic: 'billing',
    subject: 'Cobro duplicado en la factura {invoice}',
    priority: 'high',
    outcome: 'waiting_on_customer',
    fields: { product_area: 'area_billing' },
    messages: [
      customer(
        'Buenos días: nos cobraron dos veces la factura {invoice}. ¿Pueden revisar el pago y devolver el cobro duplicado?',
      ),
      agent(77, 'Claro que sí. ¿Nos puede indicar los últimos cuatro dígitos de la tarjeta?'),
    ],
  },
  {
    key: 'es-refund-lector',
    topic: 'refund',
    subject: 'Reembolso del lector {serial}',
    priority: 'normal',
    outcome: 'untouched',
    fields: { serial_number: '{serial}' },
    messages: [
      customer(
        'Devolvimos el lector {serial} hace diez días y todavía no vemos el reembolso. ¿Cuándo llega?',
      ),
    ],
  },
  {
    key: 'es-login-contrasena',
    topic: 'login',
    subject: 'No puedo iniciar sesión',
    priority: 'high',
    outcome: 'resolved',
    fields: { product_area: 'area_sign_in' },
    messages: [
      customer(
        'No puedo iniciar sesión, dice que la contraseña es incorrecta y el enlace para recuperarla ya venció.',
      ),
      agent(31, 'Le envié un enlace nuevo que vale una hora.'),
      customer('Listo, ya entré. ¡Gracias!', 18),
    ],
  },
  {
    key: 'es-howto-importar',
    topic: 'how_to',
    subject: '¿Cómo importo mi catálogo desde Excel?',
    priority: 'low',
    outcome: 'closed',
    messages: [
      customer(
        'Hola, ¿cómo puedo importar mi catálogo de productos desde una hoja de Excel? Son unas 800 referencias.',
      ),
      agent(
        95,
        'Guárdelo como CSV y súbalo en Catálogo > Importar. Le dejo una plantilla en la ayuda.',
      ),
    ],
  },
  {
    key: 'es-bug-etiquetas',
    topic: 'bug',
    subject: 'Error al imprimir: la ñ sale como signo de interrogación',
    priority: 'normal',
    outcome: 'open',
    fields: { product_area: 'area_labels' },
    messages: [
      customer(
        'Hay un error en las etiquetas: «Muñoz, Peñíscola» sale como «Mu?oz, Pe?íscola». Empezó con la última actualización.',
      ),
      agent(
        60,
        'Gracias, lo reproducimos. Mientras tanto puede elegir la fuente «Sans Latina» en la plantilla.',
      ),
    ],
  },
  {
    key: 'es-churn-cancelar',
    topic: 'cancellation',
    subject: 'Baja del servicio',
    priority: 'normal',
    outcome: 'resolved',
    churn: true,
    messages: [
      customer(
        'Quiero cancelar mi suscripción este mes. Ya no vendemos por internet y no tiene sentido seguir pagando.',
      ),
      agent(
        160,
        'Lamentamos que se vaya. La suscripción termina el día 31 y hasta entonces puede exportar todos sus datos.',
      ),
    ],
  },
  {
    key: 'es-churn-renovar',
    topic: 'cancellation',
    subject: 'Contrato anual',
    priority: null,
    outcome: 'untouched',
    churn: true,
    messages: [
      customer(
        'Les aviso con tiempo: no vamos a renovar el contrato este año. Las caídas de abril nos costaron dos clientes.',
      ),
    ],
  },
  {
    key: 'es-not-churn-pedido',
    topic: 'order',
    subject: 'Anular pedido {order}',
    priority: 'normal',
    outcome: 'untouched',
    fields: { order_number: '{order}' },
    messages: [
      customer(
        'Necesito cancelar un pedido, el {order}. Pedimos la medida equivocada y todavía no salió.',
      ),
    ],
  },
  {
    key: 'es-shipping-aduana',
    topic: 'shipping',
    subject: 'Envío {order} detenido en aduana',
    priority: 'high',
    outcome: 'on_hold',
    customStatus: 'With the carrier',
    fields: { order_number: '{order}' },
    cc: ['despacho@partner.example.com'],
    messages: [
      customer(
        'El envío {order} lleva cinco días detenido en la aduana porque falta la declaración de contenido. El cliente está muy molesto.',
      ),
      agent(66, 'Enviamos el documento al transportista; suele tardar un día hábil.'),
    ],
  },
];
