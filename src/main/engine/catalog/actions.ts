import type Database from 'better-sqlite3';

/** `undo` and `redo` are actions too; `train` is recorded but cannot be undone. */
export type ActionKind =
  | 'label'
  | 'import'
  | 'merge'
  | 'pair'
  | 'regroup'
  | 'set-reasons'
  | 'set-queue'
  | 'set-plan'
  | 'set-source'
  | 'remove-source'
  | 'relink'
  | 'relate'
  | 'threshold'
  | 'train'
  | 'encoder'
  | 'use-model'
  | 'set-cut'
  | 'undo'
  | 'redo';

export interface Action {
  readonly id: number;
  readonly kind: ActionKind;
  readonly summary: string;
}

/** One undoable change of something that is not a label, as JSON of before and after. */
export interface Change {
  readonly entity:
    | 'source'
    | 'voxel-size'
    | 'volume-files'
    | 'threshold'
    | 'source-threshold'
    | 'model'
    | 'reasons'
    | 'queue'
    | 'balance-plan'
    | 'cut'
    | 'relation';
  readonly entityId: number;
  readonly before: string;
  readonly after: string;
}

/**
 * The log of everything people did. Appended only: undoing marks an action and is an action itself.
 * The action to undo is the annotator's last one that is not undone; the one to redo is the first
 * undone one after that, among those undone since the annotator's last new action, which so ends the
 * redoing of all before it.
 */
export interface ActionTable {
  add(annotator: string, at: number, kind: ActionKind, summary: string): number;
  /** An action whose decisions do not count, nor can be brought back, before it is let in. */
  addHeld(annotator: string, at: number, kind: ActionKind, summary: string): number;
  letIn(action: number): void;
  toUndo(annotator: string): Action | null;
  toRedo(annotator: string): Action | null;
  undo(action: Action, annotator: string, at: number): number;
  redo(action: Action, annotator: string, at: number): number;
  /** Gives an action the window's name of its keypress. */
  nameRequest(action: number, key: string): void;
  /** The action that a keypress became already, with its time and words; null before. */
  ofRequest(key: string): RequestedAction | null;
  /** Id of the newest action; 0 before any. */
  newest(): number;
  /** Whether labels were given, imported, taken back or brought back after an action. */
  labelledSince(action: number): boolean;
  addChange(action: number, change: Change): void;
  changes(action: number): readonly Change[];
  /** Changes of one kind of thing, newest first, and whether they are taken back now. */
  changesOf(entity: Change['entity']): readonly TurnedChange[];
  /** What an action would bring back is gone: it is passed over by undo and redo from now on. */
  passOver(action: number): void;
}

/** An action found by its keypress; `undoes` for undo and redo. */
export interface RequestedAction extends Action {
  readonly at: number;
  readonly undoes: number | null;
}

/** A change with the state of its action. */
export interface TurnedChange {
  readonly before: string;
  readonly after: string;
  readonly undone: boolean;
}

interface ChangeRow {
  entity: Change['entity'];
  entity_id: number;
  before: string;
  after: string;
}

const undoable = `undoes IS NULL AND kind <> 'train' AND annotator = ?`;

export function actionTable(db: Database.Database): ActionTable {
  const add = db.prepare(
    'INSERT INTO action (annotator, at, kind, undoes, summary) VALUES (?, ?, ?, ?, ?)',
  );
  const toUndo = db.prepare<[string], Action>(
    `SELECT id, kind, summary FROM action WHERE ${undoable} AND undone = 0 ORDER BY id DESC LIMIT 1`,
  );
  const newest = db.prepare<[string], { id: number }>(
    `SELECT id FROM action WHERE ${undoable} ORDER BY id DESC LIMIT 1`,
  );
  const toRedo = db.prepare<[string, number, number], Action>(
    `SELECT id, kind, summary FROM action WHERE ${undoable} AND undone = 1 AND id > ?
     AND EXISTS (SELECT 1 FROM action AS later WHERE later.id > ? AND later.undoes = action.id)
     ORDER BY id LIMIT 1`,
  );
  const mark = db.prepare('UPDATE action SET undone = ? WHERE id = ?');
  const addChange = db.prepare('INSERT INTO change VALUES (?, ?, ?, ?, ?)');
  const changes = db.prepare<[number], ChangeRow>(
    'SELECT entity, entity_id, before, after FROM change WHERE action = ? ORDER BY rowid',
  );
  const ofEntity = db.prepare<[string], { before: string; after: string; undone: number }>(`
    SELECT before, after, undone FROM change JOIN action ON action.id = change.action
    WHERE entity = ? ORDER BY change.rowid DESC`);
  const nameRequest = db.prepare('UPDATE action SET request = ? WHERE id = ?');
  const ofRequest = db.prepare<[string], RequestedAction>(
    'SELECT id, kind, summary, at, undoes FROM action WHERE request = ?',
  );
  const last = db.prepare<[], { id: number | null }>('SELECT max(id) AS id FROM action');
  const labelledSince = db.prepare<[number], { id: number }>(`
    SELECT action.id FROM action LEFT JOIN action AS target ON target.id = action.undoes
    WHERE action.id > ? AND coalesce(target.kind, action.kind) IN ('label', 'import', 'merge') LIMIT 1`);
  const append = (
    annotator: string,
    at: number,
    kind: ActionKind,
    undoes: number | null,
    summary: string,
  ) => Number(add.run(annotator, at, kind, undoes, summary).lastInsertRowid);
  return {
    add: (annotator, at, kind, summary) => append(annotator, at, kind, null, summary),
    addHeld(annotator, at, kind, summary) {
      const action = append(annotator, at, kind, null, summary);
      mark.run(1, action);
      return action;
    },
    letIn: (action) => void mark.run(0, action),
    toUndo: (annotator) => toUndo.get(annotator) ?? null,
    toRedo: (annotator) =>
      toRedo.get(annotator, toUndo.get(annotator)?.id ?? 0, newest.get(annotator)?.id ?? 0) ?? null,
    undo(action, annotator, at) {
      mark.run(1, action.id);
      return append(annotator, at, 'undo', action.id, `Took back: ${action.summary}`);
    },
    redo(action, annotator, at) {
      mark.run(0, action.id);
      return append(annotator, at, 'redo', action.id, `Brought back: ${action.summary}`);
    },
    nameRequest: (action, key) => void nameRequest.run(key, action),
    ofRequest: (key) => ofRequest.get(key) ?? null,
    newest: () => last.get()?.id ?? 0,
    labelledSince: (action) => labelledSince.get(action) !== undefined,
    addChange: (action, c) => void addChange.run(action, c.entity, c.entityId, c.before, c.after),
    changesOf: (entity) =>
      ofEntity.all(entity).map((row) => ({ ...row, undone: row.undone === 1 })),
    // Neither undone nor to be undone.
    passOver: (action) => void mark.run(2, action),
    changes: (action) =>
      changes.all(action).map(({ entity_id, ...rest }) => ({ ...rest, entityId: entity_id })),
  };
}
