export const diagnose = async (...given) => {
  throw new Error('not yet');
};
