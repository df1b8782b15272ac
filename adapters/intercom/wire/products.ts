import * as z from '../../../src/adapter/wire-schema.ts';
import { flag, nativeId, text } from './common.ts';

/** A brand of `GET /brands`. */
export const brandWire = z.object({ id: nativeId, name: text, is_default: flag });
