import { existsSync } from 'node:fs';
import { type Browser, chromium } from 'playwright-core';

const REQUIRED = process.env['POLYDESK_REQUIRE_CHROMIUM'] === '1';
const PLACES = [
  process.env['POLYDESK_CHROMIUM'],
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
];

/** Why tests with a browser are skipped. */
export const NO_CHROMIUM = 'no Chromium at POLYDESK_CHROMIUM or in /usr/bin';

/**
 * A headless Chromium, where there is one; `null` where there is none, so that its tests can skip
 * with a reason. `POLYDESK_REQUIRE_CHROMIUM=1` says that there must be one.
 */
export async function findChromium(): Promise<Browser | null> {
  const executablePath = PLACES.find((place) => place !== undefined && existsSync(place));
  if (executablePath === undefined) {
    if (REQUIRED) throw new Error(NO_CHROMIUM);
    return null;
  }
  // Chromium refuses to run its sandbox as root, and a container's shared memory is small.
  return await chromium.launch({
    executablePath,
    args: ['--no-sandbox', '--disable-dev-shm-usage', '--disable-gpu'],
  });
}
