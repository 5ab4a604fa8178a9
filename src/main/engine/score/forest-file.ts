import { z } from 'zod';
import { fail, type Outcome, succeed } from '../../../shared/failure.ts';
import type { Forest } from './random-forest.ts';

// 1,000 trees of depth 8 stay far below both.
const maxCharacters = 256 * 1024 * 1024;
const maxNodes = 4_000_000;

const node = z.int().min(-1).max(maxNodes);
const forestFile = z.object({
  kind: z.literal('random-forest'),
  version: z.literal(1),
  featureCount: z.int().min(1).max(100_000),
  trees: z
    .array(
      z.object({
        left: z.array(node).min(1),
        right: z.array(node),
        feature: z.array(z.int().min(0)),
        threshold: z.array(z.number()),
        informative: z.array(z.number().min(0).max(1)),
      }),
    )
    .min(1),
});
type ForestFile = z.infer<typeof forestFile>;
type TreeOfFile = ForestFile['trees'][number];

/** A forest as JSON: one object per tree, nodes counted within the tree, -1 for "no child". */
export function forestToJson(forest: Forest): string {
  const { featureCount, roots, left, right, feature, threshold, informative } = forest;
  const trees = Array.from(roots, (start, tree) => {
    const end = roots[tree + 1] ?? left.length;
    const within = (child: number): number => (child < 0 ? -1 : child - start);
    return {
      left: Array.from(left.subarray(start, end), within),
      right: Array.from(right.subarray(start, end), within),
      feature: Array.from(feature.subarray(start, end)),
      threshold: Array.from(threshold.subarray(start, end)),
      informative: Array.from(informative.subarray(start, end)),
    };
  });
  return JSON.stringify({ kind: 'random-forest', version: 1, featureCount, trees });
}

/**
 * Reads a forest that may come from anyone: every child must lie after its parent, so that a walk
 * ends, and every feature must exist.
 *
 * @param path named in the failure.
 * @returns failure `header-invalid` when the text is no forest.
 */
export function forestFromJson(text: string, path: string): Outcome<Forest> {
  const refuse = (what: string) => fail<Forest>({ kind: 'header-invalid', path, what });
  if (text.length > maxCharacters) return refuse('it is too long for a forest');
  const parsed = forestFile.safeParse(jsonOrNull(text));
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    return refuse(`${issue?.path.join('.') || 'the text'} is not a forest's (${issue?.message})`);
  }
  const { featureCount, trees } = parsed.data;
  const broken = trees.findIndex((tree) => !isSound(tree, featureCount));
  if (broken >= 0)
    return refuse(`tree ${broken + 1} points to nodes or features that do not exist`);
  return succeed(assembled(trees, featureCount));
}

function jsonOrNull(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function isSound(tree: TreeOfFile, featureCount: number): boolean {
  const count = tree.left.length;
  const arrays = [tree.right, tree.feature, tree.threshold, tree.informative];
  if (arrays.some((array) => array.length !== count)) return false;
  return tree.left.every((left, parent) => {
    const right = tree.right[parent] ?? -1;
    if (left < 0) return right < 0;
    const children = [left, right];
    const areLater = children.every((child) => child > parent && child < count);
    return areLater && (tree.feature[parent] ?? featureCount) < featureCount;
  });
}

function assembled(trees: readonly TreeOfFile[], featureCount: number): Forest {
  const starts = [0];
  for (const tree of trees) starts.push((starts.at(-1) ?? 0) + tree.left.length);
  const moved = (children: readonly number[], tree: number): number[] =>
    children.map((child) => (child < 0 ? -1 : child + (starts[tree] ?? 0)));
  return {
    featureCount,
    roots: Uint32Array.from(starts.slice(0, -1)),
    left: Int32Array.from(trees.flatMap((tree, i) => moved(tree.left, i))),
    right: Int32Array.from(trees.flatMap((tree, i) => moved(tree.right, i))),
    feature: Uint32Array.from(trees.flatMap((tree) => tree.feature)),
    threshold: Float64Array.from(trees.flatMap((tree) => tree.threshold)),
    informative: Float64Array.from(trees.flatMap((tree) => tree.informative)),
  };
}
