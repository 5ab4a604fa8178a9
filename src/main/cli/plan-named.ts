import type { BalancePlan } from '../../shared/balance-plan.ts';
import { fail, type Outcome, succeed } from '../../shared/failure.ts';
import type { Client } from './client.ts';

/** A saved balance plan, or the failure that lists those there are. */
export async function planNamed(client: Client, name: string): Promise<Outcome<BalancePlan>> {
  const plans = await client.balance.plans.list.query();
  if (!plans.ok) return plans;
  const found = plans.value.find((each) => each.name === name);
  if (found) return succeed(found);
  const known = plans.value.map((each) => each.name).join(', ') || 'none saved';
  return fail({ kind: 'option-invalid', option: 'plan', given: name, known });
}
