const no = async (...given) => {
  throw new Error('not yet');
};
export const describeRegions = no,
  describeImages = no,
  describeInstances = no,
  describeImageSharePermission = no,
  modifyImageSharePermission = no,
  describeTasks = no,
  cancelTask = no,
  cancelCopyImage = no;
