import { EventEmitter } from 'node:events';
import type { Page } from 'playwright-core';
import { state } from './state.ts';

type Source = 'system' | 'dark' | 'light';

export class NativeTheme extends EventEmitter {
  private source: Source = 'system';
  get themeSource(): Source {
    return this.source;
  }
  set themeSource(value: Source) {
    this.source = value;
    for (const page of state.browser?.pages() ?? []) void dressPage(page);
    this.emit('updated');
  }
  get shouldUseDarkColors(): boolean {
    return this.source === 'dark';
  }
}

/** Electron's `nativeTheme`; pages see it as their real prefers-color-scheme. */
export const nativeTheme = new NativeTheme();

/** Gives a page the colour scheme in force. */
export async function dressPage(page: Page): Promise<void> {
  const source = nativeTheme.themeSource;
  await page.emulateMedia({ colorScheme: source === 'system' ? 'no-preference' : source });
}
