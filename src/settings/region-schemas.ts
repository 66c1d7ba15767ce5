import { listWhere, type SettingSchema, textLike } from './setting-schemas.ts'

const REGION = /^[a-z]{2,4}(-[a-z]+)+-\d+$/
const PATTERN = /^[a-z0-9-]*\*[a-z0-9*-]*$/

/** A Region code: `eu-central-1`, `us-gov-west-1`, `eusc-de-east-1`. It becomes part of a host name, so nothing else may pass. */
export const REGION_SCHEMA = textLike(REGION, 'a Region code such as eu-central-1')

/** Region codes with commas between them; the empty text is an empty list. */
export function regionList(): SettingSchema<readonly string[]> {
  return listWhere((item) => REGION.test(item), 'Region codes such as eu-central-1, with commas between them')
}

/** Region codes or patterns of them with commas between them; the empty text is an empty list. */
export function destinationList(): SettingSchema<readonly string[]> {
  return listWhere(
    (item) => REGION.test(item) || PATTERN.test(item),
    'Region codes or patterns such as eu-*, with commas between them',
  )
}
