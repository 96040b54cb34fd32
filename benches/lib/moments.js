// What the bench of the Explorer looks for, by the names in the table.

export const SLOWER = 4;
export const SLOW_CHROMIUM = `Chromium, ${SLOWER} × slower`;
export const PAINTED = 'Explorer: something is painted';
export const USABLE = 'Explorer: the form can be used';
export const SIGNED = 'Explorer: the signature is worked out';
