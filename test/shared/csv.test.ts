import { expect, test } from 'vitest';
import {
  csvLine,
  csvReader,
  parseCsv,
  separatorOf,
  withoutApostrophe,
} from '../../src/shared/csv.ts';

test('what is written is read back, quotes, commas and line breaks included', () => {
  const rows = [
    ['plain', 'a,b', 'say "hi"', 'two\nlines', ''],
    ['', '', '', '', 'ü – 電子'],
  ];
  expect(parseCsv(rows.map(csvLine).join(''))).toEqual(rows);
});

test('a byte order mark, CRLF and a missing last line break are understood', () => {
  expect(parseCsv('\uFEFFa,b\r\n1,"x\r\ny"\r\n\r\n2,')).toEqual([
    ['a', 'b'],
    ['1', 'x\r\ny'],
    ['2', ''],
  ]);
});

test('text may arrive one character at a time', () => {
  const reader = csvReader();
  const rows = [...'\uFEFFa,"b""c"\r\nd,e'].flatMap((character) => reader.push(character));
  expect([...rows, ...reader.end()]).toEqual([
    ['a', 'b"c'],
    ['d', 'e'],
  ]);
});

test('a quote left open is damage, not a row', () => {
  expect(parseCsv('a,"b\nc')).toBeNull();
});

test('cells that a spreadsheet would run are written as text; numbers are left alone', () => {
  expect(csvLine(['=1+1', '+a', '-b', '@c', '\td', -0.5, null])).toBe(
    "'=1+1,'+a,'-b,'@c,'\td,-0.5,\n",
  );
  expect(withoutApostrophe("'=1+1")).toBe('=1+1');
  expect(withoutApostrophe("'quoted'")).toBe("'quoted'");
});

test('tables of other spreadsheets are separated by semicolons or tabs', () => {
  expect(separatorOf('a;b;c\n1,5;2;3')).toBe(';');
  expect(separatorOf('a\tb\r\n')).toBe('\t');
  expect(separatorOf('a,b;c,d')).toBe(',');
  expect(separatorOf('alone')).toBe(',');
  expect(parseCsv('a;b\n1,5;"2;3"', ';')).toEqual([
    ['a', 'b'],
    ['1,5', '2;3'],
  ]);
});
