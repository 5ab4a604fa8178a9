import { reportStyle } from '../../shared/report-style.ts';

/**
 * Lays a report's page into an element, apart from the window's own styles. The page's style element would
 * need the window's nonce; a style sheet made here needs none, and nothing else of the page is taken over.
 */
export function layOnPaper(host: HTMLElement, html: string): void {
  const paper = host.shadowRoot ?? host.attachShadow({ mode: 'open' });
  const styles = new CSSStyleSheet();
  styles.replaceSync(reportStyle);
  paper.adoptedStyleSheets = [styles];
  // The body alone: a style element of the head would be held to the window's policy even here.
  const body = html.slice(html.indexOf('<body>'), html.lastIndexOf('</body>'));
  const page = new DOMParser().parseFromString(body, 'text/html');
  paper.replaceChildren(...page.body.children);
}

/** Shows the report alone while the browser prints (see window.css), then the window again. */
export function printReport(html: string): void {
  const host = document.createElement('div');
  host.id = 'printed';
  layOnPaper(host, html);
  document.body.append(host);
  window.addEventListener('afterprint', () => host.remove(), { once: true });
  window.print();
}
