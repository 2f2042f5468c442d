/** What a device keeps, in place of the browser's `localStorage`: its keys can be listed, as those of the browser can. */
export function givenStorage() {
  const storage: Record<string, string> = Object.create({
    getItem: (key: string) => storage[key] ?? null,
    setItem: (key: string, value: string) => void (storage[key] = value),
    removeItem: (key: string) => void delete storage[key],
  })
  return storage
}
