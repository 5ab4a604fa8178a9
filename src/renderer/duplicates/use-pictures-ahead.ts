import { useEffect, useRef } from 'react';

/**
 * Pictures of what comes next, read before they are needed. The engine lets no browser keep pictures of
 * sections, so they are held here, as many as are asked for.
 *
 * @param shown now: these are kept where they are here, and not read a second time
 * @returns the address of a picture that is here, or the address it was asked by
 */
export function usePicturesAhead(
  addresses: readonly string[],
  shown: readonly string[],
): (address: string) => string {
  const held = useRef(new Map<string, string | null>());
  const [ahead, now] = [addresses.join('\n'), shown.join('\n')];
  useEffect(() => {
    const wanted = new Set(ahead.split('\n').filter((address) => address !== ''));
    const kept = new Set(now.split('\n'));
    for (const [address, here] of held.current) {
      if (wanted.has(address) || kept.has(address)) continue;
      if (here) URL.revokeObjectURL(here);
      held.current.delete(address);
    }
    for (const address of wanted) {
      if (!held.current.has(address)) void hold(held.current, address);
    }
  }, [ahead, now]);
  useEffect(() => {
    const all = held.current;
    return () => {
      for (const here of all.values()) if (here) URL.revokeObjectURL(here);
      all.clear();
    };
  }, []);
  return (address) => held.current.get(address) ?? address;
}

async function hold(held: Map<string, string | null>, address: string): Promise<void> {
  held.set(address, null);
  try {
    const response = await fetch(address);
    if (!response.ok) return;
    const here = URL.createObjectURL(await response.blob());
    // Nobody may want it by now.
    if (held.has(address)) held.set(address, here);
    else URL.revokeObjectURL(here);
  } catch {
    // Asked for again, and told, when it is to be shown.
  }
}
