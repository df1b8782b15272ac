import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { evaluateClassifier, loadClassifier, trainClassifier } from '../src/triage/index.ts';
import { INTENT_CATEGORIES, OTHER_TOPICS } from './support/intent-categories.ts';
import { readLabelledTexts } from './support/labelled-texts.ts';

// npx tsx bench/train-triage-model.ts: trains the model of `polydesk/triage/model` from the two public
// data sets in the reference folder and writes its weights. The data itself is not part of the package.

const TARGET = fileURLToPath(new URL('../src/triage/model/weights.ts', import.meta.url));
const LARGEST = 290_000;

const support = readLabelledTexts('bitext_support_intents');
const other = readLabelledTexts('clinc150');
if (support === null || other === null)
  throw new Error('The reference folder does not have the two data sets.');

const examples = (split: string) =>
  support
    .filter((row) => row.split === split)
    .map(({ text, label }) => ({ text, label: INTENT_CATEGORIES[label] ?? 'other' }));
const unrelated = (split: string) =>
  other.filter((row) => row.label === 'oos' && row.split === split).map(({ text }) => text);

for (const minimumTexts of [3, 4, 5, 6, 8, 10, 12, 15, 20]) {
  const classifier = trainClassifier(examples('train'), {
    validation: examples('dev'),
    outOfScope: [...unrelated('train'), ...unrelated('dev'), ...OTHER_TOPICS],
    outOfScopeShare: 0.4,
    logistic: { minimumTexts },
  });
  const json = JSON.stringify(classifier.toJSON({ precision: 'compact' }));
  console.log(`features in ${minimumTexts} texts: ${json.length} bytes`);
  if (json.length > LARGEST) continue;
  const stored = loadClassifier(JSON.parse(json));
  const test = examples('test');
  const report = evaluateClassifier(stored, test, { outOfScope: unrelated('test') });
  console.log(report);
  writeFileSync(TARGET, source(json));
  break;
}

function source(json: string): string {
  return `/**
 * Weights of the first-day classifier, written by \`bench/train-triage-model.ts\`: do not edit.
 *
 * Trained on the "Customer Support Intent Detection Training Dataset" (© Bitext Innovations 2022,
 * Community Data License Agreement – Sharing 1.0); weights are a result of the data in its sense. The
 * threshold for unknown texts was chosen with out-of-scope queries of CLINC150 (Larson et al., "An
 * Evaluation Dataset for Intent Classification and Out-of-Scope Prediction", EMNLP-IJCNLP 2019, CC
 * BY 3.0). None of their texts is in here.
 */
export const WEIGHTS =
  '${json}';
`;
}
