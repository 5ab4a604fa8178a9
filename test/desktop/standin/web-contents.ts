import { EventEmitter } from 'node:events';
import { readFileSync } from 'node:fs';
import type { CDPSession, Page } from 'playwright-core';
import { decode, encode } from './clone-text.ts';
import { type Invocation, receive } from './ipc.ts';
import { preventable } from './lacking.ts';
import { pageWorld } from './page-world.ts';
import { preloadWorld } from './preload-world.ts';
import { respond, schemeNames, schemePort, toCustom } from './protocol.ts';

const world = 'Electron Isolated Context';
type OpenHandler = (details: { url: string }) => { action: string };

/** Electron's `webContents` over one page: an isolated world for the preload, messages over CDP. */
export class WebContents extends EventEmitter {
  readonly id: number;
  readonly mainFrame = Object.defineProperty({ url: '', parent: null }, 'url', {
    get: () => this.getURL(),
  });
  private page: Page | undefined;
  private cdp: CDPSession | undefined;
  private mainContext = 0;
  private openHandler: OpenHandler | undefined;
  /** set while the app itself loads an address, which no will-navigate announces */
  isLoading = false;

  constructor(id: number) {
    super();
    this.id = id;
  }

  getURL = (): string => toCustom(this.page?.url() ?? '');
  isDestroyed = (): boolean => this.page?.isClosed() ?? false;
  setWindowOpenHandler = (handler: OpenHandler): void => {
    this.openHandler = handler;
  };
  send = (channel: string, ...args: unknown[]): void => {
    void this.deliver(structuredClone({ channel, args }));
  };

  /** Joins a page; resolves before its first address may be loaded. */
  async attach(page: Page, cdp: CDPSession, preload: string | undefined): Promise<void> {
    this.page = page;
    this.cdp = cdp;
    await cdp.send('Runtime.enable');
    await cdp.send('Page.enable');
    const { frame } = (await cdp.send('Page.getFrameTree')).frameTree;
    this.watch(page, cdp, frame.id);
    const patterns = schemeNames().map((scheme) => ({ urlPattern: `${scheme}://*` }));
    await cdp.send('Fetch.enable', {
      patterns: [...patterns, { urlPattern: '*', resourceType: 'Document' }],
    });
    const token = crypto.randomUUID();
    const inPage = [token, schemeNames(), schemePort()].map((each) => JSON.stringify(each));
    const source = `(${pageWorld})(${inPage.join()})`;
    await cdp.send('Page.addScriptToEvaluateOnNewDocument', { source });
    if (preload) await this.addPreload(cdp, token, readFileSync(preload, 'utf8'));
  }

  private async addPreload(cdp: CDPSession, token: string, code: string): Promise<void> {
    await cdp.send('Runtime.addBinding', { name: '__standinSend', executionContextName: world });
    const wrapped = `(require, process) => {${code}\n}`;
    const source = `(${preloadWorld})(${JSON.stringify(token)}, ${encode}, ${decode}, ${wrapped})`;
    await cdp.send('Page.addScriptToEvaluateOnNewDocument', { source, worldName: world });
  }

  private watch(page: Page, cdp: CDPSession, mainFrameId: string): void {
    cdp.on('Runtime.executionContextCreated', ({ context }) => {
      if (context.name === world && context.auxData?.['frameId'] === mainFrameId)
        this.mainContext = context.id;
    });
    cdp.on('Runtime.bindingCalled', ({ name, payload, executionContextId }) => {
      // `as`: written by our own preload world.
      if (name === '__standinSend')
        void this.onMessage(decode(payload) as Invocation, executionContextId);
    });
    cdp.on('Fetch.requestPaused', ({ requestId, request, frameId, resourceType }) => {
      const isPage = resourceType === 'Document' && frameId === mainFrameId;
      void (/^https?:/.test(request.url)
        ? this.onDocument(cdp, requestId, toCustom(request.url), isPage)
        : fulfil(cdp, requestId, request.url));
    });
    page.on('framenavigated', (frame) => {
      if (frame === page.mainFrame()) this.emit('did-navigate', {}, this.getURL());
    });
    page.on('popup', (popup) => {
      const { action } = this.openHandler?.({ url: toCustom(popup.url()) }) ?? { action: 'allow' };
      if (action !== 'deny') throw new Error('electron stand-in: child windows are not emulated');
      void popup.close();
    });
    page.on('crash', () =>
      this.emit('render-process-gone', {}, { reason: 'crashed', exitCode: 1 }),
    );
    page.on('close', () => this.emit('destroyed'));
  }

  /** A navigation that the page itself starts: the app may prevent it. */
  private async onDocument(cdp: CDPSession, requestId: string, url: string, isPage: boolean) {
    const event = preventable({ url });
    if (isPage && !this.isLoading) this.emit('will-navigate', event, url);
    await (event.defaultPrevented
      ? cdp.send('Fetch.failRequest', { requestId, errorReason: 'Aborted' })
      : cdp.send('Fetch.continueRequest', { requestId }));
  }

  private async onMessage(message: Invocation, context: number): Promise<void> {
    const isMain = context === this.mainContext;
    const senderFrame = isMain ? this.mainFrame : { url: 'about:subframe', parent: this.mainFrame };
    const reply = await receive({ sender: this, senderFrame }, message);
    if (reply) await this.deliver(reply);
  }

  private async deliver(message: object): Promise<void> {
    const call = {
      functionDeclaration: '(text) => globalThis.__standin.receive(text)',
      executionContextId: this.mainContext,
      arguments: [{ value: encode(message) }],
    };
    await this.cdp?.send('Runtime.callFunctionOn', call).catch(() => undefined); // the page may be gone
  }
}

/** Answers a literal custom-scheme address in an image or link. */
async function fulfil(cdp: CDPSession, requestId: string, url: string): Promise<void> {
  const answer = await respond(url, {});
  const headers = [...answer.headers, ['access-control-allow-origin', '*'] as const];
  await cdp.send('Fetch.fulfillRequest', {
    requestId,
    responseCode: answer.status,
    responseHeaders: headers.map(([name, value]) => ({ name, value })),
    body: Buffer.from(await answer.arrayBuffer()).toString('base64'),
  });
}
