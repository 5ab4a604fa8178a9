import { useCallback, useEffect, useRef, useState } from 'react';
import { explain, type Outcome } from '../../shared/failure.ts';
import type { FileListing } from '../../shared/source.ts';

/** The folder a picker shows; one that cannot be listed leaves the last one standing, with a sentence. */
export function useListing(list: (folder: string | null) => Promise<Outcome<FileListing>>) {
  const [value, setValue] = useState<FileListing | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const [ask] = useState(() => list);
  const asked = useRef(0);

  const go = useCallback(
    (folder: string | null) => {
      const turn = ++asked.current;
      // A slow answer to an earlier question must not replace the folder that was asked for since.
      const isLatest = () => turn === asked.current;
      ask(folder)
        .then((outcome) => {
          if (!isLatest()) return;
          setProblem(outcome.ok ? null : explain(outcome.failure));
          if (outcome.ok) setValue(outcome.value);
        })
        .catch((error: unknown) => {
          if (isLatest()) setProblem(error instanceof Error ? error.message : String(error));
        });
    },
    [ask],
  );
  // On a busy machine somebody may have asked for a folder before this runs.
  useEffect(() => {
    if (asked.current === 0) go(null);
  }, [go]);

  const make = async (
    create: (folder: string, name: string) => Promise<Outcome<{ folder: string }>>,
    name: string,
  ) => {
    if (!value) return;
    const outcome = await create(value.folder, name);
    if (outcome.ok) go(outcome.value.folder);
    else setProblem(explain(outcome.failure));
  };
  return { value, problem, go, make };
}
