/** Declares what a call answers; the type lives only at compile time. */
export const answers = <Output>() => ({}) as { readonly output?: Output }
