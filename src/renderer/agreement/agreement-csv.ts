import type { Agreement, AgreementReport } from '../../shared/agreement.ts';
import { csvLine } from '../../shared/csv.ts';

const columns = ['first', 'second', 'what', 'name', 'patches', 'alike', 'kappa', 'low', 'high'];

/** Every pair's agreement in all, by source and by reason; one line each. */
export function agreementCsv({ pairs }: AgreementReport): string {
  const lines = pairs.flatMap(({ first, second, again, all, sources, reasons }) => {
    const who = [first, again ? `${second} again` : second];
    const numbers = ({ patches, alike, kappa, interval }: Agreement) =>
      [patches, alike, kappa, interval?.low ?? null, interval?.high ?? null].map(textOf);
    return [
      [...who, 'all', '', ...numbers(all)],
      ...sources.map(({ name, agreement }) => [...who, 'source', name, ...numbers(agreement)]),
      ...reasons.map(({ reason, either, agreement }) => [
        ...who,
        'reason',
        reason,
        String(either),
        String(agreement),
        '',
        '',
        '',
      ]),
    ];
  });
  return [columns, ...lines].map((line) => csvLine(line)).join('');
}

const textOf = (value: number | null): string => (value === null ? '' : String(value));
