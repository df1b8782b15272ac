import * as z from '../../../src/adapter/wire-schema.ts';
import { nativeId, text } from './common.ts';

/** A product of `GET /products`. */
export const productWire = z.looseObject({ id: nativeId, name: text, description: text });
