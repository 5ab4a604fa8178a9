import { type Licence, recogniseLicence } from './licence.ts';

/** What is known of a source's terms; empty text means "not stated". */
export interface SourceTerms {
  readonly name: string;
  readonly licence: string;
  readonly attribution: string;
}

/** Why a source may not go under the chosen licence as it stands. `source` is null for what concerns them all. */
export interface LicenceConflict {
  readonly source: string | null;
  readonly kind:
    | 'chosen-not-stated'
    | 'chosen-unknown'
    | 'not-stated'
    | 'unknown'
    | 'no-derivatives'
    | 'non-commercial'
    | 'share-alike'
    | 'waiver'
    | 'attribution-missing';
  /** goes on from the name of the source: `asks ...` */
  readonly why: string;
}

/** Said wherever conflicts are shown. */
export const notLegalAdvice =
  'This compares the names of licences and is no legal advice; ask your library or legal office.';

/**
 * Sources that cannot be handed on under the chosen licence, as far as licence names tell; at the safe side
 * where they do not. Patches count as derived from their source.
 *
 * @param chosen SPDX identifier, common name, or empty text
 */
export function licenceConflicts(
  sources: readonly SourceTerms[],
  chosen: string,
): LicenceConflict[] {
  const target = recogniseLicence(chosen);
  const about = chosen.trim() === '' ? 'no licence' : (target?.name ?? chosen.trim());
  return [
    ...conflictOfChosen(chosen, target),
    ...sources.flatMap((source) => conflictsOf(source, target, about)),
  ];
}

function conflictOfChosen(chosen: string, target: Licence | null): LicenceConflict[] {
  if (target) return [];
  if (chosen.trim() === '') {
    return [
      {
        source: null,
        kind: 'chosen-not-stated',
        why: 'No licence is chosen for the data set, so nobody who gets it knows what they may do with it.',
      },
    ];
  }
  return [
    {
      source: null,
      kind: 'chosen-unknown',
      why: `"${shortened(chosen)}" is not a licence that EM Curator knows; compare it with those of the sources yourself.`,
    },
  ];
}

function conflictsOf(
  { name, licence, attribution }: SourceTerms,
  target: Licence | null,
  about: string,
): LicenceConflict[] {
  const found = (kind: LicenceConflict['kind'], why: string) => [{ source: name, kind, why }];
  if (licence.trim() === '') {
    return found('not-stated', 'has no licence stated, so no permission to hand it on is known');
  }
  const own = recogniseLicence(licence);
  if (!own) {
    return found(
      'unknown',
      `is under "${shortened(licence)}", which EM Curator does not know; read whether it may go under ${about}`,
    );
  }
  const reason = conflictBetween(own, target, about);
  const unnamed =
    own.attribution && attribution.trim() === ''
      ? found(
          'attribution-missing',
          `is under ${own.name}, which asks that its makers be named, and has no attribution`,
        )
      : [];
  return [...(reason ? found(...reason) : []), ...unnamed];
}

function conflictBetween(
  own: Licence,
  target: Licence | null,
  about: string,
): [LicenceConflict['kind'], string] | null {
  if (!own.derivatives) {
    return [
      'no-derivatives',
      `is under ${own.name}, which does not let anything derived from it be handed on, and patches are derived`,
    ];
  }
  if (own.shareAlike && !(target && isSameOrLater(own, target))) {
    return [
      'share-alike',
      `is under ${own.name}, which asks that what is derived from it goes under ${own.name}, not ${about}`,
    ];
  }
  if (!own.commercial && (!target || target.commercial)) {
    return [
      'non-commercial',
      `is under ${own.name}, which forbids commercial use, and ${about} does not`,
    ];
  }
  if (own.attribution && target && !target.attribution) {
    return [
      'waiver',
      `is under ${own.name}, which asks that its makers be named, and ${about} gives that up`,
    ];
  }
  return null;
}

function isSameOrLater(own: Licence, target: Licence): boolean {
  if (own.family !== target.family) return false;
  if (own.spdx === target.spdx) return true;
  if (own.version === null || target.version === null) return false;
  return own.orLater && target.version >= own.version;
}

/** As few sentences as tell it all: sources with one and the same trouble share a sentence. */
export function licenceWarnings(conflicts: readonly LicenceConflict[]): string[] {
  const groups = Map.groupBy(
    conflicts.filter(({ source }) => source !== null),
    ({ why }) => why,
  );
  const general = conflicts.filter(({ source }) => source === null).map(({ why }) => why);
  const sentences = [...groups].map(([why, group]) => {
    const names = group.map(({ source }) => source ?? '');
    return names.length === 1
      ? `${names[0]} ${why}.`
      : `${names.length} sources (${listed(names)}): each ${why}.`;
  });
  const all = [...general, ...sentences];
  return all.length === 0 ? [] : [...all, notLegalAdvice];
}

const mostNames = 5;

function listed(names: readonly string[]): string {
  const shown = names.slice(0, mostNames).join(', ');
  const rest = names.length - mostNames;
  return rest > 0 ? `${shown} and ${rest} more` : shown;
}

const shortened = (text: string): string =>
  text.trim().length > 80 ? `${text.trim().slice(0, 79)}…` : text.trim();
