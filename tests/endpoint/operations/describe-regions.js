/**
 * DescribeRegions: the regions of the service with their endpoints.
 */
import { regions } from '../regions.js';

export const parameterNames = ['InstanceChargeType', 'ResourceType', 'AcceptLanguage'];

const CHARGE_TYPES = ['PrePaid', 'PostPaid', 'SpotWithPriceLimit', 'SpotAsPriceGo'];
const RESOURCE_TYPES = ['instance', 'disk', 'reservedinstance', 'scu'];
const LANGUAGES = ['zh-CN', 'zh-TW', 'en-US', 'ja', 'fr', 'de', 'ko'];

/** @type {import('./index.js').Operation['run']} */
export function run(_, parameters) {
  parameters.choice('InstanceChargeType', CHARGE_TYPES);
  parameters.choice('ResourceType', RESOURCE_TYPES);
  const language = parameters.choice('AcceptLanguage', LANGUAGES) ?? 'zh-CN';

  const inChinese = language.startsWith('zh-');
  const list = [...regions.values()].map((region) => ({
    RegionId: region.regionId,
    RegionEndpoint: region.host,
    LocalName: inChinese ? region.chineseName : region.englishName,
    Status: 'available',
  }));
  return { Regions: { Region: list } };
}
