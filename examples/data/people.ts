import { parseTable, type TableRow } from './table.ts';
import { LANGUAGES, type Language, type Person, type StaffMember } from './types.ts';

// Invented people. "-" as account: somebody who belongs to no company we know.
const CONTACTS = `
mailbox | name | account | locale | timezone
maud.ellery | Maud Ellery | kestrel | en-GB | Europe/London
tobias.wren | Tobias Wren | kestrel | en-GB | Europe/London
dana.okafor | Dana Okafor | brightwell | en-US | America/Denver
lew.castellan | Lew Castellan | brightwell | en-US | America/Denver
prue.hathersage | Prue Hathersage | saltmarsh | en-GB | Europe/London
marisol.teague | Marisol Teague | pinecone | en-US | America/Chicago
odell.brandt | Odell Brandt | harborline | en-US | America/New_York
winnie.achebe | Winnie Achebe-Lund | harborline | en-US | America/New_York
ops | Harborline Ops Desk | harborline | en-US | America/New_York
saoirse.quill | Saoirse Quill | oakandivy | en-CA | America/Toronto
hugh.penhallow | Hugh Penhallow | tenpenny | en-GB | Europe/London
kirra.dunne | Kirra Dunne | ironwood | en-AU | Australia/Sydney
mereana.tuhoe | Mereana Tūhoe | bluefinch | en-NZ | Pacific/Auckland
gareth.lindqvist | Gareth Lindqvist | mapleridge | en-CA | America/Vancouver
anjali.devara | Anjali Devara | quickloom | en-IN | Asia/Kolkata
thandi.mokoena | Thandi Mokoena-Reyes | sundial | en-ZA | Africa/Johannesburg
fergal.mooney | Fergal O’Mooney | vaultfield | en-IE | Europe/Dublin
nuala.devine | Nuala Devine | vaultfield | en-IE | Europe/Dublin
casey | Casey | hopstack | en-US | America/Los_Angeles
juergen.westermoor | Jürgen Westermoor | nordlicht | de-DE | Europe/Berlin
silke.thannhaus | Silke Thannhaus | nordlicht | de-DE | Europe/Berlin
annegret.birk | Annegret Birk | birkenhof | de-DE | Europe/Berlin
urs.zgraggli | Urs Zgraggli | schraubwerk | de-CH | Europe/Zurich
beatrix.hollfuss | Beatrix Hollfuß | alpenpost | de-AT | Europe/Vienna
konrad.adlerhorst | Konrad Adlerhorst | feinkost | de-DE | Europe/Berlin
einkauf | Einkauf Birkenhof | birkenhof | de-DE | Europe/Berlin
solene.garrigue | Solène Garrigue | lamarelle | fr-FR | Europe/Paris
noe.brumaire | Noé Brumaire | atelierbrume | fr-FR | Europe/Paris
faustine.quayrel | Faustine Quayrel | grandquai | fr-FR | Europe/Paris
etienne.lacombelle | Étienne Lacombelle | grandquai | fr-FR | Europe/Paris
maelle.bergevin | Maëlle Bergevin-Roy | boreal | fr-CA | America/Montreal
wout.delacroix | Wout De la Croix | veloceur | fr-BE | Europe/Brussels
ines.olivarez | Inés Olivárez Cano | olivar | es-ES | Europe/Madrid
chucho.banuelos | Chucho Bañuelos | mercadillo | es-MX | America/Mexico_City
amparo.cisterna | Amparo Cisterna | andesruta | es-CL | America/Santiago
ximena.huaiquil | Ximena Huaiquil | andesruta | es-CL | America/Santiago
leandro.quiroz | Leandro Quiroz | papelera | es-AR | America/Argentina/Buenos_Aires
dulce.ribamar | Dulce Ribamar | cafezal | pt-BR | America/Sao_Paulo
joao.tavessa | João Tavessa | portoverde | pt-PT | Europe/Lisbon
iracema.luz | Iracema da Luz Conceição | marazul | pt-BR | America/Fortaleza
kaua.brito | Kauã Brito | marazul | pt-BR | America/Fortaleza
hanamura | 花村 千尋 | sakuraya | ja-JP | Asia/Tokyo
kirishima | 桐島 拓海 | sakuraya | ja-JP | Asia/Tokyo
aozora.taro | 青井 空太郎 | aozora | ja-JP | Asia/Tokyo
minazuki | 水無月 あおい | aozora | ja-JP | Asia/Tokyo
komoda | コモダ ユリ | komorebi | ja-JP | Asia/Tokyo
jiang.lanting | 江兰亭 | jiangnan | zh-CN | Asia/Shanghai
ouyang.mo | 欧阳墨 | jiangnan | zh-CN | Asia/Shanghai
yun.qifan | 云启帆 | yunfan | zh-CN | Asia/Shanghai
bai.shuyun | 柏書筠 | baishu | zh-TW | Asia/Taipei
ginevra.trattori | Ginevra Trattori | trattore | it-IT | Europe/Rome
nicolo.lanterni | Nicolò Lanterni | lanterna | it-IT | Europe/Rome
layla.nakhli | ليلى النخلي | nakhla | ar-AE | Asia/Dubai
sami.nakhli | سامي النخلي | nakhla | ar-AE | Asia/Dubai
karim.bahri | كريم البحري | bahr | ar-EG | Africa/Cairo
zbigniew.wislak | Zbigniew Wiślak | wisla | pl-PL | Europe/Warsaw
agnieszka.losos | Agnieszka Łosoś | wisla | pl-PL | Europe/Warsaw
kinga.bursztynska | Kinga Bursztyńska | bursztyn | pl-PL | Europe/Warsaw
zofia.zielna | Zofia Zielna | zielony | pl-PL | Europe/Warsaw
walkin.reader | R. Ashdown | - | en-GB | Europe/London
neugierig | Neugierige Leserin | - | de-DE | Europe/Berlin
visiteur | Visiteur du salon | - | fr-FR | Europe/Paris
`;

const STAFF = `
mailbox | name | team | languages
noor.valdane | Noor Valdane | Billing | en fr ar
piet.holloway | Piet Holloway | Technical support | en de
yuki.ashgrove | Yuki Ashgrove | Technical support | en ja zh
ruben.casal | Rubén Casal | Customer care | en es pt it
marta.kowalik | Marta Kowalik-Stern | Customer care | en de pl
chidi.oyelaran | Chidi Oyelaran | Retention | en fr es
lin.beaumont | Lin Beaumont | Security | en zh fr
`;

/** The teams of the desk. */
export const TEAMS = [
  'Technical support',
  'Billing',
  'Customer care',
  'Retention',
  'Security',
] as const;

function languageOf(locale: string): Language {
  const found = LANGUAGES.find((language) => locale.startsWith(language));
  if (found === undefined) throw new Error(`The data set has no language for ${locale}.`);
  return found;
}

function readContact(row: TableRow): Person {
  const account = row.text('account') === '-' ? null : row.text('account');
  const mailbox = row.text('mailbox');
  return {
    key: account === null ? mailbox : `${account}/${mailbox}`,
    name: row.text('name'),
    account,
    email: account === null ? `${mailbox}@example.com` : `${mailbox}@${account}.example.com`,
    language: languageOf(row.text('locale')),
    locale: row.text('locale'),
    timezone: row.text('timezone'),
  };
}

/** The people who write. */
export const PEOPLE: readonly Person[] = parseTable(CONTACTS).map(readContact);

/** The people who answer. */
export const STAFF_MEMBERS: readonly StaffMember[] = parseTable(STAFF).map((row) => ({
  key: row.text('mailbox'),
  name: row.text('name'),
  email: `${row.text('mailbox')}@support.example.com`,
  team: row.text('team'),
  languages: (row.words('languages') ?? []).map(languageOf),
}));
