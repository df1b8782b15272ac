import type { SandboxRequest } from '../../../../src/sandbox/kit/messages.ts';
import type { IntercomState } from '../state.ts';
import type { World } from '../world.ts';

export interface Replica {
  /** The world a request reads: a while ago, where it reads without the cookie of a write. */
  worldFor(request: SandboxRequest, world: World): World;
  /** To call before a write; `done` keeps what was there and hands the cookie out. */
  beforeWrite(
    request: SandboxRequest,
    route: string,
  ): { done(headers: Record<string, string>): void };
}

interface Moment {
  /** When the write came that ended this state. */
  readonly at: number;
  readonly state: IntercomState;
}

/**
 * Reads are answered by a copy that is behind: a write answers with the cookie `recent_write`, and
 * whoever reads within a second without it may see the state before (section 3). With no lag set,
 * only the cookie is handed out.
 */
export function createReplica(base: World, lagMs: number): Replica {
  const cookies = new Set<string>();
  let moments: Moment[] = [];
  const isWrite = (request: SandboxRequest, route: string) =>
    request.method !== 'GET' && !route.endsWith('/search') && !route.endsWith('/list');
  /** Moments that are past, and those of a future that was undone. */
  const forget = () => {
    const now = base.clock.now();
    moments = moments.filter(({ at }) => at > now - lagMs && at <= now);
  };
  return {
    worldFor: (request, world) => {
      if (lagMs === 0 || request.method !== 'GET') return world;
      const cookie = /(?:^|;\s*)recent_write=([^;]+)/.exec(
        request.headers.get('cookie') ?? '',
      )?.[1];
      if (cookie !== undefined && cookies.has(cookie)) return world;
      forget();
      const [oldest] = moments;
      return oldest === undefined ? world : { ...world, state: oldest.state };
    },
    beforeWrite: (request, route) => {
      if (!isWrite(request, route)) return { done: () => {} };
      const state = lagMs === 0 ? null : structuredClone(base.state);
      return {
        done: (headers) => {
          const id = base.random.uuid();
          headers['set-cookie'] = `recent_write=${id}; path=/; max-age=1; httponly`;
          if (state === null) return;
          cookies.add(id);
          forget();
          moments.push({ at: base.clock.now(), state });
        },
      };
    },
  };
}
