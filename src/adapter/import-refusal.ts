import { type Issue, ValidationError } from '../errors/classes.ts';

/**
 * A refusal in the words of an import's draft: `category`, `links`, `customFields.plan`, and `messages.3.attachments`, or
 * `messages.3.attachments.0` where it is known which. So whoever imports can leave out what is refused. Other errors,
 * and refusals that say nothing else than before, stay as they are.
 */
export function asImportRefusal(
  error: unknown,
  label: string,
  issuesOf: (refusal: ValidationError) => readonly Issue[],
): unknown {
  if (!(error instanceof ValidationError)) return error;
  const issues = issuesOf(error);
  const { length } = error.issues;
  const isSame =
    issues.length === length && issues.every(({ path }, at) => path === error.issues[at]?.path);
  if (isSame) return error;
  return new ValidationError(`${label} refused what is to be imported (${error.status}).`, {
    status: error.status,
    issues,
    provider: error.provider ?? undefined,
    nativeCode: error.nativeCode ?? undefined,
    requestId: error.requestId ?? undefined,
    cause: error,
  });
}

/** Each issue under another name. */
export const renamed = (issues: readonly Issue[], nameOf: (path: string) => string): Issue[] =>
  issues.map((issue) => ({ ...issue, path: nameOf(issue.path) }));
