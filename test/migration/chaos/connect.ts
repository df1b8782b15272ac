import { createFreshdesk } from '../../../adapters/freshdesk/index.ts';
import { createIntercom } from '../../../adapters/intercom/index.ts';
import { createZendesk } from '../../../adapters/zendesk/index.ts';
import type { ConnectionOptions } from '../../../src/http/connection-options.ts';
import type { AnySupportAdapter } from '../support/types.ts';
import type { CarryConfig } from './config.ts';

/** An adapter as an application would make it: what is expected later depends on its options. */
export function connectDesk(
  { provider, credentials }: Omit<CarryConfig['from'], 'url'>,
  connection: ConnectionOptions,
): AnySupportAdapter {
  const {
    email = '',
    apiToken = '',
    accessToken = '',
    apiKey = '',
    workspaceId = '',
  } = credentials;
  if (provider === 'zendesk') {
    return createZendesk({ subdomain: 'acme', credentials: { email, apiToken }, ...connection });
  }
  if (provider === 'intercom') {
    const callerKeyAttribute = 'Reference';
    return createIntercom({
      workspaceId,
      credentials: { accessToken },
      callerKeyAttribute,
      ...connection,
    });
  }
  return createFreshdesk({
    subdomain: 'acme',
    credentials: { apiKey },
    callerKeyField: 'cf_reference',
    readProvenanceHeaders: true,
    ...connection,
  });
}
