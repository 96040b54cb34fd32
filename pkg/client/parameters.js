export const flatten = (parameters) =>
  Object.entries(parameters ?? {}).map(([n, v]) => [n, String(v)]);
