// The call with the official Java SDK.
import { doubleQuoted } from './quote.js';
import { lines, placeOf } from './wish.js';

/** @param {import('./wish.js').Wish} wish */
export function javaSample(wish) {
  const { region, image, force, dryRun, isTemporary } = wish;
  const { host, isPlain } = placeOf(wish);
  return lines(
    '// Maven: com.aliyun:ecs20140526',
    'import com.aliyun.ecs20140526.Client;',
    'import com.aliyun.ecs20140526.models.DeleteImageRequest;',
    'import com.aliyun.ecs20140526.models.DeleteImageResponse;',
    'import com.aliyun.teaopenapi.models.Config;',
    '',
    'public class DeleteImage {',
    '    public static void main(String[] arguments) throws Exception {',
    '        Config config = new Config()',
    '            .setAccessKeyId(System.getenv("ALIBABA_CLOUD_ACCESS_KEY_ID"))',
    '            .setAccessKeySecret(System.getenv("ALIBABA_CLOUD_ACCESS_KEY_SECRET"))',
    isTemporary && '            .setSecurityToken(System.getenv("ALIBABA_CLOUD_SECURITY_TOKEN"))',
    isTemporary && '            .setType("sts")',
    isPlain && '            .setProtocol("HTTP")',
    `            .setRegionId(${doubleQuoted(region)})`,
    `            .setEndpoint(${doubleQuoted(host)});`,
    '        DeleteImageRequest request = new DeleteImageRequest()',
    dryRun && '            .setDryRun(true)',
    `            .setRegionId(${doubleQuoted(region)})`,
    `            .setImageId(${doubleQuoted(image)})`,
    `            .setForce(${force});`,
    '        DeleteImageResponse response = new Client(config).deleteImage(request);',
    '        System.out.println(response.getBody().getRequestId());',
    '    }',
    '}',
  );
}
