import { type DatasetTerms, datasetTerms } from '../../../../shared/export.ts';
import type { Session } from '../project/session.ts';

/** Title, creators, licence and so on of the last export: what the next one begins with. */
export function rememberedTerms({ catalog }: Session): DatasetTerms {
  const text = catalog.settings.get('dataset-terms');
  return datasetTerms.parse(text === null ? {} : JSON.parse(text));
}

/** Keeps terms for the next export; an export that states none forgets none. */
export function rememberTerms(session: Session, terms: DatasetTerms): void {
  const isEmpty = Object.values(terms).every((text) => text.trim() === '');
  if (isEmpty || session.readOnly) return;
  session.catalog.commit(() =>
    session.catalog.settings.set('dataset-terms', JSON.stringify(terms)),
  );
}
