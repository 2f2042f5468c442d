/** For tests: a till whose register has no card reader. */
export const noCards = {
  charge: () => Promise.reject(new Error('no reader')),
  payment: () => Promise.reject(new Error('no reader')),
  cancelPayment: () => Promise.reject(new Error('no reader')),
}
