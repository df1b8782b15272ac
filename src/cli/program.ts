import { Command } from 'commander';
import packageJson from '../../package.json' with { type: 'json' };
import type {
  DemoFlags,
  ReportFlags,
  SandboxFlags,
  WebhookInspectFlags,
  WebhookReplayFlags,
} from './flags.ts';
import { wholeNumber } from './parse-number.ts';
import { addDoctor, addExport, addMigrate } from './program-desks.ts';
import { endWithUsageCode } from './usage-code.ts';
import { calendarMonth, dayCount, names } from './report/parse-options.ts';
import { httpUrl, isoTime, ratePerSecond } from './webhook/parse-options.ts';
import { DEFAULT_SECRET_VARIABLE } from './webhook/secret.ts';

const PORTS = { from: 0, to: 65_535 } as const;
const SEEDS = { from: 0, to: 4_294_967_295 } as const;
const TICKETS = { from: 60, to: 5000 } as const;
const CONCURRENCY = { from: 1, to: 256 } as const;
const TIMES = { from: 1, to: 100_000 } as const;
const SECRET_HELP = 'the environment variable that holds the secret';

/**
 * The command line program. Nothing of a command is loaded before it is called.
 *
 * @example await createProgram().parseAsync(['node', 'polydesk', 'demo', '--json'])
 */
export function createProgram(): Command {
  const program = endWithUsageCode(new Command('polydesk'))
    .description('One TypeScript API for every help desk.')
    .version(packageJson.version);
  addDemo(program);
  addSandbox(program);
  addReport(program);
  addWebhook(program);
  addMigrate(program);
  addExport(program);
  addDoctor(program);
  return program;
}

function addDemo(program: Command): void {
  program
    .command('demo')
    .description('Play a morning of support at embedded sandboxes of all desks, over real HTTP.')
    .option('--seed <number>', 'the same seed plays the same morning', wholeNumber(SEEDS), 1)
    .option('--tickets <number>', 'tickets in the desk before it opens', wholeNumber(TICKETS), 240)
    .option('--json', 'print one JSON document instead', false)
    .option('--no-color', 'print without colour')
    .action(async (options: DemoFlags) => {
      const { runDemoCommand } = await import('./commands/demo.ts');
      await runDemoCommand(options);
    });
}

function addSandbox(program: Command): void {
  program
    .command('sandbox')
    .description('Serve a sandbox on 127.0.0.1 until it is interrupted.')
    .argument('[provider]', 'zendesk, intercom or freshdesk', 'zendesk')
    .option('--port <number>', 'port of the API; 0 takes a free one', wholeNumber(PORTS), 0)
    .option('--seed <number>', 'the same seed gives the same ids', wholeNumber(SEEDS), 1)
    .option('--seed-data', 'fill the desk with the tickets of the demo', false)
    .option('--no-color', 'print without colour')
    .action(async (provider: string, options: SandboxFlags) => {
      const { runSandboxCommand } = await import('./commands/sandbox.ts');
      await runSandboxCommand(provider, options);
    });
}

function addReport(program: Command): void {
  program
    .command('report')
    .description('Report on a desk in one HTML file: operations, or with --month product feedback.')
    .option('--desk <name>', 'a desk of the configuration')
    .option('--config <file>', 'the configuration; polydesk.config.ts from here upward')
    .option('--from <file>', 'tickets of an export, one JSON object on each line')
    .option('--sandbox <provider>', 'an embedded sandbox: zendesk, intercom or freshdesk')
    .option('--seed <number>', 'the same seed fills the same sandbox', wholeNumber(SEEDS), 1)
    .option('--tickets <number>', 'tickets of the sandbox', wholeNumber(TICKETS), 480)
    .option('--out <file>', 'where the HTML goes; the standard output otherwise')
    .option('--force', 'replace the file that is there', false)
    .option('--json', 'print the report as one JSON document', false)
    .option('--month <month>', 'the product feedback of a month such as 2026-04', calendarMonth)
    .option('--feedback-tags <tags>', 'only tickets with one of these tags, a,b,c', names)
    .option('--time-zone <zone>', 'whose days and hours, an IANA name', 'UTC')
    .option('--period <days>', 'the last whole days, such as 28d; 7d otherwise', dayCount)
    .option('--from-date <date>', 'the first day instead, such as 2026-05-04')
    .option('--to-date <date>', 'the last day, included')
    .option('--now <time>', 'the moment of the report, ISO 8601; of an export its last', isoTime)
    .option('--sla <policies>', 'standard, matrix, none, or a JSON file of policies', 'standard')
    .option('--customers <file>', 'customers for the health table, JSON')
    .option('--predictions <file>', 'what triage said, one JSON object on each line')
    .option('--no-threads', 'read tickets alone: faster, by the dates of the desk')
    .option('--customer-text', 'show subjects and names of customers, too', false)
    .action(async (options: ReportFlags) => {
      const { runReportCommand } = await import('./commands/report.ts');
      await runReportCommand(options);
    });
}

function addWebhook(program: Command): void {
  const webhook = program
    .command('webhook')
    .description('Look into recorded webhook deliveries, and send them again.');
  addInspect(webhook);
  addReplay(webhook);
}

function addInspect(webhook: Command): void {
  webhook
    .command('inspect')
    .description('Say why a delivery does not verify, or what it means. Exits with 0, 1 or 2.')
    .argument('<file>', 'a recorded delivery (JSON, or an HTTP request), or its body; - is stdin')
    .requiredOption('--provider <name>', 'zendesk, intercom or freshdesk')
    .requiredOption('--account <name>', 'the sub-domain; at Intercom the id of the workspace')
    .option('--secret-env <variable>', SECRET_HELP, DEFAULT_SECRET_VARIABLE)
    .option('--headers <file>', 'headers in a file of their own; the other is the body then')
    .option('--now <time>', 'when it came, ISO 8601; as recorded, or now', isoTime)
    .option('--show-text', 'show subjects and messages, too', false)
    .option('--json', 'print one JSON document instead', false)
    .option('--no-color', 'print without colour')
    .action(async (file: string, options: WebhookInspectFlags) => {
      const { runWebhookInspectCommand } = await import('./commands/webhook-inspect.ts');
      await runWebhookInspectCommand(file, options);
    });
}

function addReplay(webhook: Command): void {
  webhook
    .command('replay')
    .description('Send recorded deliveries to an address, byte by byte. Exits with 0, 1 or 2.')
    .argument('<path>', 'a recorded delivery, a file with one per line, or a directory; - is stdin')
    .requiredOption('--to <url>', 'where to', httpUrl)
    .option('--sign', 'sign anew, with the secret and the present time', false)
    .option('--provider <name>', 'who signs: zendesk, intercom or freshdesk')
    .option('--secret-env <variable>', SECRET_HELP, DEFAULT_SECRET_VARIABLE)
    .option('--concurrency <number>', 'how many at a time', wholeNumber(CONCURRENCY), 1)
    .option('--times <number>', 'how often each', wholeNumber(TIMES), 1)
    .option('--rate <number>', 'how many per second at most', ratePerSecond)
    .option('--yes', 'send to another machine than this one', false)
    .option('--json', 'print one JSON document instead', false)
    .option('--no-color', 'print without colour')
    .action(async (path: string, options: WebhookReplayFlags) => {
      const { runWebhookReplayCommand } = await import('./commands/webhook-replay.ts');
      await runWebhookReplayCommand(path, options);
    });
}
