module.exports = {
  mode: 'production',
  entry: '../page/main.js',
  output: { path: `${__dirname}/dist`, filename: 'main.js' },
};
