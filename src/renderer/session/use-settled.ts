import { useEffect, useState } from 'react';

/** The value once it has stood still for so many milliseconds: sliding must not ask at every step. */
export function useSettled<T>(value: T, stillMs: number): T {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    const timer = window.setTimeout(() => setSettled(value), stillMs);
    return () => window.clearTimeout(timer);
  }, [value, stillMs]);
  return settled;
}
