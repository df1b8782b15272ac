import { createInterface } from 'node:readline';

/**
 * What a person types behind a question; `null` when the input ends, or once `signal` is aborted.
 *
 * While it waits the terminal gives Ctrl-C as a key, which no signal of the process follows: it is passed on as
 * one, so that it means here what it means everywhere.
 */
export async function typedLine(question: string, signal: AbortSignal): Promise<string | null> {
  const prompt = createInterface({ input: process.stdin, output: process.stderr });
  const done = new AbortController();
  try {
    return await new Promise<string | null>((resolve) => {
      prompt.once('SIGINT', () => void process.emit('SIGINT'));
      prompt.once('close', () => resolve(null));
      signal.addEventListener('abort', () => resolve(null), { signal: done.signal });
      prompt.question(question, resolve);
    });
  } finally {
    done.abort();
    prompt.close();
    // Closed in the middle of a key, the input would keep the process; nobody asks a second time.
    process.stdin.unref();
  }
}
