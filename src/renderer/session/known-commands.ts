const digits = [1, 2, 3, 4, 5, 6, 7, 8, 9] as const;
const moves = [
  ...['previous-patch', 'next-patch', 'patch-above', 'patch-below'],
  ...['page-up', 'page-down', 'first-patch', 'last-patch'],
];
const screens = [
  ...['sources', 'patches', 'exemplars', 'label', 'classifier'],
  ...['review', 'agreement', 'balance', 'export', 'duplicates'],
];

/** Ids of all commands of all screens: a file of keys may name no others. */
export const knownCommands: ReadonlySet<string> = new Set([
  // anywhere
  ...[
    'everything-that-can-be-done',
    'keys',
    'new-project',
    'new-project-from-a-data-set',
    'open-a-project',
  ],
  ...['make-the-demonstration-project', 'undo', 'redo', 'close-the-project'],
  'find-moved-volumes',
  ...['save-the-balance-figure', 'annotator-s-name', 'last-jobs-and-their-reports'],
  ...screens.map((screen) => `go-to-${screen}`),
  // in a grid of patches
  ...['label-informative', 'label-uninformative', 'label-unsure', 'take-the-label-back'],
  ...digits.map((digit) => `reason-${digit}`),
  'label-the-rest-of-the-page-informative',
  'label-the-rest-of-the-page-uninformative',
  ...moves,
  ...moves.map((move) => `${move}-selecting`),
  ...['select-this-page', 'select-the-whole-queue', 'invert-the-selection', 'clear-the-selection'],
  ...['hold-to-see-the-patch-in-its-cross-section', 'details-of-the-patch', 'close-the-inspector'],
  'more-like-this',
  ...['larger-patches', 'smaller-patches', 'scores-and-sources-on-patches'],
  ...['save-failed-labels-again', 'view-options', 'next-contrast'],
  ...['stretch-over-the-patch-or-over-its-volume', 'gamma-up-brighter', 'gamma-down-darker'],
  ...['local-contrast-clahe', 'invert-grey-levels', 'scale-bar'],
  ...['next-section', 'previous-section', 'next-zoom-of-the-context', 'close-the-context'],
  // Label
  ...['next-queue-leave-out-what-is-labelled', 'go-on-to-the-next-patch-after-a-label-or-stay'],
  ...['show-or-hide-the-session', 'edit-the-defect-reasons', 'choose-the-queue'],
  'learn-while-labelling-or-not',
  ...['assisted-page-on-or-off', 'commit-the-page', 'turn-over-what-the-model-says'],
  ...['next-page-without-committing', 'page-before', 'import-labels'],
  ...['csv', 'jsonl', 'npy', 'folders', 'fiftyone', 'label-studio'].map((as) => `export-${as}`),
  // the other screens
  ...['save-metadata-as-a-table', 'fill-in-metadata-from-a-table'],
  ...[
    'add-sources',
    'run',
    'show-the-exemplars',
    'train-a-model',
    'export',
    'flipbooks',
    'go-to-the-written-data-sets',
  ],
  ...['the-other-side', 'sort-again', 'save-the-figure', 'walk-the-conflicts', 'merge-labels'],
  ...[
    'next-part-of-the-review',
    'next-part-of-the-balance',
    'next-part-of-the-duplicates',
    'save-the-plan',
    'next-view-of-the-plan',
    'make-the-map',
  ],
  ...['next-way-to-compare', 'hold-to-blink-between-the-two'],
  ...['stronger-difference', 'weaker-difference'],
  ...['next-group', 'group-before', 'the-other-grid', 'next-distance', 'distance-before'],
  ...['make-this-the-exemplar', 'split-out-of-the-group', 'mark-to-merge-or-merge'],
  ...['select-all-at-this-distance', 'second-opinion-by-texture'],
  ...['compare-sources', 'next-relation', 'relation-before', 'first-relation', 'last-relation'],
  ...['look-into-the-relation', 'back-to-the-relations', 'take-back-the-last-verdict'],
  ...['call-the-two-the-same-specimen', 'call-the-two-related', 'call-the-two-unrelated'],
  ...['look-at-a-smaller-radius', 'look-at-a-larger-radius', 'look-at-radius-0'],
  ...['look-at-radius-20', 'de-duplicate-within-this-radius', 'count-what-each-radius-keeps'],
  ...['mark-the-pair-as-the-same', 'mark-the-pair-as-different', 'mark-the-pair-as-unsure'],
  ...['take-back-the-last-mark', 'next-pair', 'pair-before', 'next-unmarked-pair'],
  ...['score-the-cross-section', 'save-the-report', 'print-the-report'],
  ...['settle-as-informative', 'settle-as-uninformative', 'settle-as-unsure'],
  ...digits.map((digit) => `settle-reason-${digit}`),
  ...['next-conflict', 'conflict-before', 'hide-or-show-who-said-what', 'back-to-the-figures'],
]);
