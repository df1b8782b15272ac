/** Addresses in a text or its markup, without the punctuation of the sentence that they end. */
export const ADDRESS = /https?:\/\/[^\s"'<>)\]]*[^\s"'<>)\].,;:!?]/gi;
