// What the memory bench does, by name. Apart from it, because it instantiates the module when imported.

export const SIGNED = 'a million signatures';
export const DROPPED = '100,000 clients dropped';
export const FREED = '100,000 clients freed';
