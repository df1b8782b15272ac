import {
  CLASSIFIER_ALGORITHMS,
  evaluateClassifier,
  loadClassifier,
  type TextClassifier,
  trainClassifier,
  type TrainingExample,
  triageTicket,
  toTicketClassifier,
} from 'polydesk/triage';
import { describe, expect, it } from 'vitest';
import { frozen } from '../support.ts';
import { EXAMPLES, UNRELATED, UNSEEN } from './support.ts';

const trained = new Map(
  CLASSIFIER_ALGORITHMS.map((algorithm) => [
    algorithm,
    trainClassifier(frozen(EXAMPLES), { algorithm, outOfScope: UNRELATED }),
  ]),
);
const of = (algorithm: (typeof CLASSIFIER_ALGORITHMS)[number]): TextClassifier =>
  trained.get(algorithm)!;
const sum = (numbers: readonly number[]) => numbers.reduce((total, one) => total + one, 0);

describe.each(CLASSIFIER_ALGORITHMS)('T8, C.6: the %s classifier', (algorithm) => {
  it('learns history and sorts texts it has not seen', () => {
    const right = UNSEEN.filter(({ text, label }) => of(algorithm).predict(text).label === label);
    expect(right.length).toBeGreaterThanOrEqual(algorithm === 'decision_tree' ? 3 : 4);
  });

  it('gives probabilities that sum to one over all labels, best first', () => {
    const { alternatives } = of(algorithm).predict(UNSEEN[0]!.text, { alternatives: 4 });
    expect(alternatives).toHaveLength(4);
    const probabilities = alternatives.map(({ probability }) => probability);
    expect(sum(probabilities)).toBeCloseTo(1, 9);
    expect(probabilities).toEqual([...probabilities].sort((a, b) => b - a));
  });

  it('says what it rests on, and why', () => {
    const { evidence, reasons } = of(algorithm).predict('please refund my payment');
    expect(evidence.length).toBeGreaterThan(0);
    expect(reasons.map(({ code }) => code)).toEqual(['classified']);
    const names = evidence.map(({ feature }) => feature).join(' ');
    expect(names).toMatch(
      algorithm === 'nearest_neighbours' ? /#1\b/ : /refund|payment|money|password: no/,
    );
  });

  it('saves the evidence when asked to', () => {
    expect(of(algorithm).predict('refund', { explain: false }).evidence).toEqual([]);
  });

  it('comes back from JSON and predicts the same', () => {
    const again = loadClassifier(JSON.parse(JSON.stringify(of(algorithm))));
    for (const { text } of [...UNSEEN, ...EXAMPLES])
      expect(again.predict(text)).toEqual(of(algorithm).predict(text));
  });

  it('is the same for the same seed', () => {
    const again = trainClassifier(EXAMPLES, { algorithm, outOfScope: UNRELATED });
    expect(JSON.stringify(again)).toBe(JSON.stringify(of(algorithm)));
  });

  it('gives nothing away about an empty text', () => {
    const prediction = of(algorithm).predict(' ');
    expect(prediction).toMatchObject({ label: 'other', confidence: null, outOfScope: true });
    expect(prediction.reasons.map(({ code }) => code)).toEqual(['out_of_scope', 'no_known_words']);
    expect(of(algorithm).scopeScore('')).toBe(0);
  });
});

describe('C.6: out of scope', () => {
  it('a text without a known word is other, with no confidence to automate on', () => {
    const prediction = of('naive_bayes').predict('zebra quokka');
    expect(prediction).toMatchObject({ label: 'other', confidence: null, outOfScope: true });
  });

  it('scores known topics above unrelated texts', () => {
    const { areaUnderCurve } = evaluateClassifier(of('logistic'), UNSEEN, {
      outOfScope: UNRELATED,
    }).outOfScope;
    expect(areaUnderCurve).toBe(1);
  });

  it('sets more aside when more unknown texts are expected', () => {
    const below = (outOfScopeShare: number) =>
      trainClassifier(EXAMPLES, { outOfScope: UNRELATED, outOfScopeShare }).outOfScopeBelow;
    expect(below(0.95)).toBeGreaterThanOrEqual(below(0.05));
    expect(below(0.95)).toBeGreaterThan(0);
  });

  it('without such texts the threshold is low enough for 99 of 100 known ones', () => {
    const validation = [1, 2, 3, 4, 5].flatMap(() => EXAMPLES);
    const classifier = trainClassifier(EXAMPLES, { validation });
    const { answered, texts } = evaluateClassifier(classifier, validation);
    expect(answered / texts).toBeGreaterThanOrEqual(0.95);
    expect(classifier.outOfScopeBelow).toBeGreaterThan(0);
    // Fewer than a hundred texts have no lowest hundredth.
    expect(trainClassifier(EXAMPLES, { validation: EXAMPLES }).outOfScopeBelow).toBe(0);
  });
});

describe('C.6: learning more', () => {
  const early = EXAMPLES.filter((_, index) => index % 2 === 0);
  const late = EXAMPLES.filter((_, index) => index % 2 === 1);

  it.each(['naive_bayes', 'nearest_neighbours'] as const)(
    '%s: an update equals learning everything at once',
    (algorithm) => {
      const options = { algorithm, validation: UNSEEN } as const;
      const updated = trainClassifier(early, options).update(late);
      const atOnce = trainClassifier([...early, ...late], options);
      for (const { text } of UNSEEN) {
        const [one, other] = [updated, atOnce].map((c) => c.predict(text).alternatives[0]!);
        expect(one!.label).toBe(other!.label);
      }
      expect(updated.labels).toEqual(atOnce.labels);
    },
  );

  it('an update leaves the classifier it came from alone', () => {
    const before = JSON.stringify(of('naive_bayes'));
    of('naive_bayes').update([{ text: 'refund', label: 'technical.bug' }]);
    expect(JSON.stringify(of('naive_bayes'))).toBe(before);
  });

  it.each(['logistic', 'decision_tree'] as const)('%s refuses an update', (algorithm) => {
    expect(() => of(algorithm).update([])).toThrow('learns all its examples at once');
  });

  it('a label with one example is unlearnable until a second one comes', () => {
    const rare: TrainingExample = { text: 'where is my parcel', label: 'order_delivery.track' };
    const first = trainClassifier([...EXAMPLES, rare], { algorithm: 'naive_bayes' });
    expect(first.unlearnable).toEqual([{ label: 'order_delivery.track', examples: 1 }]);
    expect(first.labels).not.toContain('order_delivery.track');
    const second = first.update([{ text: 'my parcel is late', label: 'order_delivery.track' }]);
    expect(second.unlearnable).toEqual([]);
    expect(second.predict('parcel').alternatives[0]?.label).toBe('order_delivery.track');
  });

  it('several unlearnable labels are told in order of name', () => {
    const rare = ['b', 'a', 'c'].map((label) => ({ text: label, label }));
    const { unlearnable } = trainClassifier([...EXAMPLES, ...rare], { algorithm: 'naive_bayes' });
    expect(unlearnable.map(({ label }) => label)).toEqual(['a', 'b', 'c']);
  });
});

describe('C.6: weights and priors', () => {
  const tie: readonly TrainingExample[] = [
    { text: 'it is slow', label: 'a' },
    { text: 'slow today', label: 'a' },
    { text: 'it is slow', label: 'b' },
    { text: 'slow today', label: 'b' },
  ];

  it.each(CLASSIFIER_ALGORITHMS)('%s: a heavier example counts more', (algorithm) => {
    const heavy = tie.map((example) =>
      example.label === 'b' ? { ...example, weight: 5 } : example,
    );
    const options = { algorithm, validation: tie, nearestNeighbours: { k: 4 } };
    const [best] = trainClassifier(heavy, options).predict('slow today').alternatives;
    expect(best?.label).toBe('b');
    const stored = loadClassifier(JSON.parse(JSON.stringify(trainClassifier(heavy, options))));
    expect(stored.predict('slow today').alternatives[0]).toEqual(best);
  });

  it('priors move a tie, also after an update with a new label', () => {
    const options = { algorithm: 'naive_bayes', priors: { a: 1, b: 9 }, validation: tie } as const;
    const classifier = trainClassifier(tie, options);
    expect(classifier.predict('slow').alternatives[0]?.label).toBe('b');
    const more = [1, 2].map((index) => ({ text: `invoice ${index}`, label: 'c' }));
    expect(classifier.update(more).predict('invoice').alternatives[0]?.label).toBe('c');
  });

  it('refuses priors that leave a label out', () => {
    expect(() => trainClassifier(tie, { priors: { a: 1 } })).toThrow('`priors` needs a number');
  });
});

describe('trainClassifier', () => {
  it.each([
    [[{ text: 'a', label: '' }], 'label must be'],
    [[{ text: 1, label: 'a' }], 'text must be'],
    [[{ text: 'a', label: 'a', weight: 0 }], 'weight must be'],
    [[{ text: 'a', label: 'a', weight: Number.NaN }], 'weight must be'],
    [[{ text: 'a', label: 'a' }], 'two labels with two examples'],
  ])('refuses %j', (examples, message) => {
    expect(() => trainClassifier(examples as TrainingExample[])).toThrow(message);
  });

  it('isotonic calibration wants 1,000 texts, and keeps to 0 to 1', () => {
    expect(() => trainClassifier(EXAMPLES, { calibration: 'isotonic' })).toThrow('1,000');
    const validation = Array.from({ length: 1000 }, (_, index) => EXAMPLES[index % 24]!);
    const classifier = trainClassifier(EXAMPLES, { calibration: 'isotonic', validation });
    const again = loadClassifier(JSON.parse(JSON.stringify(classifier)));
    for (const { text } of UNSEEN) {
      const { confidence } = classifier.predict(text);
      if (confidence !== null) expect(confidence).toBeGreaterThan(0);
      expect(confidence ?? 0).toBeLessThan(1);
      expect(again.predict(text)).toEqual(classifier.predict(text));
    }
  });

  it('auto takes what is best on held-out examples', () => {
    const classifier = trainClassifier(EXAMPLES, { algorithm: 'auto' });
    expect(CLASSIFIER_ALGORITHMS).toContain(classifier.algorithm);
    expect(classifier.algorithm).not.toBe('decision_tree');
  });

  it('many examples are calibrated by one fold', () => {
    const many = Array.from({ length: 2000 }, (_, index) => EXAMPLES[index % 24]!);
    const classifier = trainClassifier(many, { algorithm: 'naive_bayes' });
    expect(classifier.calibration.temperature).toBeGreaterThan(0);
    expect(classifier.predict('refund my payment').label).toBe('billing.refund_request');
  });

  it('an example without words and a text without known ones do no harm', () => {
    const options = { algorithm: 'nearest_neighbours', logistic: {} } as const;
    const classifier = trainClassifier(
      [...EXAMPLES, { text: '', label: 'technical.bug' }],
      options,
    );
    const again = loadClassifier(JSON.parse(JSON.stringify(classifier)));
    expect(again.predict('refund')).toEqual(classifier.predict('refund'));
    const { accuracy, answered } = evaluateClassifier(classifier, [{ text: 'zzz', label: 'a' }]);
    expect([accuracy, answered]).toEqual([0, 0]);
    const empty = evaluateClassifier(classifier, []);
    expect([empty.accuracy, empty.calibrationError, empty.confidentAccuracy]).toEqual([
      null,
      null,
      null,
    ]);
  });

  it('takes the settings of an algorithm', () => {
    const shallow = trainClassifier(EXAMPLES, {
      algorithm: 'decision_tree',
      decisionTree: { depth: 1 },
    });
    expect(shallow.predict('refund').evidence).toHaveLength(1);
    const words = trainClassifier(EXAMPLES, {
      logistic: { characters: [0, 0], minimumTexts: 2, epochs: 5 },
    });
    const longer = trainClassifier(EXAMPLES, { logistic: { characters: [3, 4] } });
    expect(longer.predict('reset my password').label).toBe('account.password_recovery');
    expect(words.predict('reset my password').label).toBe('account.password_recovery');
  });
});

describe('toJSON', () => {
  it('compact is a third of the size and hardly differs', () => {
    const exact = JSON.stringify(of('logistic').toJSON());
    const compact = JSON.stringify(of('logistic').toJSON({ precision: 'compact' }));
    expect(compact.length).toBeLessThan(exact.length / 1.5);
    const again = loadClassifier(JSON.parse(compact));
    for (const { text } of UNSEEN) {
      const [a, b] = [again, of('logistic')].map((c) => c.predict(text).alternatives[0]!);
      expect(a!.label).toBe(b!.label);
      expect(Math.abs(a!.probability - b!.probability)).toBeLessThan(0.02);
    }
    expect(of('logistic').toJSON({})).toEqual(of('logistic').toJSON());
  });

  it.each([
    null,
    [],
    {},
    { format: 'polydesk-classifier', version: 2 },
    { format: 'polydesk-classifier', version: 1, engine: { kind: 'toString', labels: [] } },
  ])('loadClassifier refuses %j', (data) => {
    expect(() => loadClassifier(data)).toThrow('no classifier of version 1');
  });

  it.each([
    ['logistic', 'calibration', { kind: 'temperature', temperature: 0 }],
    ['logistic', 'calibration', { kind: 'isotonic', temperature: 1 }],
    ['logistic', 'offsets', [1]],
    ['logistic', 'pending', [{}]],
    ['logistic', 'outOfScopeBelow', '0'],
    ['logistic', 'engine.labels', []],
    ['logistic', 'engine.labels', ['a', 'a', 'b']],
    ['logistic', 'engine.features.bits', 31],
    ['logistic', 'engine.features.weights', null],
    ['logistic', 'engine.biases', ''],
    ['logistic', 'engine.weights', 'AAAAAAAAAAA='],
    ['naive_bayes', 'engine.features', [['word', 99, 1]]],
    ['naive_bayes', 'engine.examples', [1]],
    ['nearest_neighbours', 'engine.k', -1],
    ['nearest_neighbours', 'engine.examples', [{ words: 'a', label: 99, id: '#0' }]],
    ['decision_tree', 'engine.root', null],
    ['decision_tree', 'engine.root', { word: 'a', yes: [0, 1], no: [99, 1] }],
  ] as const)('loadClassifier refuses a %s model whose %s is %j', (algorithm, path, value) => {
    const data: unknown = JSON.parse(JSON.stringify(of(algorithm)));
    expect(loadClassifier(data).algorithm).toBe(algorithm);
    const parts = path.split('.');
    // Safe: what `toJSON` writes is made of plain objects at these places.
    const holder = parts
      .slice(0, -1)
      .reduce((bag, part) => bag[part] as Record<string, unknown>, data as Record<string, unknown>);
    holder[parts.at(-1) ?? ''] = value;
    expect(() => loadClassifier(data)).toThrow('damaged');
  });

  it('loadClassifier refuses damaged data without quoting it', () => {
    const data = JSON.parse(JSON.stringify(of('logistic')));
    data.engine.places = '%%secret%%';
    expect(() => loadClassifier(data)).toThrow('damaged');
  });
});

describe('T1, T8: a trained classifier in triage', () => {
  const ticket = (description: string) => ({
    subject: 'Question',
    description,
    tags: [],
    metadata: { plan: null, mrr: null },
  });

  it('names the category; priorities come from the table, then from you', async () => {
    const options = { priorities: { 'subscription.upgrade': 'high' } } as const;
    const classifier = toTicketClassifier(of('logistic'), options);
    const upgrade = await triageTicket(ticket('please upgrade our plan'), { classifier });
    expect(upgrade).toMatchObject({ category: 'subscription.upgrade', priority: 'high' });
  });

  it('C.6: out of scope is other, and nothing is automated', async () => {
    const classifier = toTicketClassifier(of('naive_bayes'));
    const result = await triageTicket(
      { ...ticket('zebra quokka'), subject: 'wombat' },
      { classifier },
    );
    expect(result).toMatchObject({ category: 'other', confidence: 0, autoResponse: null });
    expect(result.reasons[0]?.code).toBe('out_of_scope');
  });

  it('T7: the confidence is calibrated, and an automatic response needs more than 0.9', async () => {
    const classifier = toTicketClassifier(
      trainClassifier(EXAMPLES, { validation: [...UNSEEN, ...EXAMPLES] }),
    );
    const result = await triageTicket(ticket('please refund my payment'), { classifier });
    expect(result.autoResponse === null).toBe(!(result.confidence > 0.9));
  });
});
