import { Button, Menu } from '@mantine/core';
import { engine } from '../bridge.ts';
import { counted } from '../element/numbers.ts';
import { saveBlob } from '../element/save-file.ts';
import { askForFiles } from '../session/file-question.ts';
import { attempt, say } from '../session/notice.ts';

/** What is known of all sources, out to a table and back in. */
export function MetadataMenu(props: {
  readonly name: string;
  readonly sources: number;
  readonly isReadOnly: boolean;
  readonly onRead: () => void;
}) {
  return (
    <Menu position="bottom-end" width={260}>
      <Menu.Target>
        <Button variant="subtle" color="gray">
          Metadata
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item onClick={() => void saveMetadata(props.name)}>
          Save {counted(props.sources, 'source')} as a table (CSV)
        </Menu.Item>
        <Menu.Item disabled={props.isReadOnly} onClick={props.onRead}>
          Fill in from a table…
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}

/** Saves the table, to be filled in with a spreadsheet. */
export async function saveMetadata(name: string): Promise<void> {
  const table = await attempt(engine.sources.metadataTable.query());
  if (!table) return;
  saveBlob(`${name}-sources.csv`, table.csv, 'text/csv');
  say(`Saved what is known of ${counted(table.sources, 'source')}.`);
}

/** Asks for a table; null when none was chosen. */
export async function chooseMetadata(): Promise<string | null> {
  const paths = await askForFiles({
    title: 'Fill in metadata from a table (CSV)',
    choose: 'file',
    action: 'Look at the table',
  });
  return paths?.[0] ?? null;
}
