import axe from 'axe-core';
import type { Browser, Page } from 'playwright-core';
import { NO_CHROMIUM } from './chromium.ts';

/** Where a page is opened. */
export const ADDRESS = 'http://report.test/';
/** A browser takes its time. */
export const SECONDS = 60_000;
/** A page that is open. */
export interface Opened {
  readonly page: Page;
  /** What the console, the page's errors and its policy said. */
  readonly said: readonly string[];
  /** What the page asked for, also what its policy forbade. */
  readonly asked: readonly string[];
  /** What got as far as the network. */
  readonly sent: readonly string[];
}

/** Opens a page over HTTP, as a mail client's preview or a file server would show it. */
export async function openPage(
  browser: Browser | null,
  markup: string,
  options: { readonly dark?: boolean; readonly width?: number; readonly policy?: boolean } = {},
): Promise<Opened> {
  if (browser === null) throw new Error(NO_CHROMIUM);
  const { dark = false, width = 1200, policy = true } = options;
  const context = await browser.newContext({
    bypassCSP: !policy,
    colorScheme: dark ? 'dark' : 'light',
    viewport: { width, height: 900 },
  });
  const page = await context.newPage();
  const said: string[] = [];
  const asked: string[] = [];
  const sent: string[] = [];
  page.on('console', (message) => said.push(message.text()));
  page.on('pageerror', (error) => said.push(error.message));
  page.on('request', (request) => asked.push(request.url()));
  await context.route('**', (route) => {
    sent.push(route.request().url());
    return route.request().url() === ADDRESS
      ? route.fulfill({ contentType: 'text/html; charset=utf-8', body: markup })
      : route.abort();
  });
  await page.goto(ADDRESS);
  return { page, said, asked, sent };
}

/** What axe-core finds, by rule. */
export async function violations(page: Page): Promise<readonly string[]> {
  await page.evaluate(axe.source);
  return await page.evaluate(async () => {
    // Safe: the line above has put axe-core into the page.
    const { axe: checker } = window as unknown as { axe: typeof axe };
    const { violations: found } = await checker.run();
    return found.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(' ')}`);
  });
}
