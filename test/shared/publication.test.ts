import { expect, test } from 'vitest';
import { doiOf, publicationDay, publishedAt, webAddress } from '../../src/shared/publication.ts';

test('a day is one of the calendar', () => {
  expect(publicationDay(' 2028-02-29 ')).toBe('2028-02-29');
  for (const text of ['', 'today', '2026-02-29', '2026-13-01', '26-02-01', '2026-11-26T10:00']) {
    expect(publicationDay(text)).toBeNull();
  }
});

test('only a whole web address is one', () => {
  expect(webAddress(' https://example.org/a?b=c#d ')).toBe('https://example.org/a?b=c#d');
  for (const text of ['', 'example.org', 'javascript:alert(1)', 'https://a b', 'https://a/<x>']) {
    expect(webAddress(text)).toBeNull();
  }
});

test('a DOI is found however it is written', () => {
  for (const text of [
    '10.6019/EMPIAR-10310',
    'doi:10.6019/EMPIAR-10310',
    'DOI: 10.6019/EMPIAR-10310',
    'https://doi.org/10.6019/EMPIAR-10310',
    'http://dx.doi.org/10.6019/EMPIAR-10310 ',
  ]) {
    expect(doiOf(text)).toBe('10.6019/EMPIAR-10310');
  }
  for (const text of ['', 'EMPIAR-10310', '10.1/x', '10.6019/a b', '10.6019/"><script>']) {
    expect(doiOf(text)).toBeNull();
  }
});

test('a thing is published where its DOI or address leads', () => {
  expect(publishedAt('doi:10.6019/x')).toBe('https://doi.org/10.6019/x');
  expect(publishedAt('https://example.org/x')).toBe('https://example.org/x');
  expect(publishedAt('in press')).toBeNull();
});
