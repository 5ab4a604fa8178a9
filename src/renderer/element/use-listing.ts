import { useCallback, useEffect, useState } from 'react';
import { explain, type Outcome } from '../../shared/failure.ts';
import type { FileListing } from '../../shared/source.ts';

/** The folder a picker shows; one that cannot be listed leaves the last one standing, with a sentence. */
export function useListing(list: (folder: string | null) => Promise<Outcome<FileListing>>) {
  const [value, setValue] = useState<FileListing | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const [list_] = useState(() => list);

  const go = useCallback(
    (folder: string | null) => {
      list_(folder)
        .then((outcome) => {
          setProblem(outcome.ok ? null : explain(outcome.failure));
          if (outcome.ok) setValue(outcome.value);
        })
        .catch((error: unknown) =>
          setProblem(error instanceof Error ? error.message : String(error)),
        );
    },
    [list_],
  );
  useEffect(() => go(null), [go]);

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
