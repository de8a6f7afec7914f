import { z } from 'zod'

/** What is read of a message: never its body or a preview of it. */
export const messageFields =
  'id,parentFolderId,internetMessageId,subject,receivedDateTime,isRead,isDraft,inferenceClassification,from'

/** https://learn.microsoft.com/graph/api/resources/message, the properties of `messageFields`, and the headers where they are asked for. */
export const wireMessage = z.object({
  id: z.string().min(1),
  parentFolderId: z.string().min(1),
  internetMessageId: z.string().nullish(),
  subject: z.string().nullish(),
  receivedDateTime: z.string().nullish(),
  isRead: z.boolean().nullish(),
  isDraft: z.boolean().nullish(),
  inferenceClassification: z.string().nullish(),
  internetMessageHeaders: z.array(z.object({ name: z.string(), value: z.string().nullish() })).nullish(),
  from: z.object({ emailAddress: z.object({ address: z.string().nullish() }).nullish() }).nullish(),
})
export type WireMessage = z.infer<typeof wireMessage>

/** https://learn.microsoft.com/graph/api/resources/mailfolder */
export const wireFolder = z.object({
  id: z.string().min(1),
  displayName: z.string().nullish(),
  parentFolderId: z.string().nullish(),
})
export type WireFolder = z.infer<typeof wireFolder>

/** One page of a collection. */
export const pageOf = <Item extends z.ZodType>(item: Item) =>
  z.object({ value: z.array(item), '@odata.nextLink': z.string().optional() })

/** What is read of a user. */
export const userFields = 'id,mail,userPrincipalName,proxyAddresses,accountEnabled,userType,assignedPlans'

/** https://learn.microsoft.com/graph/api/resources/user, the properties of `userFields`. */
export const wireUser = z.object({
  id: z.string().min(1),
  mail: z.string().nullish(),
  userPrincipalName: z.string().nullish(),
  proxyAddresses: z.array(z.string()).nullish(),
  accountEnabled: z.boolean().nullish(),
  userType: z.string().nullish(),
  assignedPlans: z.array(z.object({ service: z.string().nullish(), capabilityStatus: z.string().nullish() })).nullish(),
})
export type WireUser = z.infer<typeof wireUser>

/** Makes Graph give and take ids that survive a move. */
export const immutableIds = { Prefer: 'IdType="ImmutableId"' } as const
