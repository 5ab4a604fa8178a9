/**
 * Every schema ever released, as the steps from one to the next; `user_version` counts the steps done.
 * Never edit a released step: add one.
 */
export const migrations: readonly string[] = [
  `
  CREATE TABLE setting (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;

  CREATE TABLE source (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL,
    metadata TEXT NOT NULL,
    mapping TEXT NOT NULL,
    invert INTEGER NOT NULL,
    removed INTEGER NOT NULL DEFAULT 0
  );
  CREATE UNIQUE INDEX source_name ON source(name) WHERE removed = 0;

  CREATE TABLE volume (
    id INTEGER PRIMARY KEY,
    source INTEGER NOT NULL REFERENCES source(id),
    name TEXT NOT NULL,
    kind TEXT NOT NULL,
    reference TEXT NOT NULL,
    format TEXT NOT NULL,
    z INTEGER NOT NULL, y INTEGER NOT NULL, x INTEGER NOT NULL,
    sample_type TEXT NOT NULL,
    voxel_size_file TEXT,
    voxel_size_given TEXT,
    content_id TEXT NOT NULL,
    bytes INTEGER NOT NULL,
    modified REAL NOT NULL,
    picture_number INTEGER,
    resolved_mapping TEXT,
    warnings TEXT NOT NULL
  );
  CREATE INDEX volume_of_source ON volume(source);
  CREATE INDEX volume_content ON volume(content_id);

  CREATE TABLE cut (id INTEGER PRIMARY KEY, settings TEXT NOT NULL UNIQUE);

  -- What a volume was cut from: when its inputs differ from today's, it is stale.
  CREATE TABLE cut_volume (
    cut INTEGER NOT NULL, volume INTEGER NOT NULL,
    inputs TEXT NOT NULL, complete INTEGER NOT NULL,
    PRIMARY KEY (cut, volume)
  ) WITHOUT ROWID;

  -- Raw patches: one row a cross-section, since its boxes follow from the grid (docs/decisions/0002).
  CREATE TABLE cross_section (
    cut INTEGER NOT NULL, volume INTEGER NOT NULL,
    plane INTEGER NOT NULL, position INTEGER NOT NULL,
    patches INTEGER NOT NULL,
    hashes BLOB NOT NULL,
    owners BLOB,
    UNIQUE (cut, volume, plane, position)
  );

  CREATE TABLE scope (
    id INTEGER PRIMARY KEY,
    cut INTEGER NOT NULL, name TEXT NOT NULL,
    inputs TEXT NOT NULL, complete INTEGER NOT NULL,
    UNIQUE (cut, name)
  );

  CREATE TABLE exemplar (
    ordinal INTEGER PRIMARY KEY,
    scope INTEGER NOT NULL,
    volume INTEGER NOT NULL,
    plane INTEGER NOT NULL, position INTEGER NOT NULL,
    y0 INTEGER NOT NULL, y1 INTEGER NOT NULL, x0 INTEGER NOT NULL, x1 INTEGER NOT NULL,
    hash BLOB NOT NULL,
    members INTEGER NOT NULL,
    chosen INTEGER NOT NULL,
    held_out INTEGER NOT NULL,
    pack INTEGER, pack_offset INTEGER, pack_bytes INTEGER
  );
  CREATE INDEX exemplar_of_scope ON exemplar(scope);
  CREATE INDEX exemplar_address ON exemplar(volume, plane, position, y0, x0);
  CREATE INDEX exemplar_unpacked ON exemplar(ordinal) WHERE pack IS NULL;

  -- Where a labelled patch is, whatever cut it came from: labels follow the address.
  CREATE TABLE address (
    id INTEGER PRIMARY KEY,
    content_id TEXT NOT NULL,
    plane INTEGER NOT NULL, position INTEGER NOT NULL,
    y0 INTEGER NOT NULL, y1 INTEGER NOT NULL, x0 INTEGER NOT NULL, x1 INTEGER NOT NULL,
    UNIQUE (content_id, plane, position, y0, x0, y1, x1)
  );

  CREATE TABLE action (
    id INTEGER PRIMARY KEY,
    annotator TEXT NOT NULL,
    at INTEGER NOT NULL,
    kind TEXT NOT NULL,
    undoes INTEGER,
    undone INTEGER NOT NULL DEFAULT 0,
    summary TEXT NOT NULL
  );
  CREATE INDEX action_undoable ON action(annotator, undone, id) WHERE undoes IS NULL;

  CREATE TABLE decision (
    action INTEGER NOT NULL REFERENCES action(id),
    address INTEGER NOT NULL REFERENCES address(id),
    value TEXT NOT NULL,
    reason TEXT,
    origin TEXT NOT NULL
  );
  CREATE INDEX decision_of_address ON decision(address, action);
  CREATE INDEX decision_of_action ON decision(action);

  -- The effective label of an address, derived from its decisions in the same transaction.
  CREATE TABLE label (
    address INTEGER PRIMARY KEY REFERENCES address(id),
    value TEXT NOT NULL, reason TEXT, origin TEXT NOT NULL, action INTEGER NOT NULL
  );

  -- Undoable changes of other things: what they were before and after.
  CREATE TABLE change (
    action INTEGER NOT NULL REFERENCES action(id),
    entity TEXT NOT NULL, entity_id INTEGER NOT NULL,
    before TEXT NOT NULL, after TEXT NOT NULL
  );
  CREATE INDEX change_of_action ON change(action);

  -- Blocks of sections set aside before labelling; a block never changes sides.
  CREATE TABLE hold_out (
    source INTEGER NOT NULL,
    content_id TEXT NOT NULL, plane INTEGER NOT NULL, block INTEGER NOT NULL,
    held INTEGER NOT NULL,
    PRIMARY KEY (content_id, plane, block)
  ) WITHOUT ROWID;

  CREATE TABLE model (
    id INTEGER PRIMARY KEY,
    hash TEXT NOT NULL UNIQUE,
    action INTEGER NOT NULL,
    record TEXT NOT NULL
  );

  CREATE TABLE export (
    id INTEGER PRIMARY KEY,
    folder TEXT NOT NULL, format TEXT NOT NULL, curation_set TEXT NOT NULL,
    patches INTEGER NOT NULL, bytes INTEGER NOT NULL, at INTEGER NOT NULL,
    manifest TEXT NOT NULL
  );

  CREATE TABLE job (
    id INTEGER PRIMARY KEY,
    record TEXT NOT NULL
  );
  `,
  `
  -- The window's own name of a keypress: sent again after a lost answer, it is recorded once.
  ALTER TABLE action ADD COLUMN request TEXT;
  CREATE UNIQUE INDEX action_request ON action(request) WHERE request IS NOT NULL;

  CREATE INDEX action_undoes ON action(undoes, id) WHERE undoes IS NOT NULL;

  -- Second opinions and patches shown again never become labels. Annotator and time are those of the
  -- project a decision was merged from; null means the action's own.
  ALTER TABLE decision ADD COLUMN pass TEXT NOT NULL DEFAULT 'first';
  ALTER TABLE decision ADD COLUMN annotator TEXT;
  ALTER TABLE decision ADD COLUMN at INTEGER;
  CREATE INDEX decision_beside ON decision(pass) WHERE pass <> 'first';

  CREATE TABLE queue (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL,
    record TEXT NOT NULL,
    removed INTEGER NOT NULL DEFAULT 0
  );
  CREATE UNIQUE INDEX queue_name ON queue(name) WHERE removed = 0;

  -- Where each annotator is in each screen.
  CREATE TABLE place (
    annotator TEXT NOT NULL, screen TEXT NOT NULL,
    record TEXT NOT NULL,
    PRIMARY KEY (annotator, screen)
  ) WITHOUT ROWID;
  `,
  `
  -- What turns patches into embeddings; the built-in one has no row.
  CREATE TABLE encoder (
    id INTEGER PRIMARY KEY,
    hash TEXT NOT NULL UNIQUE,
    action INTEGER NOT NULL,
    record TEXT NOT NULL
  );

  -- How far the file of an encoder's embeddings is written: rows 0 to rows - 1 count, whatever its length.
  -- Holes are ordinals below that without an embedding, whose pixels could not be read.
  CREATE TABLE embedding (
    encoder TEXT PRIMARY KEY,
    rows INTEGER NOT NULL,
    holes TEXT NOT NULL DEFAULT '[]'
  ) WITHOUT ROWID;
  `,
  `
  -- How many patches each source gives to a data set, as rules under a name.
  CREATE TABLE balance_plan (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL,
    record TEXT NOT NULL,
    removed INTEGER NOT NULL DEFAULT 0
  );
  CREATE UNIQUE INDEX balance_plan_name ON balance_plan(name) WHERE removed = 0;
  `,
  `
  -- Name of the balance plan that chose among the set, as it was then.
  ALTER TABLE export ADD COLUMN plan TEXT;
  `,
  `
  -- Near-duplicates that a data set told of its exemplars, when a project was made from it.
  CREATE TABLE recorded_duplicate (
    volume INTEGER NOT NULL,
    plane INTEGER NOT NULL, position INTEGER NOT NULL,
    y0 INTEGER NOT NULL, x0 INTEGER NOT NULL, y1 INTEGER NOT NULL, x1 INTEGER NOT NULL,
    exemplar INTEGER NOT NULL,
    hash BLOB NOT NULL,
    PRIMARY KEY (volume, plane, position, y0, x0)
  ) WITHOUT ROWID;
  CREATE INDEX recorded_duplicate_of ON recorded_duplicate(exemplar);
  `,
  `
  -- What people decided on groups of near-duplicates. The grouping itself, in cross_section.owners, stays as
  -- de-duplication left it: decisions are laid over it, so that they outlive a new grouping.
  CREATE TABLE group_decision (
    action INTEGER NOT NULL REFERENCES action(id),
    kind TEXT NOT NULL,
    address INTEGER NOT NULL REFERENCES address(id),
    other INTEGER REFERENCES address(id)
  );
  CREATE INDEX group_decision_of_action ON group_decision(action);

  -- Members as de-duplication grouped them; 0 for an exemplar that a person chose or split out.
  ALTER TABLE exemplar ADD COLUMN grouped INTEGER NOT NULL DEFAULT 0;
  UPDATE exemplar SET grouped = members;
  -- A retired exemplar is a member of another's group by decision; undoing brings it back with its pixels.
  ALTER TABLE exemplar ADD COLUMN retired INTEGER NOT NULL DEFAULT 0;
  -- Exemplars that differ from what de-duplication left: few among millions.
  CREATE INDEX exemplar_regrouped ON exemplar(scope) WHERE retired = 1 OR members <> grouped;

  -- Whether two patches at a Hamming distance show the same, as a person sees it.
  CREATE TABLE pair_decision (
    action INTEGER NOT NULL REFERENCES action(id),
    address INTEGER NOT NULL REFERENCES address(id),
    other INTEGER NOT NULL REFERENCES address(id),
    -- of hashes of hash_size * hash_size bits
    distance INTEGER NOT NULL, hash_size INTEGER NOT NULL,
    value TEXT NOT NULL
  );
  CREATE INDEX pair_decision_of_action ON pair_decision(action);
  CREATE INDEX pair_decision_of_pair ON pair_decision(address, other, action);

  -- How many exemplars a radius leaves of a scope, and pairs drawn at that very distance. A cutting is the
  -- settings of a cut without its radius.
  CREATE TABLE keep_curve (
    cutting TEXT NOT NULL, scope TEXT NOT NULL, radius INTEGER NOT NULL,
    inputs TEXT NOT NULL,
    kept INTEGER NOT NULL,
    distances TEXT NOT NULL,
    pairs BLOB NOT NULL,
    PRIMARY KEY (cutting, scope, radius)
  );

  -- Near-duplicates between two sources of a cut, a < b; rank counts from the strongest. Six hundred sources
  -- have 180,000 pairs, so what lists and the matrix need stands beside the record.
  CREATE TABLE source_relation (
    cut INTEGER NOT NULL, a INTEGER NOT NULL, b INTEGER NOT NULL,
    kind TEXT NOT NULL, rank INTEGER NOT NULL,
    share_a REAL NOT NULL, share_b REAL NOT NULL,
    record TEXT NOT NULL,
    PRIMARY KEY (cut, a, b)
  ) WITHOUT ROWID;
  CREATE INDEX source_relation_rank ON source_relation(cut, kind, rank);
  -- What a person says of two sources; changed through the log.
  CREATE TABLE relation_verdict (
    a INTEGER NOT NULL, b INTEGER NOT NULL,
    value TEXT NOT NULL,
    PRIMARY KEY (a, b)
  ) WITHOUT ROWID;

  -- Adding up the patches of each volume reads this alone, not the hashes beside them.
  CREATE INDEX cross_section_patches ON cross_section(cut, volume, patches);

  -- Hashes of one row of boxes of all cross-sections along xz or yz: a volume is cut in one pass from its
  -- first plane to its last. Once all rows are there they become rows of cross_section.
  CREATE TABLE section_part (
    cut INTEGER NOT NULL, volume INTEGER NOT NULL,
    plane INTEGER NOT NULL, row INTEGER NOT NULL,
    hashes BLOB NOT NULL,
    UNIQUE (cut, volume, plane, row)
  );
  `,
];
