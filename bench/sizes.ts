import { bundleSize, SIZE_BUDGETS } from '../test/package/support/bundle-size.ts';

// npx tsx bench/sizes.ts (after a build): row S1 of the performance targets.

const kilobytes = (bytes: number): string => (bytes / 1024).toFixed(1).padStart(7);

console.log('bundle, minified and compressed            kB    lazy  budget');
for (const { name, contents, maxKilobytes } of SIZE_BUDGETS) {
  const { initial, lazy } = await bundleSize(contents);
  const verdict = initial / 1024 <= maxKilobytes ? '' : '  over';
  console.log(
    `${name.padEnd(38)} ${kilobytes(initial)} ${kilobytes(lazy)} ${String(maxKilobytes).padStart(7)}${verdict}`,
  );
}
