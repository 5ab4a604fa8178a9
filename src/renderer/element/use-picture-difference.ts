import { useEffect, useState } from 'react';
import { absoluteDifference, type PictureDifference } from './absolute-difference.ts';
import { readPicture } from './read-picture.ts';

/** The difference of two pictures once both are read; `isMissing` where one cannot be. */
export function usePictureDifference(first: string, second: string | null) {
  const key = `${first} ${second}`;
  const [state, setState] = useState<{
    readonly of: string;
    readonly difference: PictureDifference | null;
  } | null>(null);
  useEffect(() => {
    if (second === null) return;
    let isStale = false;
    void Promise.all([readPicture(first), readPicture(second)]).then(([a, b]) => {
      if (!isStale) setState({ of: key, difference: a && b ? absoluteDifference(a, b) : null });
    });
    return () => {
      isStale = true;
    };
  }, [first, second, key]);
  const isNow = state?.of === key;
  return {
    difference: isNow ? state.difference : null,
    isMissing: isNow && state.difference === null,
  };
}
