import styles from './bar.module.css';

/** A thin bar: how much of the whole. Says itself to screen readers only where it has a label. */
export function Bar(props: {
  readonly fraction: number | null;
  readonly tone?: 'plain' | 'progress';
  readonly label?: string;
}) {
  const share = props.fraction === null ? null : Math.min(1, Math.max(0, props.fraction));
  const meaning = props.label
    ? ({
        role: 'progressbar',
        'aria-label': props.label,
        'aria-valuenow': share === null ? undefined : Math.round(share * 100),
        'aria-valuemin': 0,
        'aria-valuemax': 100,
      } as const)
    : ({ 'aria-hidden': true } as const);
  return (
    <div className={styles['track']} {...meaning}>
      <div
        className={styles['fill']}
        data-tone={props.tone ?? 'plain'}
        data-unknown={share === null || undefined}
        style={{ width: `${(share ?? 0.25) * 100}%` }}
      />
    </div>
  );
}
