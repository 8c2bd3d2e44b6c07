const RESERVED: Readonly<Record<string, string>> = { '!': '%21', "'": '%27', '(': '%28', ')': '%29', '*': '%2A' };

/** Text percent-encoded as RFC 3986 has it: all but letters, digits and `-_.~`. Lone surrogates become U+FFFD. */
export const uriEncoded = (text: string): string =>
  encodeURIComponent(text.replaceAll(/\p{Cs}/gu, '\ufffd')).replaceAll(/[!'()*]/g, (sign) => RESERVED[sign] ?? sign);
