import { expect, test } from 'vitest';
import { markup, markupTable, trusted } from '../../src/shared/markup.ts';

test('what is put in is text, unless it is markup itself', () => {
  const name = `<b>&"'`;
  expect(markup`<p title="${name}">${name}${3}${null}</p>`.markup).toBe(
    '<p title="&lt;b&gt;&amp;&quot;&#39;">&lt;b&gt;&amp;&quot;&#39;3</p>',
  );
  expect(markup`<p>${markup`<i>${'<'}</i>`}${trusted('<br>')}</p>`.markup).toBe(
    '<p><i>&lt;</i><br></p>',
  );
});

test('characters that HTML forbids become spaces', () => {
  expect(markup`${'a\u0000b\u001bc\ud800d\u{1f52c}\u0085'}`.markup).toBe('a b c d\u{1f52c} ');
});

test('a table heads its rows, and empty cells have a dash', () => {
  const table = markupTable(['Source', 'Raw', 'Why'], [['<a>', null, 'x']], [2]).markup;
  expect(table).toBe(
    '<table><thead><tr><th scope="col">Source</th>\n<th scope="col" class="number">Raw</th>\n<th scope="col">Why</th></tr></thead><tbody><tr><th scope="row">&lt;a&gt;</th>\n<td class="number">–</td>\n<td>x</td></tr></tbody></table>',
  );
});
