import { errorFromStatus, type HttpRefusal, type SupportError } from 'polydesk';
import * as z from 'zod/mini';

const refusalSchema = z.looseObject({
  error: z.looseObject({
    code: z.nullish(z.string()),
    fields: z.nullish(z.array(z.looseObject({ name: z.string(), problem: z.string() }))),
  }),
});

// Paperdesk's `message` quotes what was sent, so only its code and the names of fields are used.
const CODE = /^[a-z_]{1,40}$/;

/** The polydesk error for a refusal by Paperdesk. */
export function toSupportError(refusal: HttpRefusal): SupportError {
  const { method, path, status, requestId, retryAfterMs, data } = refusal;
  const parsed = refusalSchema.safeParse(data);
  const error = parsed.success ? parsed.data.error : null;
  const nativeCode = CODE.test(error?.code ?? '') ? (error?.code ?? undefined) : undefined;
  return errorFromStatus({
    provider: 'paperdesk',
    status,
    message: `Paperdesk refused ${method} ${path} (${status}).`,
    nativeCode,
    issues: (error?.fields ?? []).map((field) => ({
      path: CODE.test(field.name) ? field.name : '',
      message: CODE.test(field.problem) ? field.problem : 'was refused',
    })),
    requestId: requestId ?? undefined,
    retryAfterMs,
  });
}
