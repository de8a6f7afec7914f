/** What a browser does with a sign-in page that needs nobody's hands: it follows the way back. Answers the last page's text. */
export const browse = async (url: string): Promise<string> => {
  const page = await fetch(url, { redirect: 'manual' })
  const back = page.headers.get('location')
  if (back === null) throw new Error(`The sign-in page stays: ${page.status} ${await page.text()}`)
  return (await fetch(back)).text()
}
