import { explain, fail, type Outcome, succeed } from '../../../../shared/failure.ts';
import { openCatalog } from '../../catalog/open-catalog.ts';
import type { JobContext } from '../../job/job-runner.ts';
import { readFromPack } from '../exemplar/patch-packs.ts';
import { projectFolder, type Session } from '../project/session.ts';
import { attempt } from '../task/attempt.ts';
import type { TaskClient } from '../task/task-client.ts';
import { keptVerifyState } from './verify-state.ts';

/**
 * Checks every byte of an export, or the database and packs of a project. Problems are report rows.
 *
 * @param cache folder where it is kept how far a check has come
 */
export async function verifyFolder(
  session: Session | null,
  tasks: TaskClient,
  folder: string,
  cache: string,
  context: JobContext,
): Promise<Outcome<string>> {
  const project = projectFolder(folder);
  if (project !== null) return verifyProject(session, project, context);
  return verifyBag(tasks, folder, cache, context);
}

/** So long a worker checks before the job looks whether it should pause. */
const sliceMs = 2000;

/** Checks in slices: what is checked when the program is killed is not checked again. */
async function verifyBag(
  tasks: TaskClient,
  folder: string,
  cache: string,
  context: JobContext,
): Promise<Outcome<string>> {
  const kept = await keptVerifyState(cache, folder);
  let state = await kept.read();
  const before = state?.files ?? 0;
  for (let isFirst = true; ; isFirst = false) {
    if (!(await context.mayGoOn())) {
      // What a person ended is begun anew: problems found may be mended by then.
      if (!context.isClosing()) await kept.forget();
      return fail({ kind: 'cancelled' });
    }
    const ask = { folder, from: state, budgetMs: sliceMs };
    const checked = await attempt('decode', folder, () => tasks.decode('verify-dataset', ask));
    if (!checked.ok) return checked;
    const { state: next, total, done } = checked.value;
    if (isFirst) {
      context.stage('verify', total ?? 0, 'files');
      context.advance(next.files);
    } else context.advance(next.files - (state?.files ?? 0));
    state = next;
    if (done) break;
    await kept.write(next);
  }
  await kept.forget();
  const { files, bytes, problems } = state;
  for (const failure of problems) context.report({ item: folder, failure });
  const size = `${grouped(files)} files, ${grouped(bytes)} bytes`;
  const since =
    before > 0 ? ` ${grouped(before)} of them were checked before this was interrupted.` : '';
  const [first] = problems;
  return succeed(
    first === undefined
      ? `Everything is as it was written: ${size}.${since}`
      : `${problems.length === 1 ? '1 problem' : `${grouped(problems.length)} problems`} in ${size}.${since} The first: ${explain(first)}`,
  );
}

const grouped = (count: number): string => count.toLocaleString('en-US');

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
