/**
 * A text for YAML 1.1 and 1.2: always quoted, or "no" and "1e3" would not stay text. JSON's quotes are YAML's; what YAML
 * cannot hold as it is becomes an escape.
 */
export function yamlText(text: string): string {
  return JSON.stringify(text.replaceAll(/\p{Cs}/gu, "\ufffd")).replaceAll(
    /[\u007f-\u009f\u2028\u2029\ufeff\ufffe\uffff]/g,
    (letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}
