import type { CutSettings } from '../../../../shared/cut.ts';
import { cutChangeWords } from '../../../../shared/cut-words.ts';
import { settleCut } from '../group/group-decisions.ts';
import type { Session } from '../project/session.ts';

/** Whether exemplars of a cut were kept, of some source at least. */
export const isKept = ({ catalog }: Session, cut: number): boolean =>
  catalog.cuts.scopes(cut).some(({ complete }) => complete);

/**
 * Finds the cut of some settings, or makes it. Until its exemplars are kept the cut before it stays in force:
 * a run that is stopped leaves the project as it was. Where there is none, it comes into force at once.
 */
export function beginCut(session: Session, settings: CutSettings): number {
  const { catalog } = session;
  return catalog.commit(() => {
    const before = session.cut();
    const cut = catalog.cuts.find(settings);
    if (before !== cut && (before === null || !isKept(session, before))) {
      catalog.settings.set('cut', String(cut));
      settleCut(session, cut);
      session.forgetColumns();
    }
    return cut;
  });
}

/**
 * Puts another cut in force, as an undoable action.
 *
 * @returns its id and words; null when the cut is in force already
 */
export function putInForce(
  session: Session,
  cut: number,
): { action: number; summary: string } | null {
  const { catalog } = session;
  const [before, after] = [session.settings(), catalog.cuts.settings(cut)];
  if (session.cut() === cut || !after) return null;
  const summary = cutChangeWords(before, after);
  const action = catalog.commit(() => {
    catalog.settings.set('cut', String(cut));
    settleCut(session, cut);
    const id = catalog.actions.add(session.annotator(), Date.now(), 'set-cut', summary);
    catalog.actions.addChange(id, {
      entity: 'cut',
      entityId: cut,
      before: JSON.stringify(before),
      after: JSON.stringify(after),
    });
    return id;
  });
  session.forgetColumns();
  return { action, summary: `${summary}.` };
}
