// Opens desks as commands do, each in a folder and with a configuration of its own, and says which it is or
// what is wrong. One process for all, since starting one takes the longest.
import { loadConfig } from '../../../src/cli/config/load-config.ts';
import { openDesk } from '../../../src/cli/config/open-desk.ts';
import { reportFailure } from '../../../src/cli/report-failure.ts';

/** A desk called `new`. */
export interface Wanted {
  readonly directory: string;
  readonly file?: string;
}

async function show(wanted: Wanted): Promise<string> {
  try {
    const loaded = await loadConfig(wanted);
    const desk = await openDesk(loaded, 'new');
    await desk.close();
    return `${loaded.name} ${desk.provider}:${desk.account}`;
  } catch (error) {
    const lines: string[] = [];
    reportFailure(error, { write: (text) => lines.push(text) });
    return lines.join('');
  }
}

const wanted: readonly Wanted[] = JSON.parse(process.argv[2] ?? '[]');
const shown: string[] = [];
for (const one of wanted) shown.push(await show(one));
console.log(JSON.stringify(shown));
