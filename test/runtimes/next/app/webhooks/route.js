import { after } from 'next/server';
import { receiverFor, toFetchHandler } from '../../receiver.mjs';

const handle = toFetchHandler(receiverFor('app'));

export const POST = (request) => handle(request, { waitUntil: after });
