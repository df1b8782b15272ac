import type { AdapterCore, AnyFields, RawRequest } from '../adapter/contract.ts';
import type { Manifest } from '../adapter/manifest.ts';
import type { RequestOptions } from '../adapter/request-options.ts';
import type { RawTypes } from '../adapter/resources.ts';
import type { Http } from './http-options.ts';

/** The part of an adapter that is its transport's: the way through, watching, budgets, closing. */
export function adapterCalls(
  http: Http,
): Pick<AdapterCore<Manifest, RawTypes, AnyFields>, 'request' | 'on' | 'rateBudgets' | 'close'> {
  return {
    async request<T>(request: RawRequest, options?: RequestOptions) {
      const { status, headers, data } = await http.send<T>(request, options);
      return { status, headers, data };
    },
    on: (name, listener) => http.on(name, listener),
    rateBudgets: () => http.rateBudgets(),
    close: () => http.close(),
  };
}
