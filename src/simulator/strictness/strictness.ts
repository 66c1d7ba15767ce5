/** How strict a simulator can be, the default first: as AWS, or lenient, for bodies that are not a model's. */
export const STRICTNESSES = ['strict', 'lenient'] as const

/** One of STRICTNESSES. */
export type Strictness = (typeof STRICTNESSES)[number]
