import { execFileSync, spawn } from 'node:child_process';
import { createServer } from 'node:net';
import { join } from 'node:path';
import * as testing from 'polydesk/testing';
import { DELIVERED, deliverAll, postTo } from './deliveries.mjs';

/** Builds the application, starts it, and delivers to its routes. */

const folder = import.meta.dirname;
const next = join(folder, 'node_modules/next/dist/bin/next');
const env = { ...process.env, NEXT_TELEMETRY_DISABLED: '1', NODE_ENV: 'production' };
execFileSync(process.execPath, [next, 'build'], { cwd: folder, env, stdio: 'pipe' });

const port = await new Promise((resolve) => {
  const probe = createServer().listen(0, '127.0.0.1', () => {
    const free = probe.address().port;
    probe.close(() => resolve(free));
  });
});
const words = [next, 'start', '-H', '127.0.0.1', '-p', String(port)];
const server = spawn(process.execPath, words, { cwd: folder, env, stdio: 'pipe' });
let output = '';
server.stdout.on('data', (chunk) => {
  output += chunk;
});
server.stderr.on('data', (chunk) => {
  output += chunk;
});
const ended = new Promise((resolve) => server.on('close', resolve));
const check = (condition, sentence) => {
  if (!condition) throw new Error(`${sentence}\n${output}`);
};

try {
  const base = `http://127.0.0.1:${port}`;
  for (let round = 0; !output.includes('Ready') && round < 200; round += 1) {
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  for (const [route, path] of [
    ['app', '/webhooks'],
    ['bare', '/bare'],
    ['raw', '/api/raw'],
  ]) {
    await deliverAll(testing, postTo(base + path)).catch((error) => {
      throw new Error(`${path}: ${error.message}\n${output}`, { cause: error });
    });
    const heard = DELIVERED.filter((id) => output.split(`heard ${route} ${id}\n`).length === 2);
    check(heard.length === DELIVERED.length, `${path} heard ${heard}`);
  }
  const parsed = await postTo(`${base}/api/parsed`)('{}', { 'content-type': 'application/json' });
  check(parsed === 503, `a parsed body was answered ${parsed}`);
  check(output.includes('unavailable parsed'), 'a parsed body was not reported');
  check(output.includes('api: { bodyParser: false }'), 'the report does not say what to do');
  check(!/unhandled/i.test(output), 'there was an unhandled rejection');
  console.log('route handlers, pages/api with and without a body parser');
} finally {
  server.kill();
  await ended;
}
