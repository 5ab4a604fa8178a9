import type { RelationKind } from '../../shared/relation.ts';
import styles from './relations.module.css';

/** Not by hue alone: a full disc, a half one, a ring. */
export function KindMark({ kind }: { kind: RelationKind }) {
  return <i className={styles['mark']} data-of={kind} />;
}
