import { engine } from '../bridge.ts';
import { showSource } from '../session/navigation.ts';
import { attempt } from '../session/notice.ts';

/** Opens the details of a source, where what is wrong with it can be mended. */
export async function showSourceNamed(name: string): Promise<void> {
  const sources = await attempt(engine.sources.list.query());
  const source = sources?.find((each) => each.name === name);
  if (source) showSource(source.id);
}
