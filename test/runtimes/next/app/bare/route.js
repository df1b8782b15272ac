import { receiverFor, toFetchHandler } from '../../receiver.mjs';

export const POST = toFetchHandler(receiverFor('bare'));
