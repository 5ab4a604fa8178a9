import type { JobContext } from '../../job/job-runner.ts';
import type { Session } from '../project/session.ts';
import { breath } from '../turn/breath.ts';

/** Takes a scope's exemplars out, few at a time, so that whoever waits is answered in between. */
export async function removeExemplars({ catalog }: Session, scope: number): Promise<number> {
  let removed = 0;
  for (;;) {
    const some = catalog.commitUnit(() => catalog.exemplars.removeSome(scope));
    if (some === 0) return removed;
    removed += some;
    await breath();
  }
}

/**
 * Takes out what counts for nothing any more in a cut: scopes that others replaced. Cut off in between, the next
 * run goes on. Their packs stay, since exemplars of other cuts may have their pixels there.
 *
 * @returns false when the job was cancelled.
 */
export async function removeSetAside(
  session: Session,
  cut: number,
  context: JobContext,
): Promise<boolean> {
  const { catalog } = session;
  const aside = catalog.cuts.scopes(cut).filter(({ name }) => name.startsWith('left:'));
  if (aside.length === 0) return true;
  context.stage('take out what was replaced', aside.length, 'scopes');
  for (const { id } of aside) {
    if (!(await context.mayGoOn())) return false;
    await removeExemplars(session, id);
    catalog.commitUnit(() => catalog.cuts.removeScope(id));
    context.advance(1);
  }
  return true;
}
