import { Button, UnstyledButton } from '@mantine/core';
import type { SectionYield } from '../../shared/crop-yield.ts';
import { sectionName } from '../../shared/crop-yield-figure.ts';
import { engine } from '../bridge.ts';
import { percentText } from '../element/numbers.ts';
import tables from '../element/table.module.css';
import { attempt } from '../session/notice.ts';
import own from './yield.module.css';

/** The scored cross-sections: one of them is shown above. */
export function YieldTable(props: {
  readonly sections: readonly SectionYield[];
  readonly shown: SectionYield | undefined;
  readonly onShow: (id: string) => void;
  readonly again: () => void;
}) {
  const { sections, shown, onShow, again } = props;
  if (sections.length === 0) return null;
  const remove = async (id: string) => {
    await attempt(engine.yields.remove.mutate({ id }));
    again();
  };
  return (
    <table className={tables['table']} aria-label="Scored cross-sections">
      <thead>
        <tr>
          <th scope="col">Cross-section</th>
          <th scope="col">informative</th>
          <th scope="col">crops without</th>
          <th scope="col">
            <span className={own['hidden']}>Take out</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {sections.map((each) => (
          <tr key={each.id} aria-current={each.id === shown?.id || undefined}>
            <th scope="row" className={own['section']}>
              <UnstyledButton onClick={() => onShow(each.id)}>{sectionName(each)}</UnstyledButton>
              <span className={own['quiet']}>
                every {each.stride} pixels{each.isCurrent ? '' : ', by an earlier model or mapping'}
              </span>
            </th>
            <td>{percentText(each.informative)}</td>
            <td>
              {percentText(each.uninformativeCrops.share)}
              <span className={own['quiet']}>
                {percentText(each.uninformativeCrops.low)} to{' '}
                {percentText(each.uninformativeCrops.high)}
              </span>
            </td>
            <td>
              <Button
                size="compact-xs"
                variant="subtle"
                aria-label={`Take out ${sectionName(each)}`}
                onClick={() => void remove(each.id)}
              >
                Take out
              </Button>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
