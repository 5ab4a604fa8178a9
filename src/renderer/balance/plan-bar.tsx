import { Button, Menu, NativeSelect, TextInput } from '@mantine/core';
import type { BalancePlan } from '../../shared/balance-plan.ts';
import { engine } from '../bridge.ts';
import { attempt, say } from '../session/notice.ts';
import { isChanged, newPlan, openPlan, type PlanState, planState } from './plan-state.ts';
import styles from './what-if.module.css';

/** Saves the rules under their name, and goes on with that plan. */
export async function saveNow(): Promise<void> {
  const { name, rules } = planState.get();
  const done = await attempt(engine.balance.plans.save.mutate({ name: name.trim(), rules }));
  if (!done) return;
  say(done.summary, true);
  const plans = await attempt(engine.balance.plans.list.query());
  const saved = plans?.find((plan) => plan.name === name.trim());
  if (saved) openPlan(saved);
}

/** The plan that is worked on: its name, which other there are, what can be done with it. */
export function PlanBar(props: {
  readonly state: PlanState;
  readonly plans: readonly BalancePlan[];
  readonly isReadOnly: boolean;
}) {
  const { state, plans, isReadOnly } = props;
  const { open } = state;
  const choose = (id: string) => {
    const plan = plans.find((each) => String(each.id) === id);
    if (plan) openPlan(plan);
    else newPlan();
  };
  return (
    <div className={styles['bar']}>
      <div className={styles['pair']}>
        <NativeSelect
          label="Plan"
          className={styles['grow'] ?? ''}
          data={[
            { value: '', label: open === null ? 'New plan' : 'Begin a new plan' },
            ...plans.map(({ id, name }) => ({ value: String(id), label: name })),
          ]}
          value={open ? String(open.id) : ''}
          onChange={(event) => choose(event.currentTarget.value)}
        />
        {open && !isReadOnly ? <PlanMenu plan={open} given={state.name.trim()} /> : null}
      </div>
      <TextInput
        label="Name"
        placeholder="for instance: at most 500 a source"
        maxLength={100}
        value={state.name}
        disabled={isReadOnly}
        onChange={(event) => planState.set({ name: event.currentTarget.value })}
      />
      {open && isChanged(state) ? (
        <p className={styles['quiet']}>
          Changed since it was saved.{' '}
          <Button
            variant="subtle"
            color="gray"
            size="compact-xs"
            onClick={() => planState.set({ rules: open.rules, name: open.name })}
          >
            Back to the saved rules
          </Button>
        </p>
      ) : null}
    </div>
  );
}

function PlanMenu({ plan, given }: { plan: BalancePlan; given: string }) {
  const { id } = plan;
  const act = async (asked: Promise<{ summary: string } | null>) => {
    const done = await asked;
    if (done) say(done.summary, true);
  };
  const { rename, remove } = engine.balance.plans;
  return (
    <Menu position="bottom-end" withinPortal={false}>
      <Menu.Target>
        <Button variant="subtle" color="gray" aria-label={`More about ${plan.name}`}>
          More
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item
          disabled={given === '' || given === plan.name}
          onClick={() => void act(attempt(rename.mutate({ id, name: given })))}
        >
          Rename to what stands under Name
        </Menu.Item>
        <Menu.Item onClick={() => void act(attempt(remove.mutate({ id })))}>
          Remove {plan.name}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
