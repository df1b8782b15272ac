// Freshdesk names time zones the way Ruby on Rails does. Most of those names are the city of the
// IANA name, and are listed by its region; the rest are spelled out. Names that have meant different
// zones over the years are left out.
const CITIES: Readonly<Record<string, string>> = {
  Africa: 'Casablanca, Monrovia, Cairo, Harare, Nairobi',
  America:
    'Tijuana, Chihuahua, Mazatlan, Mexico City, Monterrey, Bogota, Lima, Caracas, La Paz, Santiago, Montevideo, Puerto Rico',
  Asia: 'Jerusalem, Kuwait, Riyadh, Baghdad, Tehran, Muscat, Baku, Tbilisi, Yerevan, Kabul, Karachi, Tashkent, Kolkata, Kathmandu, Dhaka, Almaty, Novosibirsk, Rangoon, Bangkok, Jakarta, Krasnoyarsk, Chongqing, Hong Kong, Urumqi, Kuala Lumpur, Singapore, Taipei, Irkutsk, Ulaanbaatar, Seoul, Tokyo, Yakutsk, Vladivostok, Magadan, Srednekolymsk, Kamchatka',
  Atlantic: 'Azores',
  Australia: 'Perth, Darwin, Adelaide, Melbourne, Sydney, Brisbane, Hobart',
  Etc: 'UTC',
  Europe:
    'London, Dublin, Lisbon, Belgrade, Bratislava, Budapest, Ljubljana, Prague, Sarajevo, Skopje, Warsaw, Zagreb, Brussels, Copenhagen, Madrid, Paris, Amsterdam, Berlin, Zurich, Rome, Stockholm, Vienna, Bucharest, Helsinki, Riga, Sofia, Tallinn, Vilnius, Athens, Istanbul, Minsk, Kaliningrad, Moscow, Volgograd, Samara',
  Pacific: 'Guam, Port Moresby, Fiji, Auckland',
};

const OTHERS = {
  'International Date Line West': 'Etc/GMT+12',
  'Midway Island': 'Pacific/Midway',
  'American Samoa': 'Pacific/Pago_Pago',
  Hawaii: 'Pacific/Honolulu',
  Alaska: 'America/Juneau',
  'Pacific Time (US & Canada)': 'America/Los_Angeles',
  'Mountain Time (US & Canada)': 'America/Denver',
  Arizona: 'America/Phoenix',
  'Central Time (US & Canada)': 'America/Chicago',
  Saskatchewan: 'America/Regina',
  Guadalajara: 'America/Mexico_City',
  'Central America': 'America/Guatemala',
  'Eastern Time (US & Canada)': 'America/New_York',
  'Indiana (East)': 'America/Indiana/Indianapolis',
  Quito: 'America/Lima',
  'Atlantic Time (Canada)': 'America/Halifax',
  Newfoundland: 'America/St_Johns',
  Brasilia: 'America/Sao_Paulo',
  'Buenos Aires': 'America/Argentina/Buenos_Aires',
  Georgetown: 'America/Guyana',
  'Mid-Atlantic': 'Atlantic/South_Georgia',
  'Cape Verde Is.': 'Atlantic/Cape_Verde',
  Edinburgh: 'Europe/London',
  Bern: 'Europe/Zurich',
  'West Central Africa': 'Africa/Algiers',
  Kyiv: 'Europe/Kiev',
  Pretoria: 'Africa/Johannesburg',
  'St. Petersburg': 'Europe/Moscow',
  'Abu Dhabi': 'Asia/Muscat',
  Ekaterinburg: 'Asia/Yekaterinburg',
  Islamabad: 'Asia/Karachi',
  Chennai: 'Asia/Kolkata',
  Mumbai: 'Asia/Kolkata',
  'New Delhi': 'Asia/Kolkata',
  'Sri Jayawardenepura': 'Asia/Colombo',
  Hanoi: 'Asia/Bangkok',
  Beijing: 'Asia/Shanghai',
  Osaka: 'Asia/Tokyo',
  Sapporo: 'Asia/Tokyo',
  Canberra: 'Australia/Melbourne',
  'Solomon Is.': 'Pacific/Guadalcanal',
  'New Caledonia': 'Pacific/Noumea',
  'Marshall Is.': 'Pacific/Majuro',
  Wellington: 'Pacific/Auckland',
  "Nuku'alofa": 'Pacific/Tongatapu',
  'Tokelau Is.': 'Pacific/Fakaofo',
  'Chatham Is.': 'Pacific/Chatham',
  Samoa: 'Pacific/Apia',
} as const satisfies Record<string, string>;

const IANA_OF: ReadonlyMap<string, string> = /* @__PURE__ */ new Map([
  ...Object.entries(CITIES).flatMap(([region, cities]) =>
    cities
      .split(', ')
      .map((city): [string, string] => [city, `${region}/${city.replaceAll(' ', '_')}`]),
  ),
  ...Object.entries(OTHERS),
]);

// The first name of a zone is the one it is written with: cities come before what shares their zone.
const NAME_OF: ReadonlyMap<string, string> = /* @__PURE__ */ new Map(
  [...IANA_OF].reverse().map(([name, zone]) => [zone, name]),
);

/**
 * The IANA name of a time zone as Freshdesk names it; `null` for a name that is not certain. App
 * events name some zones the IANA way: those pass.
 *
 * @example ianaZoneOf('Eastern Time (US & Canada)') //=> 'America/New_York'
 */
export const ianaZoneOf = (name: string): string | null =>
  name.includes('/') ? name : (IANA_OF.get(name) ?? null);

/**
 * Freshdesk's name of an IANA time zone; `null` where it has none.
 *
 * @example freshdeskZoneOf('America/New_York') //=> 'Eastern Time (US & Canada)'
 */
export const freshdeskZoneOf = (zone: string): string | null => NAME_OF.get(zone) ?? null;
