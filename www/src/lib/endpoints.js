// The hosts of the service, for what cannot ask the package: the page's security policy, and samples
// for other clients. A test compares them with the package's.

/**
 * Hosts that do not follow the rule, and the regions that they serve, as in src/endpoint/map.rs.
 *
 * @type {Readonly<Record<string, readonly string[]>>}
 */
export const irregularHosts = {
  'ecs-cn-hangzhou.aliyuncs.com': [
    'cn-hangzhou',
    'cn-shanghai-finance-1',
    'cn-shenzhen-finance-1',
    'cn-beijing-nu16-b01',
    'cn-fujian',
    'cn-haidian-cm12-c01',
    'cn-hangzhou-bj-b01',
    'cn-hangzhou-internal-prod-1',
    'cn-hangzhou-internal-test-1',
    'cn-hangzhou-internal-test-2',
    'cn-hangzhou-internal-test-3',
    'cn-hangzhou-test-306',
    'cn-shanghai-et15-b01',
    'cn-shanghai-et2-b01',
    'cn-shanghai-internal-test-1',
    'cn-shenzhen-st4-d01',
    'cn-shenzhen-su18-b01',
    'cn-zhangbei-na61-b01',
  ],
  'ecs.aliyuncs.com': [
    'cn-north-2-gov-1',
    'ap-northeast-2-pop',
    'cn-beijing-finance-pop',
    'cn-beijing-gov-1',
    'cn-hangzhou-finance',
    'cn-hongkong-finance-pop',
    'cn-shanghai-inner',
    'cn-shenzhen-inner',
    'cn-wuhan',
    'cn-yushanfang',
    'cn-zhangbei',
    'rus-west-1-pop',
  ],
  'ecs.cn-qingdao-nebula.aliyuncs.com': [
    'cn-edge-1',
    'cn-huhehaote-nebula-1',
    'cn-zhengzhou-nebula-1',
  ],
  'ecs.cn-zhangjiakou.aliyuncs.com': ['cn-zhangjiakou-na62-a01'],
  'ecs.cn-shenzhen-cloudstone.aliyuncs.com': ['eu-west-1-oxs'],
};

/** Regions whose host follows the rule; the service opens new ones now and then. */
export const regularRegions = [
  ...['cn-qingdao', 'cn-beijing', 'cn-zhangjiakou', 'cn-huhehaote', 'cn-wulanchabu'],
  ...['cn-shanghai', 'cn-nanjing', 'cn-fuzhou', 'cn-wuhan-lr', 'cn-shenzhen', 'cn-heyuan'],
  ...['cn-guangzhou', 'cn-chengdu', 'cn-zhongwei', 'cn-zhengzhou-jva', 'cn-hongkong'],
  ...['cn-beijing-finance-1', 'cn-heyuan-acdr-1', 'cn-wulanchabu-gic-1'],
  ...['ap-northeast-1', 'ap-northeast-2', 'ap-south-1', 'ap-southeast-1', 'ap-southeast-2'],
  ...['ap-southeast-3', 'ap-southeast-5', 'ap-southeast-6', 'ap-southeast-7', 'ap-southeast-8'],
  ...['us-east-1', 'us-west-1', 'us-southeast-1', 'na-south-1', 'sa-east-1'],
  ...['eu-central-1', 'eu-west-1', 'eu-west-2', 'me-east-1', 'me-central-1'],
];

/** @param {string} region */
export function hostOf(region) {
  const irregular = Object.entries(irregularHosts).find(([, regions]) => regions.includes(region));
  return irregular?.[0] ?? `ecs.${region}.aliyuncs.com`;
}

/** Every host that is known, once; that of Hangzhou has a second name, which follows the rule. */
export const serviceHosts = [
  ...new Set([
    ...Object.keys(irregularHosts),
    ...regularRegions.map(hostOf),
    'ecs.cn-hangzhou.aliyuncs.com',
  ]),
].sort();
