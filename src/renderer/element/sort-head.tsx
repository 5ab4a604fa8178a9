import { UnstyledButton } from '@mantine/core';
import { useState } from 'react';

/** By which column a table stands, and which way; `sort` is for a click on a heading. */
export interface Sorting<Column> {
  readonly column: Column;
  readonly up: boolean;
  readonly sort: (column: Column) => void;
}

/** Begins with the largest of a column on top; names begin with A, another click turns round. */
export function useSorting<Column extends string | number>(
  first: Column,
): Sorting<Column | 'name'> {
  const [at, setAt] = useState<{ column: Column | 'name'; up: boolean }>({
    column: first,
    up: first === 'name',
  });
  const sort = (column: Column | 'name') =>
    setAt((before) => ({
      column,
      up: column === before.column ? !before.up : column === 'name',
    }));
  return { ...at, sort };
}

/** A heading that sorts its table. */
export function SortHead<Column>(props: {
  readonly title: string;
  readonly of: NoInfer<Column>;
  readonly sorting: Sorting<Column>;
}) {
  const { title, of, sorting } = props;
  const isIt = sorting.column === of;
  return (
    <th scope="col" aria-sort={isIt ? (sorting.up ? 'ascending' : 'descending') : 'none'}>
      <UnstyledButton onClick={() => sorting.sort(of)}>
        {title}
        {isIt ? (sorting.up ? ' ↑' : ' ↓') : ''}
      </UnstyledButton>
    </th>
  );
}
