import { z } from 'zod';
import {
  type ExportOptions,
  exportOptions,
  type UnfinishedExport,
} from '../../../../shared/export.ts';
import { type Outcome, succeed } from '../../../../shared/failure.ts';
import { patchesWritten } from '../../export/journal.ts';
import type { JobContext } from '../../job/job-runner.ts';
import type { Session } from '../project/session.ts';
import { discardPartialSet, partialFolder } from './partial-set.ts';
import { rememberedTerms, rememberTerms } from './remembered-terms.ts';

const request = z.object({ folder: z.string(), options: exportOptions });
type ExportRequest = z.infer<typeof request>;

/** What was chosen to be exported last, with the terms of today; null before, or where another version wrote it. */
export function rememberedOptions(session: Session): ExportOptions | null {
  const options = stored(session, 'export-options', exportOptions);
  return options && { ...options, terms: rememberedTerms(session) };
}

/** Not an action that can be undone. A project that is only read remembers nothing. */
export function rememberOptions(session: Session, options: ExportOptions): Outcome<null> {
  store(session, 'export-options', options);
  rememberTerms(session, options.terms);
  return succeed(null);
}

/**
 * Runs an export so that one that is cut off by the end of the program, or by closing the project, is known when
 * the project opens again; whatever else ends it, well or not, it is over. One to another folder that was cut off
 * before is offered again then.
 */
export async function rememberingExport<T>(
  session: Session,
  asked: ExportRequest,
  { isClosing }: Pick<JobContext, 'isClosing'>,
  work: () => Promise<T>,
): Promise<T> {
  const earlier = stored(session, 'export-unfinished', request);
  const other = earlier && earlier.folder !== asked.folder ? earlier : null;
  store(session, 'export-unfinished', asked);
  try {
    return await work();
  } finally {
    if (!isClosing()) store(session, 'export-unfinished', other);
  }
}

/** The export that was cut off, if what it wrote is still there. Not to be asked while one runs. */
export async function unfinishedExport(session: Session): Promise<UnfinishedExport | null> {
  const asked = stored(session, 'export-unfinished', request);
  const patches = asked && (await patchesWritten(partialFolder(asked.folder)));
  return asked === null || patches === null ? null : { ...asked, patches };
}

/** Removes what an export that was cut off has written. */
export async function discardUnfinished(session: Session): Promise<Outcome<null>> {
  const asked = stored(session, 'export-unfinished', request);
  const removed = asked ? await discardPartialSet(asked.folder) : succeed(null);
  if (removed.ok) store(session, 'export-unfinished', null);
  return removed;
}

type Name = 'export-options' | 'export-unfinished';

function stored<T extends z.ZodType>(session: Session, name: Name, schema: T): z.infer<T> | null {
  const text = session.catalog.settings.get(name);
  return text === null ? null : (schema.safeParse(JSON.parse(text)).data ?? null);
}

function store(session: Session, name: Name, value: unknown): void {
  if (session.readOnly) return;
  session.catalog.commitUnit(() => session.catalog.settings.set(name, JSON.stringify(value)));
}
