import type { Slip } from '../../api/shared/slip.ts'
import { client, unwrap } from '../api.ts'
import { tillApi, type SaleAnswer, type TillApi } from '../counter/till-api.ts'
import { nobodys } from './nobodys.ts'

const training = client.api.training

/** What a till asks in MODE ÉCOLE: prices and departures are the real ones, what is written is only an exercise. */
export const schoolApi: TillApi = {
  ...tillApi,
  sell: async (draft): Promise<SaleAnswer> => {
    const answer = await unwrap<Omit<SaleAnswer, 'replay'>>(
      training[':id'].sales.$post({ param: { id: draft.shiftId }, json: nobodys(draft) }),
    )
    return { ...answer, replay: false }
  },
  sale: async (id) => {
    await schoolSlips(id)
    return { id }
  },
}

/** The paper of a practised sale. Throws not_found when there is none. */
export const schoolSlips = (id: string): Promise<{ slips: Slip[] }> =>
  unwrap<{ slips: Slip[] }>(training.sales[':id'].slip.$get({ param: { id } }))

export const startSchool = (json: {
  id: string
  registerId: string
  approval: { code: string; pin: string }
}) => unwrap(training.$post({ json }))

export const endSchool = (id: string) => unwrap(training[':id'].end.$post({ param: { id } }))
