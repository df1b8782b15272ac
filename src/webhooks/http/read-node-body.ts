import { joinChunks } from './join-chunks.ts';
import type { NodeRequest } from './node-types.ts';

/** How a body is read. */
export interface ReadLimits {
  readonly maxBytes: number;
  readonly timeoutMs: number;
}

/** The bytes, no more than needed to see that there are too many; or why there are none. */
export type NodeBody = Uint8Array | 'gone' | 'late';

/** Reads a request to its end, its limit, its time, or the sender's going away. */
export function readNodeBody(request: NodeRequest, limits: ReadLimits): Promise<NodeBody> {
  return new Promise((resolve) => {
    const chunks: Uint8Array[] = [];
    let length = 0;
    const finish = (body: NodeBody): void => {
      clearTimeout(timer);
      request.off('data', onData);
      request.off('end', onEnd);
      request.off('close', onClose);
      request.pause();
      resolve(body);
    };
    const onData = (chunk: Uint8Array): void => {
      chunks.push(chunk);
      length += chunk.length;
      if (length > limits.maxBytes) finish(joinChunks(chunks));
    };
    const onEnd = (): void => finish(joinChunks(chunks));
    const onClose = (): void => finish('gone');
    const timer = setTimeout(() => finish('late'), limits.timeoutMs);
    request.on('data', onData);
    request.on('end', onEnd);
    request.on('close', onClose);
    // It stays: a socket may break after we have stopped to listen, and an error that nobody hears
    // ends the process. `close` follows it.
    request.on('error', () => undefined);
  });
}
