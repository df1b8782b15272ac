import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Plugin } from 'esbuild';

const PACKAGE = /^.*node_modules\/(?:@[^/]+\/)?[^/]+(?=\/)/;
const LICENSE = /^licen[cs]e/i;

const ABOUT = `Code of these packages is part of polydesk, under the licences that follow.
The weights of \`polydesk/triage/model\` are a result of the "Customer Support Intent Detection Training
Dataset" (© Bitext Innovations 2022, CDLA-Sharing 1.0); its threshold for unknown texts was chosen with
out-of-scope queries of CLINC150 (Larson et al. 2019, CC BY 3.0). Neither data set is part of it.
`;

// All builds of one run share it: the package has one list.
const bundled = new Set<string>();

function noticeOf(directory: string): string {
  // Safe: npm installs no package without both.
  const { name, version } = JSON.parse(readFileSync(join(directory, 'package.json'), 'utf8')) as {
    readonly name: string;
    readonly version: string;
  };
  const file = readdirSync(directory).find((entry) => LICENSE.test(entry));
  if (file === undefined) throw new Error(`${name} is bundled, but comes without a licence.`);
  return `${name} ${version}\n\n${readFileSync(join(directory, file), 'utf8').trim()}\n`;
}

/**
 * Writes dist/THIRD-PARTY-NOTICES.txt: licences ask that their text goes with every copy, and comments are
 * taken out of what is built.
 */
export const thirdPartyNotices = (): Plugin => ({
  name: 'third-party-notices',
  setup(build) {
    Object.assign(build.initialOptions, { metafile: true });
    build.onEnd(({ metafile }) => {
      for (const { inputs } of Object.values(metafile?.outputs ?? {}))
        for (const [path, { bytesInOutput }] of Object.entries(inputs)) {
          const [directory] = PACKAGE.exec(path) ?? [];
          if (directory !== undefined && bytesInOutput > 0) bundled.add(directory);
        }
      const notices = [...bundled].toSorted().map(noticeOf);
      mkdirSync('dist', { recursive: true });
      const rule = `\n${'-'.repeat(80)}\n\n`;
      writeFileSync('dist/THIRD-PARTY-NOTICES.txt', [ABOUT, ...notices].join(rule));
    });
  },
});
