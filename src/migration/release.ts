/** The release of polydesk, as package.json names it. A constant: nothing is read at the edge. */
export const RELEASE = '0.1.0';
