import { useEffect, useRef } from 'react';

/** Pictures asked for ahead of need: one screenful of the densest grid. */
const mostAhead = 240;

/**
 * Asks for the pictures of the screenful that scrolling leads to, before it comes into view: the way of
 * the last move is the way of the next. What is no longer ahead is not waited for.
 *
 * @param from first place drawn; @param to last place drawn, excluded; @param pictureAt null where unknown
 */
export function usePrefetch(
  from: number,
  to: number,
  total: number,
  pictureAt: (at: number) => string | null,
): void {
  const before = useRef(from);
  const ahead = useRef(new Map<string, HTMLImageElement>());
  const pictures = useRef(pictureAt);
  pictures.current = pictureAt;
  useEffect(() => {
    const isUp = from < before.current;
    before.current = from;
    const count = Math.min(mostAhead, to - from);
    const first = isUp ? Math.max(0, from - count) : to;
    const last = isUp ? from : Math.min(total, to + count);
    // After what is seen now: those requests go first.
    const timer = window.setTimeout(() => {
      const wanted = new Map<string, HTMLImageElement>();
      for (let at = first; at < last; at++) {
        const address = pictures.current(at);
        if (address === null) continue;
        wanted.set(address, ahead.current.get(address) ?? asked(address));
      }
      for (const [address, picture] of ahead.current) {
        if (!wanted.has(address) && !picture.complete) picture.src = '';
      }
      ahead.current = wanted;
    }, 80);
    return () => window.clearTimeout(timer);
  }, [from, to, total]);
}

function asked(address: string): HTMLImageElement {
  const picture = new Image();
  picture.fetchPriority = 'low';
  picture.decoding = 'async';
  picture.src = address;
  return picture;
}
