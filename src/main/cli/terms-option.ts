import type { Command } from 'commander';
import { type DatasetTerms, datasetTerms } from '../../shared/export.ts';
import { fail, type Outcome, succeed } from '../../shared/failure.ts';
import { publicationDay, publishedAt } from '../../shared/publication.ts';

/** What may be said of a data set: who made it, and under which terms it is handed on. */
export interface TermsOptions {
  readonly title?: string;
  readonly description?: string;
  readonly creator?: readonly string[];
  readonly licence?: string;
  readonly published?: string;
  readonly url?: string;
}

/** Gives a command the options that describe a data set. */
export function withTermsOptions(command: Command): Command {
  return command
    .option('--title <text>', 'title of the data set; remembered, as all that is said of it')
    .option('--description <text>', 'what it is and what it is for')
    .option('--creator <name>', '"Family, Given" or an institution; once for each', collect)
    .option('--licence <id>', 'SPDX identifier, such as CC-BY-4.0')
    .option('--published <day>', 'day of publication, as 2026-11-26')
    .option('--url <address>', 'DOI or web page of the data set');
}

const collect = (name: string, before: readonly string[] = []): string[] => [...before, name];

/**
 * The terms of an export: what was remembered, with what is given now in its place; empty text takes a thing back.
 *
 * @returns failure `option-invalid` for a text that is too long, or a day or address that is none
 */
export function termsOf(options: TermsOptions, remembered: DatasetTerms): Outcome<DatasetTerms> {
  const { title, description, creator, licence, published, url } = options;
  const creators = creator?.join('\n');
  const given = Object.entries({ title, description, creators, licence, published, url });
  const said: Record<string, string | undefined> = Object.fromEntries(
    given.filter(([, text]) => text !== undefined),
  );
  const isWrong = (key: 'published' | 'url', read: (text: string) => string | null): boolean =>
    Boolean(said[key]?.trim()) && read(said[key] ?? '') === null;
  if (isWrong('published', publicationDay)) return refused('published', said);
  if (isWrong('url', publishedAt)) return refused('url', said);
  const terms = datasetTerms.safeParse({ ...remembered, ...said });
  if (terms.success) return succeed(terms.data);
  return refused(String(terms.error.issues[0]?.path[0] ?? ''), said);
}

function refused(key: string, said: Readonly<Record<string, string | undefined>>): Outcome<never> {
  const option = key === 'creators' ? '--creator' : `--${key}`;
  const given = (said[key] ?? '').slice(0, 100);
  return fail({ kind: 'option-invalid', option, given, known: known[key] ?? 'a shorter text' });
}

const known: Readonly<Record<string, string>> = {
  published: 'a day of the calendar, such as 2026-11-26',
  url: 'a DOI, or a web address that begins with https:// or http://',
};
