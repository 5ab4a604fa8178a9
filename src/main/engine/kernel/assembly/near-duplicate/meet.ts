// What happens when a query meets an item within the limit.
import { claim } from './claims';
import { isNoting, note } from './nearest';

// @ts-ignore: AssemblyScript's @inline marks a function, which TypeScript allows on classes only
@inline
export function meet(position: u32, query: u32): void {
  if (isNoting) note(position, query);
  else claim(position, query);
}
