// The program as in a terminal: what comes through the standard input is taken for keys, Ctrl-C among them.
for (const stream of [process.stdin, process.stderr]) {
  Object.defineProperty(stream, 'isTTY', { value: true });
}
await import('../../../src/cli/main.ts');

export {};
