import { loadClassifier, trainClassifier, type TrainingExample } from 'polydesk/triage';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ConfigurationError } from '../../../src/errors/index.ts';
import { fitNaiveBayes } from '../../../src/triage/classifier/naive-bayes.ts';
import { hashOf } from '../../../src/triage/text/cut-text.ts';
import { createWordTable } from '../../../src/triage/text/word-table.ts';
import { tokenize } from '../../../src/triage/text/tokenize.ts';
import { EXAMPLES, UNSEEN } from './support.ts';

describe('C.6: naive Bayes', () => {
  const options = { algorithm: 'naive_bayes', validation: UNSEEN } as const;

  it('tells apart what only the order of the words does', () => {
    const orders: readonly TrainingExample[] = [
      { text: 'card stolen not lost', label: 'stolen' },
      { text: 'stolen not lost', label: 'stolen' },
      { text: 'card lost not stolen', label: 'lost' },
      { text: 'lost not stolen', label: 'lost' },
    ];
    const best = (pairs: boolean) => {
      const naiveBayes = { pairs };
      const classifier = trainClassifier(orders, { ...options, validation: orders, naiveBayes });
      return classifier.predict('it was lost not stolen').alternatives;
    };
    expect(best(true)[0]?.label).toBe('lost');
    const [one, other] = best(false).map(({ probability }) => probability);
    expect(one).toBeCloseTo(other!, 9);
  });

  it('names the beginning and the end of a text as evidence', () => {
    const classifier = trainClassifier(
      [
        { text: 'cancel', label: 'a' },
        { text: 'cancel', label: 'a' },
        { text: 'do not cancel it', label: 'b' },
        { text: 'never cancel it', label: 'b' },
      ],
      { ...options, validation: [] },
    );
    const features = classifier.predict('cancel').evidence.map(({ feature }) => feature);
    expect(features).toEqual(expect.arrayContaining(['^ cancel', 'cancel $']));
  });

  it.each([0.5, 20])('does not care whether all weights are %d', (weight) => {
    const weighed = EXAMPLES.map((example) => ({ ...example, weight }));
    for (const { text, label } of UNSEEN)
      expect(trainClassifier(weighed, options).predict(text).alternatives[0]?.label).toBe(label);
  });

  it.each([0, 1, -1, Number.NaN])('refuses a discount of %d', (discount) => {
    expect(() => trainClassifier(EXAMPLES, { ...options, naiveBayes: { discount } })).toThrow(
      new ConfigurationError('`naiveBayes.discount` must lie between 0 and 1.'),
    );
  });

  it('comes back from JSON without its pairs', () => {
    const classifier = trainClassifier(EXAMPLES, { ...options, naiveBayes: { pairs: false } });
    const again = loadClassifier(JSON.parse(JSON.stringify(classifier)));
    for (const { text } of UNSEEN) expect(again.predict(text)).toEqual(classifier.predict(text));
  });

  it.each([true, false])('scores a text as it does its words (pairs: %s)', (pairs) => {
    const known = ['card', 'lost', 'été', '#12345678', 'a@b.co', 'log-in', '７', '解約'];
    const examples = known.map((text, index) => ({
      words: tokenize(`my ${text} ${known[index - 1] ?? ''}`),
      label: index % 3 === 0 ? 'a' : 'b',
      weight: 1,
      id: text,
    }));
    const engine = fitNaiveBayes(examples, ['a', 'b'], { pairs });
    const parts = fc.constantFrom(...known, 'my', 'unheard', 'cards', '!');
    fc.assert(
      fc.property(fc.array(parts), fc.constantFrom(1, 40), (list, times) => {
        const text = Array.from({ length: times }, () => list.join(' ')).join(' ');
        const scores = engine.score(tokenize(text))?.slice() ?? null;
        expect(engine.scoreText?.(text)).toEqual(scores);
      }),
    );
  });
});

it('a table of words finds each of them, wherever it stands, and nothing else', () => {
  // So short an alphabet makes parts of words words, and many of them share a slot.
  const word = fc.string({ unit: fc.constantFrom('a', 'b', 'é'), maxLength: 4 });
  fc.assert(
    fc.property(fc.uniqueArray(word, { maxLength: 60 }), word, word, (words, before, asked) => {
      const text = `${before}${asked}b`;
      const codes = Uint16Array.from(text, (character) => character.charCodeAt(0));
      const [start, end] = [before.length, text.length - 1];
      const table = createWordTable(words);
      expect(table.find(codes, start, end, hashOf(codes, start, end))).toBe(words.indexOf(asked));
      expect(table.placeOf(asked)).toBe(words.indexOf(asked));
    }),
  );
});
