// The call with the official Go SDK.
import { doubleQuoted } from './quote.js';
import { lines, placeOf } from './wish.js';

/** @param {import('./wish.js').Wish} wish */
export function goSample(wish) {
  const { region, image, force, dryRun, isTemporary } = wish;
  const { host, isPlain } = placeOf(wish);
  const word = (/** @type {string} */ text) => `tea.String(${doubleQuoted(text)})`;
  return lines(
    'package main',
    '',
    'import (',
    '\t"fmt"',
    '\t"log"',
    '\t"os"',
    '',
    '\topenapi "github.com/alibabacloud-go/darabonba-openapi/v2/client"',
    '\tecs "github.com/alibabacloud-go/ecs-20140526/v7/client"',
    '\t"github.com/alibabacloud-go/tea/tea"',
    ')',
    '',
    'func main() {',
    '\tclient, err := ecs.NewClient(&openapi.Config{',
    '\t\tAccessKeyId:     tea.String(os.Getenv("ALIBABA_CLOUD_ACCESS_KEY_ID")),',
    '\t\tAccessKeySecret: tea.String(os.Getenv("ALIBABA_CLOUD_ACCESS_KEY_SECRET")),',
    isTemporary && '\t\tSecurityToken:   tea.String(os.Getenv("ALIBABA_CLOUD_SECURITY_TOKEN")),',
    isTemporary && '\t\tType:            tea.String("sts"),',
    isPlain && '\t\tProtocol:        tea.String("HTTP"),',
    `\t\tRegionId:        ${word(region)},`,
    `\t\tEndpoint:        ${word(host)},`,
    '\t})',
    '\tif err != nil {',
    '\t\tlog.Fatal(err)',
    '\t}',
    '\tresponse, err := client.DeleteImage(&ecs.DeleteImageRequest{',
    `\t\tRegionId: ${word(region)},`,
    `\t\tImageId:  ${word(image)},`,
    `\t\tForce:    tea.Bool(${force}),`,
    dryRun && '\t\tDryRun:   tea.Bool(true),',
    '\t})',
    '\tif err != nil {',
    '\t\tlog.Fatal(err)',
    '\t}',
    '\tfmt.Println(tea.StringValue(response.Body.RequestId))',
    '}',
  );
}
