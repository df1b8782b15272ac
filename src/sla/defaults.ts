import type { SlaPolicyTable, SlaTargets, SupportLevel, SupportLevelDefinition } from './types.ts';

const targets = (firstResponseMinutes: number, resolutionMinutes: number): SlaTargets =>
  Object.freeze({ firstResponseMinutes, resolutionMinutes });

const level = (definition: SupportLevelDefinition): SupportLevelDefinition =>
  Object.freeze(definition);

/**
 * The support matrix: what each level means in unified terms, and its targets. P4 and P5 share the
 * priority `low`; a P5 is a request, not an incident, so it has no severity.
 *
 * @example SUPPORT_MATRIX.P2.priority //=> 'high'
 */
export const SUPPORT_MATRIX: Readonly<Record<SupportLevel, SupportLevelDefinition>> = Object.freeze(
  {
    P1: level({
      priority: 'urgent',
      severity: 'SEV1',
      ticketType: 'incident',
      targets: targets(15, 240),
    }),
    P2: level({
      priority: 'high',
      severity: 'SEV2',
      ticketType: 'incident',
      targets: targets(60, 480),
    }),
    P3: level({
      priority: 'normal',
      severity: 'SEV3',
      ticketType: 'incident',
      targets: targets(240, 1440),
    }),
    P4: level({
      priority: 'low',
      severity: 'SEV4',
      ticketType: 'incident',
      targets: targets(480, 4320),
    }),
    P5: level({
      priority: 'low',
      severity: null,
      ticketType: 'request',
      targets: targets(1440, 7200),
    }),
  },
);

const standard: SlaPolicyTable = Object.freeze({
  urgent: targets(30, 240),
  high: targets(120, 480),
  normal: targets(480, 1440),
  low: targets(1440, 4320),
});

const matrix: SlaPolicyTable = Object.freeze({
  urgent: SUPPORT_MATRIX.P1.targets,
  high: SUPPORT_MATRIX.P2.targets,
  normal: SUPPORT_MATRIX.P3.targets,
  low: SUPPORT_MATRIX.P4.targets,
});

/**
 * Ready-made targets by priority, in calendar minutes. `standard` is the default; `matrix` answers
 * sooner (P1 to P4 of `SUPPORT_MATRIX`). They agree on resolution times.
 *
 * @example SLA_PRESETS.standard.urgent?.firstResponseMinutes //=> 30
 */
export const SLA_PRESETS: {
  readonly standard: SlaPolicyTable;
  readonly matrix: SlaPolicyTable;
} = Object.freeze({ standard, matrix });
