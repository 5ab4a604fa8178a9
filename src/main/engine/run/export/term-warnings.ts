import type { DatasetTerms } from '../../../../shared/export.ts';
import { licenceConflicts, licenceWarnings } from '../../../../shared/licence-conflicts.ts';
import { publicationDay, publishedAt } from '../../../../shared/publication.ts';
import type { Session } from '../project/session.ts';

/**
 * What a person should read about the terms of a data set before it is written: licences of its sources that do
 * not fit the chosen one, and what its documents lack to be valid.
 */
export function termWarnings(
  session: Session,
  exported: readonly { readonly id: number; readonly name: string }[],
  terms: DatasetTerms,
): string[] {
  const sources = exported.flatMap(({ id, name }) => {
    const metadata = session.catalog.sources.byId(id)?.metadata;
    return metadata ? [{ name, licence: metadata.licence, attribution: metadata.attribution }] : [];
  });
  return [...licenceWarnings(licenceConflicts(sources, terms.licence)), ...missingWords(terms)];
}

function missingWords({ published, url, creators }: DatasetTerms): string[] {
  const missing = [
    ...(publicationDay(published) === null ? [wanted('the day of publication', published)] : []),
    ...(publishedAt(url) === null ? [wanted('its web page', url)] : []),
    ...(creators.trim() === '' ? ['its creators'] : []),
  ];
  if (missing.length === 0) return [];
  return [
    `Not stated: ${missing.join(', ')}. Croissant and RO-Crate ask for them; give them here, or add them to the documents before you publish.`,
  ];
}

const wanted = (what: string, given: string): string =>
  given.trim() === '' ? what : `${what} ("${given.trim().slice(0, 80)}" is none)`;
