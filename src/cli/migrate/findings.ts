import type { Finding } from '../../migration/index.ts';
import type { Session } from '../run-command.ts';

/** Says what keeps a migration from running, and what its owner should know. */
export function sayFindings(findings: readonly Finding[], { paint, say }: Session): void {
  for (const { severity, code, message } of findings) {
    const label = severity === 'error' ? paint('red', 'error  ') : paint('yellow', 'warning');
    say(`${label}  ${message} ${paint('dim', `(${code})`)}`);
  }
}

/** Whether `run` refuses because of them. */
export const isRefused = (findings: readonly Finding[]): boolean =>
  findings.some(({ severity }) => severity === 'error');
