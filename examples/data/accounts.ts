import { parseTable, type TableRow } from './table.ts';
import type { Account } from './types.ts';

/** The features that matter for success with the product. */
export const CORE_FEATURES = ['reports', 'automations', 'api', 'sso', 'mobile'] as const;

// Invented companies on example.com. "none" is a known empty list, "-" is not known.
const TABLE = `
key | name | country | plan | mrr | since | loginDays | features | usage | previous | failed | tickets | resolved
kestrel | Kestrel Freight Ltd | GB | enterprise | 8400 | 2021-03-02 | 29 | reports automations api sso | 48200 | 41100 | 0 | 14 | 13
brightwell | Brightwell Outdoor | US | pro | 1290 | 2022-07-19 | 22 | reports automations mobile | 5210 | 4980 | 0 | 6 | 5
saltmarsh | Saltmarsh Ceramics | GB | starter | 49 | 2024-11-05 | 9 | reports | 120 | 131 | 0 | 1 | 1
pinecone | Pinecone Toys | US | pro | 990 | 2023-01-23 | 4 | mobile | 610 | 1480 | 3 | 9 | 4
harborline | Harborline Logistics | US | enterprise | 12500 | 2020-09-14 | 30 | reports automations api sso mobile | 91000 | 88400 | 0 | 22 | 20
oakandivy | Oak & Ivy Home | CA | pro | 1450 | 2022-02-28 | 17 | reports api | 3120 | 3340 | 1 | 4 | 4
tenpenny | Tenpenny Books | GB | starter | 79 | 2023-10-09 | 12 | reports mobile | 340 | 300 | 0 | 2 | 2
ironwood | Ironwood Cycles | AU | pro | 1100 | 2021-12-01 | 2 | reports | 210 | 890 | 4 | 11 | 3
bluefinch | Bluefinch Coffee | NZ | starter | 99 | 2025-06-16 | 21 | reports automations mobile | 880 | 640 | 0 | 0 | 0
mapleridge | Mapleridge Pharmacy Group | CA | enterprise | 6900 | 2021-05-20 | 27 | reports automations sso | 30100 | 29800 | 0 | 8 | 8
quickloom | Quickloom Textiles | IN | pro | 870 | 2024-02-12 | 19 | api automations | 4020 | 3100 | 0 | 5 | 4
sundial | Sundial Solar Supply | ZA | starter | 120 | 2024-08-30 | 14 | reports | 410 | 405 | 1 | 3 | 2
vaultfield | Vaultfield Security Parts | IE | enterprise | 5200 | 2022-10-03 | 11 | reports sso | 9100 | 12800 | 2 | 10 | 6
hopstack | Hopstack Brewing Supply | US | free | 0 | 2025-12-11 | 5 | none | 44 | 38 | - | 1 | 1
nordlicht | Nordlicht Versand GmbH | DE | enterprise | 7300 | 2020-11-26 | 28 | reports automations api sso mobile | 52000 | 47300 | 0 | 12 | 12
birkenhof | Birkenhof Naturkost | DE | pro | 780 | 2022-05-05 | 16 | reports automations | 2200 | 2150 | 0 | 3 | 3
schraubwerk | Schraubwerk Werkzeuge AG | CH | pro | 1650 | 2021-08-17 | 3 | api | 900 | 4100 | 3 | 13 | 5
alpenpost | Alpenpost Logistik | AT | enterprise | 4100 | 2023-03-30 | 24 | reports automations api | 18800 | 16500 | 0 | 7 | 6
feinkost | Feinkost Adler KG | DE | starter | 89 | 2025-01-14 | 8 | reports | 150 | 190 | 1 | 2 | 1
lamarelle | La Marelle Jouets | FR | pro | 950 | 2022-09-21 | 18 | reports mobile automations | 2700 | 2550 | 0 | 4 | 4
atelierbrume | Atelier Brume | FR | starter | 59 | 2025-03-03 | 6 | reports | 95 | 140 | 2 | 3 | 1
grandquai | Grand Quai Transports | FR | enterprise | 6100 | 2021-01-11 | 26 | reports automations api sso | 39900 | 33000 | 0 | 9 | 8
boreal | Boréal Équipement | CA | pro | 1320 | 2023-06-08 | 5 | reports | 1100 | 2600 | 3 | 8 | 2
veloceur | Véloceur Cargo | BE | pro | 690 | 2024-04-24 | 20 | api mobile reports | 1900 | 1700 | 0 | 2 | 2
olivar | Olivar del Sur | ES | pro | 820 | 2022-12-06 | 15 | reports automations | 1750 | 1720 | 0 | 4 | 3
mercadillo | El Mercadillo Digital | MX | starter | 69 | 2024-10-18 | 1 | none | 20 | 260 | 3 | 5 | 1
andesruta | Andes Ruta Logística | CL | enterprise | 4800 | 2021-07-07 | 25 | reports api sso automations | 22100 | 20900 | 0 | 6 | 6
papelera | Papelera Quince | AR | pro | 610 | 2023-02-15 | 13 | reports mobile | 980 | 1010 | 1 | 3 | 2
cafezal | Cafezal Distribuidora | BR | pro | 1040 | 2022-03-22 | 6 | reports automations | 1300 | 3900 | 3 | 7 | 2
portoverde | Porto Verde Vinhos | PT | starter | 75 | 2024-06-11 | 17 | reports mobile | 310 | 280 | 0 | 1 | 1
marazul | Mar Azul Surf | BR | pro | 730 | 2023-09-27 | 19 | api mobile | 1600 | 1450 | 0 | 2 | 2
sakuraya | 株式会社さくら屋 | JP | pro | 1180 | 2022-04-01 | 21 | reports automations mobile | 3300 | 3050 | 0 | 5 | 5
aozora | 青空物流株式会社 | JP | enterprise | 9200 | 2021-10-25 | 10 | reports sso | 14100 | 26000 | 1 | 15 | 7
komorebi | こもれび雑貨店 | JP | starter | 55 | 2025-08-20 | 11 | mobile | 210 | 170 | 0 | 0 | 0
jiangnan | 江南供应链有限公司 | CN | enterprise | 7700 | 2021-06-15 | 27 | reports automations api | 60300 | 55100 | 0 | 11 | 9
yunfan | 云帆电子商务 | CN | pro | 890 | 2023-11-13 | 2 | none | 300 | 1900 | 3 | 9 | 1
baishu | 柏树家居 | TW | pro | 640 | 2024-01-29 | 18 | reports mobile | 1500 | 1380 | 0 | 2 | 2
trattore | Trattore Ricambi Srl | IT | pro | 710 | 2023-05-17 | 12 | reports api | 1150 | 1200 | 1 | 3 | 2
lanterna | Lanterna Spedizioni | IT | starter | 95 | 2024-12-02 | 7 | mobile | 240 | 230 | 0 | 1 | 1
nakhla | مؤسسة النخلة للتجارة | AE | pro | 1260 | 2022-08-08 | 20 | reports automations mobile | 2900 | 2400 | 0 | 3 | 3
bahr | شركة البحر للشحن | EG | starter | 85 | 2025-02-19 | 8 | reports | 330 | 360 | 1 | 2 | 1
wisla | Wisła Logistyka Sp. z o.o. | PL | enterprise | 3900 | 2022-11-30 | 23 | reports api automations sso | 15800 | 14700 | 0 | 6 | 5
bursztyn | Bursztyn Sklep | PL | starter | 65 | 2025-04-07 | 10 | reports mobile | 190 | 205 | 0 | 1 | 0
zielony | Zielony Talerz | PL | free | 0 | 2026-01-19 | - | - | 12 | - | - | 0 | 0
`;

const PLANS = ['free', 'starter', 'pro', 'enterprise'] as const;

function readPlan(row: TableRow): Account['plan'] {
  const plan = PLANS.find((name) => name === row.text('plan'));
  if (plan === undefined) throw new Error(`"${row.text('key')}" has an unknown plan.`);
  return plan;
}

function readAccount(row: TableRow): Account {
  const features = row.words('features');
  return {
    key: row.text('key'),
    name: row.text('name'),
    domain: `${row.text('key')}.example.com`,
    country: row.text('country'),
    plan: readPlan(row),
    mrr: row.number('mrr') ?? 0,
    since: row.text('since'),
    loginDays: row.number('loginDays'),
    features: features?.[0] === 'none' ? [] : features,
    usage: row.number('usage'),
    previousUsage: row.number('previous'),
    failedPayments: row.number('failed'),
    earlierTickets: row.number('tickets') ?? 0,
    earlierResolved: row.number('resolved') ?? 0,
  };
}

/** The customer companies. */
export const ACCOUNTS: readonly Account[] = parseTable(TABLE).map(readAccount);
