export const deleteImages = async (...given) => {
  throw new Error('not yet');
};
