import { Button, Menu } from '@mantine/core';
import { saveBlob, savePng } from './save-file.ts';

/** A drawing as a file of its own, at its size in pixels. */
export interface Drawing {
  readonly svg: string;
  readonly width: number;
  readonly height: number;
}

/** Saves what is drawn as a picture, and its numbers. */
export function SaveMenu(props: {
  /** what is saved: "the matrix" */
  readonly title: string;
  /** name of saved files, without ending */
  readonly fileName: string;
  readonly drawing: () => Drawing;
  readonly csv: () => string;
}) {
  const { title, fileName, drawing, csv } = props;
  const saveAsPng = () => {
    const { svg, width, height } = drawing();
    void savePng(`${fileName}.png`, svg, width, height);
  };
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <Button variant="subtle" size="compact-xs" aria-label={`Save ${title}`}>
          Save
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item onClick={() => saveBlob(`${fileName}.svg`, drawing().svg, 'image/svg+xml')}>
          Save as SVG
        </Menu.Item>
        <Menu.Item onClick={saveAsPng}>Save as PNG</Menu.Item>
        <Menu.Item onClick={() => saveBlob(`${fileName}.csv`, csv(), 'text/csv')}>
          Save as CSV
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
