export { ERROR_CODES, type ErrorCode, SupportError, type SupportErrorOptions } from './base.ts';
export {
  AuthenticationError,
  ConfigurationError,
  ConflictError,
  hasCode,
  type Issue,
  MigrationError,
  NotFoundError,
  PartialWriteError,
  PermissionError,
  ProviderError,
  type ProviderErrorOptions,
  RateLimitError,
  RequestError,
  ServerError,
  UnsupportedError,
  ValidationError,
  WEBHOOK_REJECTIONS,
  type WebhookRejection,
  WebhookVerificationError,
  WireFormatError,
} from './classes.ts';
export { errorFromStatus, type ProviderRefusal } from './from-status.ts';
