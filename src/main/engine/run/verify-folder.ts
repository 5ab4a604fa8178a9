import { fail, type Outcome, succeed } from '../../../shared/failure.ts';
import { openCatalog } from '../catalog/open-catalog.ts';
import type { JobContext } from '../job/job-runner.ts';
import { attempt } from './attempt.ts';
import { readFromPack } from './patch-packs.ts';
import { projectFolder, type Session } from './session.ts';
import type { TaskClient } from './task-client.ts';

/** Checks every byte of an export, or the database and packs of a project. Problems are report rows. */
export async function verifyFolder(
  session: Session | null,
  tasks: TaskClient,
  folder: string,
  context: JobContext,
): Promise<Outcome<string>> {
  const project = projectFolder(folder);
  if (project !== null) return verifyProject(session, project, context);
  context.stage('verify', 0, 'files');
  const verified = await attempt('decode', folder, () =>
    tasks.decode(
      'verify-dataset',
      { folder },
      {
        signal: context.signal,
        onProgress: () => context.advance(1),
      },
    ),
  );
  if (!verified.ok) return verified;
  const { files, bytes, problems } = verified.value;
  for (const failure of problems) context.report({ item: folder, failure });
  const size = `${files.toLocaleString('en-US')} files, ${bytes.toLocaleString('en-US')} bytes`;
  return succeed(
    problems.length === 0
      ? `Everything is as it was written: ${size}.`
      : `${problems.length} problems in ${size}.`,
  );
}

async function verifyProject(
  session: Session | null,
  folder: string,
  context: JobContext,
): Promise<Outcome<string>> {
  const own = session?.folder === folder ? session.catalog : null;
  const opened = own ? succeed(own) : openCatalog(folder, { readOnly: true });
  if (!opened.ok) return opened;
  const catalog = opened.value;
  try {
    for (const what of catalog.integrityProblems()) {
      context.report({
        item: 'project.sqlite',
        failure: { kind: 'project-damaged', folder, what },
      });
    }
    const cut = Number(catalog.settings.get('cut') ?? -1);
    const ordinals = [...catalog.exemplars.columns(cut)].map(([ordinal]) => ordinal);
    context.stage('verify packs', ordinals.length, 'exemplars');
    for (const ordinal of ordinals) {
      if (!(await context.mayGoOn())) return fail({ kind: 'cancelled' });
      const row = catalog.exemplars.byOrdinal(ordinal);
      if (row?.place) {
        const pixels = (row.y1 - row.y0) * (row.x1 - row.x0);
        const patch = await readFromPack(folder, row.place, pixels);
        if (!patch.ok) context.report({ item: `patch ${ordinal}`, failure: patch.failure });
      }
      context.advance(1);
    }
    return succeed(
      `Checked the database and ${ordinals.length.toLocaleString('en-US')} packed exemplars.`,
    );
  } finally {
    if (!own) catalog.close();
  }
}
