/** What a licence asks of those who hand on what it covers. */
export interface Licence {
  /** as a person writes it: `CC BY-NC 4.0` */
  readonly name: string;
  /** SPDX identifier; null for a Creative Commons licence whose version is not said */
  readonly spdx: string | null;
  readonly url: string | null;
  /** licences of one family differ by version alone */
  readonly family: string;
  readonly version: number | null;
  /** whether what is derived may go under a later version too */
  readonly orLater: boolean;
  /** the makers must be named, or their notice kept */
  readonly attribution: boolean;
  readonly commercial: boolean;
  /** whether something derived from it may be handed on */
  readonly derivatives: boolean;
  /** what is derived must go under the same family */
  readonly shareAlike: boolean;
}

const free = { attribution: false, commercial: true, derivatives: true, shareAlike: false };
const named = { ...free, attribution: true };

function one(
  spdx: string,
  name: string,
  url: string,
  terms: typeof free,
  kind: { family?: string; version?: number; orLater?: boolean } = {},
): Licence {
  const { family = spdx, version = null, orLater = false } = kind;
  return { spdx, name, url, family, version, orLater, ...terms };
}

function gnu(version: number, orLater: boolean): Licence {
  const folder = version === 3 ? '' : 'old-licenses/';
  return one(
    `GPL-${version}.0-${orLater ? 'or-later' : 'only'}`,
    `GPL ${version}${orLater ? ' or later' : ''}`,
    `https://www.gnu.org/licenses/${folder}gpl-${version}.0.html`,
    { ...named, shareAlike: true },
    { family: 'GPL', version, orLater },
  );
}

/** Creative Commons: the terms are in the name, the same in every version. */
function creativeCommons(terms: string, version: string | null): Licence {
  const has = (term: string) => terms.split('-').includes(term);
  const upper = `CC ${terms.toUpperCase()}`;
  return {
    name: version === null ? `${upper} (version not stated)` : `${upper} ${version}`,
    spdx: version === null ? null : `CC-${terms.toUpperCase()}-${version}`,
    url: version === null ? null : `https://creativecommons.org/licenses/${terms}/${version}/`,
    family: upper,
    version: version === null ? null : Number(version),
    // Version 1.0 alone has no clause that admits later versions.
    orLater: version !== null && version !== '1.0',
    attribution: true,
    commercial: !has('nc'),
    derivatives: !has('nd'),
    shareAlike: has('sa'),
  };
}

const creativeTerms = ['by', 'by-sa', 'by-nc', 'by-nc-sa', 'by-nd', 'by-nc-nd'];
const creativeVersions = ['4.0', '3.0', '2.5', '2.0', '1.0'];

const others: readonly Licence[] = [
  one('CC0-1.0', 'CC0 1.0', 'https://creativecommons.org/publicdomain/zero/1.0/', free),
  one('PDDL-1.0', 'PDDL 1.0', 'https://opendatacommons.org/licenses/pddl/1-0/', free),
  one('ODC-By-1.0', 'ODC-By 1.0', 'https://opendatacommons.org/licenses/by/1-0/', named),
  one(
    'ODbL-1.0',
    'ODbL 1.0',
    'https://opendatacommons.org/licenses/odbl/1-0/',
    { ...named, shareAlike: true },
    { family: 'ODbL', version: 1, orLater: true },
  ),
  one('MIT', 'MIT', 'https://opensource.org/license/mit', named),
  one('BSD-2-Clause', 'BSD 2-Clause', 'https://opensource.org/license/bsd-2-clause', named),
  one('BSD-3-Clause', 'BSD 3-Clause', 'https://opensource.org/license/bsd-3-clause', named),
  one('Apache-2.0', 'Apache 2.0', 'https://www.apache.org/licenses/LICENSE-2.0', named),
  ...[2, 3].flatMap((version) => [gnu(version, false), gnu(version, true)]),
];

/** Licences that electron microscopy data and test pictures carry, for a choice among them. */
export const knownLicences: readonly Licence[] = [
  ...others.slice(0, 1),
  ...creativeTerms.flatMap((terms) =>
    creativeVersions.map((version) => creativeCommons(terms, version)),
  ),
  ...others.slice(1),
];

/**
 * The licence a person means: by SPDX identifier, address, or common name.
 *
 * Strict: the whole text must be the name of one licence. "CC BY, raw data on request" says more than this table
 * knows, and a person should read it.
 *
 * @returns null for any other text, the empty one included
 */
export function recogniseLicence(text: string): Licence | null {
  const plain = text
    .toLowerCase()
    .replace(/[\s_]+/gu, ' ')
    .trim()
    .replace(/\.$/u, '');
  const found = byIdentifier(plain) ?? byAddress(plain) ?? byCommonName(plain);
  return found ?? creativeByWords(plain);
}

const bySpdx = new Map(knownLicences.map((licence) => [licence.spdx?.toLowerCase(), licence]));
/** Identifiers that SPDX has retired, and short forms. */
const oldNames: Readonly<Record<string, string>> = {
  'gpl-2.0': 'gpl-2.0-only',
  'gpl-3.0': 'gpl-3.0-only',
  'gpl-2.0+': 'gpl-2.0-or-later',
  'gpl-3.0+': 'gpl-3.0-or-later',
};

const byIdentifier = (plain: string): Licence | null =>
  bySpdx.get(oldNames[plain] ?? plain) ?? null;

function byAddress(plain: string): Licence | null {
  const address = /^https?:\/\/(?:www\.)?(.+?)\/?$/u.exec(plain)?.[1];
  if (!address) return null;
  const creative =
    /^creativecommons\.org\/licenses\/([a-z-]+)\/(\d\.\d)(?:\/(?:legalcode|deed)(?:\.[a-z]{2})?)?$/u.exec(
      address,
    );
  if (creative) return byIdentifier(`cc-${creative[1]}-${creative[2]}`);
  if (/^creativecommons\.org\/publicdomain\/zero\/1\.0(?:\/[a-z.]+)?$/u.test(address)) {
    return byIdentifier('cc0-1.0');
  }
  const spdx = /^spdx\.org\/licenses\/([a-z0-9.+-]+?)(?:\.html)?$/u.exec(address)?.[1];
  if (spdx) return byIdentifier(spdx);
  return (
    others.find(
      ({ url }) => url?.toLowerCase().replace(/^https:\/\/(?:www\.)?|\/$/gu, '') === address,
    ) ?? null
  );
}

const commonNames: readonly (readonly [RegExp, string])[] = [
  [
    /^(?:cc ?-?(?:0|zero)|creative commons (?:0|zero))(?: v?1\.0)?(?: universal)?(?: licen[sc]e)?$/u,
    'cc0-1.0',
  ],
  [/^(?:odbl|open database licen[sc]e)(?: v?1\.0)?$/u, 'odbl-1.0'],
  [/^(?:pddl|public domain dedication and licen[sc]e)(?: v?1\.0)?$/u, 'pddl-1.0'],
  [/^odc-by(?: v?1\.0)?$/u, 'odc-by-1.0'],
  [/^(?:the )?mit licen[sc]e$/u, 'mit'],
  [/^bsd[ -]([23])[ -]clause(?: licen[sc]e)?$/u, 'bsd-$1-clause'],
  [/^apache(?: licen[sc]e)?,?(?: version)? ?v?2(?:\.0)?$/u, 'apache-2.0'],
  [/^(?:gnu )?gpl ?v?([23])(?:\.0)?$/u, 'gpl-$1.0-only'],
  [/^(?:gnu )?gpl ?v?([23])(?:\.0)?(?:\+| or later)$/u, 'gpl-$1.0-or-later'],
];

function byCommonName(plain: string): Licence | null {
  const entry = commonNames.find(([pattern]) => pattern.test(plain));
  return entry ? byIdentifier(plain.replace(entry[0], entry[1])) : null;
}

/** Words a Creative Commons name may be made of; any other word means that the text says more. */
const creativeWords: Readonly<Record<string, string>> = {
  by: 'by',
  attribution: 'by',
  nc: 'nc',
  noncommercial: 'nc',
  sa: 'sa',
  sharealike: 'sa',
  nd: 'nd',
  noderivatives: 'nd',
  noderivs: 'nd',
  cc: '',
  'creative commons': '',
  licence: '',
  license: '',
  public: '',
  international: '',
  unported: '',
  generic: '',
  version: '',
};

function creativeByWords(plain: string): Licence | null {
  if (!/^\(?(?:cc|creative commons)\b/u.test(plain)) return null;
  const words = plain
    .replace(/creative commons/gu, 'cc')
    .replace(/non[ -]commercial/gu, 'nc')
    .replace(/share[ -]alike/gu, 'sa')
    .replace(/no[ -]deriv(?:ative|ativework)?s?(?: works)?/gu, 'nd')
    .split(/[ ,()-]+/u)
    .filter((word) => word !== '');
  const versions = words.flatMap((word) => /^v?([1-4](?:\.[05])?)$/u.exec(word)?.[1] ?? []);
  const rest = words.filter((word) => !/^v?[1-4](?:\.[05])?$/u.test(word));
  if (versions.length > 1 || rest.some((word) => !Object.hasOwn(creativeWords, word))) return null;
  const said = new Set(rest.map((word) => creativeWords[word]));
  const terms = ['by', 'nc', 'sa', 'nd'].filter((term) => said.has(term)).join('-');
  if (!creativeTerms.includes(terms)) return null;
  const version = versions[0];
  if (version === undefined) return creativeCommons(terms, null);
  const full = version.includes('.') ? version : `${version}.0`;
  return creativeVersions.includes(full) ? creativeCommons(terms, full) : null;
}
