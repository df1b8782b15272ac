import { Command } from 'commander';
import packageJson from '../../package.json' with { type: 'json' };
import type { DemoFlags, SandboxFlags } from './flags.ts';
import { wholeNumber } from './parse-number.ts';

const PORTS = { from: 0, to: 65_535 } as const;
const SEEDS = { from: 0, to: 4_294_967_295 } as const;
const TICKETS = { from: 60, to: 5000 } as const;

/**
 * The command line program. Nothing of a command is loaded before it is called.
 *
 * @example await createProgram().parseAsync(['node', 'polydesk', 'demo', '--json'])
 */
export function createProgram(): Command {
  const program = new Command('polydesk')
    .description('One TypeScript API for every help desk.')
    .version(packageJson.version)
    .exitOverride();
  addDemo(program);
  addSandbox(program);
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
