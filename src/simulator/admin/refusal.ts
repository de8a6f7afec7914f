/** Why the admin API won't do what it was asked; answered with its status. */
export class Refusal extends Error {
  constructor(
    readonly status: number,
    message: string,
  ) {
    super(message)
  }
}

export const refuse = (status: number, message: string): never => {
  throw new Refusal(status, message)
}
