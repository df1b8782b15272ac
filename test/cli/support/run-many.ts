// Runs the program several times in one process, since starting one takes the longest. Each call gets its own
// folder, environment, output and exit code.
import { createProgram } from '../../../src/cli/program.ts';
import { reportFailure } from '../../../src/cli/report-failure.ts';

/** One call of the program. */
export interface Call {
  readonly parameters: readonly string[];
  readonly folder: string;
  readonly environment?: Readonly<Record<string, string>>;
  /** `false`: as on Node 20, wherever this runs. */
  readonly builtInSqlite?: boolean;
}

/** What came of it. */
export interface Called {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
}

async function run({
  parameters,
  folder,
  environment = {},
  builtInSqlite = true,
}: Call): Promise<Called> {
  const written = { stdout: '', stderr: '' };
  const originals = { stdout: process.stdout.write, stderr: process.stderr.write };
  const before = { ...process.env };
  Object.assign(process.env, environment);
  process.chdir(folder);
  process.exitCode = 0;
  const { getBuiltinModule } = process;
  const without = (name: string) => (name === 'node:sqlite' ? undefined : getBuiltinModule(name));
  if (!builtInSqlite) Object.assign(process, { getBuiltinModule: without });
  for (const name of ['stdout', 'stderr'] as const) {
    process[name].write = (chunk: string | Uint8Array): boolean => {
      written[name] += String(chunk);
      return true;
    };
  }
  try {
    await createProgram().parseAsync(['node', 'polydesk', ...parameters]);
  } catch (error) {
    process.exitCode = reportFailure(error, process.stderr);
  } finally {
    Object.assign(process.stdout, { write: originals.stdout });
    Object.assign(process.stderr, { write: originals.stderr });
    Object.assign(process, { getBuiltinModule });
    process.env = before;
  }
  return { ...written, exitCode: Number(process.exitCode) };
}

const calls: readonly Call[] = JSON.parse(process.argv[2] ?? '[]');
const called: Called[] = [];
for (const call of calls) called.push(await run(call));
process.exitCode = 0;
console.log(JSON.stringify(called));
