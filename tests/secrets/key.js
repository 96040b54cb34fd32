// The marked key. It needs nothing of any runtime, so that pages and Deno can load it, too.

/** Each mark stands between characters that encoders change. None of them occurs elsewhere. */
export const CORES = {
  secret: 'zQ7sEcReTmArKwV9kXb2',
  token: 'jY5tOkEnMaRkHd8Lp3Rc',
  id: 'gN4iDmArKuJ6Tf1Ws0Ey',
};

export const credentials = {
  accessKeyId: `LTAI+/${CORES.id}=&%`,
  accessKeySecret: `%+/"${CORES.secret}=&<'~`,
  securityToken: `CAIS+/"<${CORES.token}==&%!'()*~ x`,
};

/** How the key id may be shown. */
export const MASKED = 'LTAI****';
