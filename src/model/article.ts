import type { ArticleState, ArticleVisibility } from './enums.ts';
import type { AgentId, ArticleId } from './ids.ts';
import type { Provenance } from './provenance.ts';

/** A page of the knowledge base, in one language. */
export interface Article<Raw = unknown> {
  readonly id: ArticleId;
  readonly externalId: string;
  readonly locale: string | null;
  /** Shared by all translations of one article. */
  readonly translationGroupId: string | null;
  readonly title: string | null;
  readonly bodyHtml: string | null;
  readonly state: ArticleState;
  readonly visibility: ArticleVisibility;
  readonly sectionId: string | null;
  readonly categoryId: string | null;
  readonly labels: readonly string[];
  readonly authorId: AgentId | null;
  readonly url: string | null;
  readonly position: number | null;
  readonly createdAt: Date | null;
  readonly updatedAt: Date | null;
  readonly provenance: Provenance;
  readonly raw?: Raw;
}

/** A shelf of articles; providers differ in how deep shelves nest. */
export interface ArticleSection {
  readonly id: string;
  readonly externalId: string;
  readonly name: string;
  readonly description: string | null;
  readonly categoryId: string | null;
  readonly parentSectionId: string | null;
  readonly locale: string | null;
  readonly position: number | null;
  readonly url: string | null;
  readonly raw?: unknown;
}

/** The top shelf. */
export interface ArticleCategory {
  readonly id: string;
  readonly externalId: string;
  readonly name: string;
  readonly description: string | null;
  readonly locale: string | null;
  readonly position: number | null;
  readonly url: string | null;
  readonly raw?: unknown;
}

/** A new section or category. */
export interface ArticleShelfDraft {
  readonly name: string;
  readonly description?: string;
  readonly locale?: string;
  readonly position?: number;
  readonly providerOptions?: Readonly<Record<string, unknown>>;
}

/** In which languages a knowledge base is kept. */
export interface ArticleLocales {
  /** The one that new articles are in; `null` where the provider does not say. */
  readonly default: string | null;
  /** All of them, the default included; empty where the provider does not say. */
  readonly all: readonly string[];
}

/** A new or changed article. Keys left out stay as they are. */
export interface ArticleDraft {
  readonly title?: string;
  readonly bodyHtml?: string;
  readonly locale?: string;
  readonly sectionId?: string;
  readonly state?: ArticleState;
  readonly labels?: readonly string[];
  readonly authorId?: AgentId;
  readonly position?: number;
  /** Tell subscribers about it. */
  readonly notifySubscribers?: boolean;
  readonly providerOptions?: Readonly<Record<string, unknown>>;
}
