export const waitUntilDeleted = async (...given) => {
  throw new Error('not yet');
};
