import type { HealthScore, HealthStatus } from '../../health/index.ts';

/** Tickets, clocks or ratings that a figure does not rest on, and why. */
export interface LeftOut {
  readonly reason: string;
  readonly count: number;
}

/** Shares that agreed, with what could not be compared. */
export interface Agreement {
  readonly compared: number;
  readonly agreed: number;
  readonly percent: number | null;
  readonly interval: { readonly low: number; readonly high: number } | null;
  readonly few: boolean;
  readonly leftOut: readonly LeftOut[];
}

/** How triage fared against what people made of the tickets. */
export interface TriageSection {
  /** Tickets of the period with a prediction. */
  readonly predicted: number;
  readonly category: Agreement & {
    readonly byCategory: readonly {
      readonly category: string;
      /** Ended with this category. */
      readonly final: number;
      /** Predicted with this category. */
      readonly predicted: number;
      readonly agreed: number;
    }[];
    readonly confusions: readonly {
      readonly predicted: string;
      readonly final: string;
      readonly count: number;
    }[];
  };
  readonly priority: Agreement & {
    readonly tooLow: number;
    readonly tooHigh: number;
    /** `matrix[predicted][final]`, both low to urgent. */
    readonly matrix: readonly (readonly number[])[];
  };
  readonly calibration: {
    readonly n: number;
    /** Mean distance of confidence and accuracy, 0 to 1; `null` without data. */
    readonly error: number | null;
    readonly bins: readonly {
      readonly from: number;
      readonly to: number;
      readonly n: number;
      readonly agreed: number;
      readonly meanConfidence: number | null;
    }[];
  };
}

/** A customer with his health. */
export interface ReportCustomer {
  readonly id: string;
  /** Shown only in reports with customer text. */
  readonly name?: string | null;
  readonly plan: string | null;
  readonly mrr: number | null;
  readonly health: HealthScore;
}

/** One line of the health table. */
export interface HealthRow {
  readonly id: string;
  readonly name: string | null;
  readonly plan: string | null;
  readonly mrr: number | null;
  readonly score: number | null;
  readonly status: HealthStatus;
  /** Share of the weights that is known, 0 to 1. */
  readonly confidence: number;
  /** Created in the period. */
  readonly tickets: number;
  /** Not resolved at its end. */
  readonly unresolved: number;
  /** Signals below 40, the lowest first. */
  readonly weak: readonly { readonly signal: string; readonly score: number }[];
}

/** How customers are. */
export interface HealthSection {
  readonly customers: number;
  readonly byStatus: readonly {
    readonly status: HealthStatus;
    readonly customers: number;
    readonly mrr: number;
  }[];
  /** Customers whose revenue is not known, so in no sum. */
  readonly withoutMrr: number;
  /** The worst first; `customers` says how many there are. */
  readonly rows: readonly HealthRow[];
  /** Tickets of the period whose customer is none of these. */
  readonly otherTickets: number;
}
