/** True for the form of a Region code, such as `eu-central-1`, `us-gov-west-1` or `eusc-de-east-1`. */
export function isRegionCode(text: string): boolean {
  return REGION_CODE.test(text)
}

const REGION_CODE = /^[a-z]{2,4}(?:-[a-z]+)+-[0-9]+$/
