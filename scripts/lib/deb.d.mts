/** Where the package of the version in package.json is written. */
export declare const debFile: () => string
