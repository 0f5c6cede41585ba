import ts from 'typescript';

/** Attributes that people see or hear. */
const SAID = new Set([
  'alt',
  'aria-description',
  'aria-label',
  'aria-placeholder',
  'aria-roledescription',
  'aria-valuetext',
  'description',
  'error',
  'heading',
  'label',
  'message',
  'placeholder',
  'prefix',
  'suffix',
  'text',
  'title',
]);

/** The same in every language: our name, and what shows the form of something. */
const SAME_EVERYWHERE = new Set(['Relevo', 'SC-#####', 'https://']);
const WORD = /\p{L}{2,}/u;
const SENTENCE = /^\p{Lu}[\p{Ll}’']+( \p{L}[\p{L}’']*)+[.!?…:]?$/u;

const textOf = (node) => {
  if (ts.isStringLiteral(node) || ts.isNoSubstitutionTemplateLiteral(node) || ts.isJsxText(node))
    return node.text;
  return ts.isTemplateExpression(node)
    ? [node.head.text, ...node.templateSpans.map(({ literal }) => literal.text)].join(' ')
    : undefined;
};

const GIVES = new Set([
  ts.SyntaxKind.AmpersandAmpersandToken,
  ts.SyntaxKind.BarBarToken,
  ts.SyntaxKind.QuestionQuestionToken,
]);

/** Whether this may be what the expression above it comes to: `a ? 'b' : 'c'`, `a && 'b'`. */
const mayBe = (node, above) =>
  ts.isParenthesizedExpression(above) ||
  (ts.isConditionalExpression(above) && node !== above.condition) ||
  (ts.isBinaryExpression(above) && GIVES.has(above.operatorToken.kind));

/** Where in a page a value stands: the name of its attribute, 'child' between tags, undefined elsewhere. */
const placeOf = (node) => {
  const above = node.parent;
  if (ts.isJsxAttribute(above)) return above.name.getText();
  if (ts.isJsxExpression(above))
    return ts.isJsxAttribute(above.parent) ? above.parent.name.getText() : 'child';
  return mayBe(node, above) ? placeOf(above) : undefined;
};

/** Errors for programmers are no words of the pages. */
const isThrown = (node) =>
  ts.isNewExpression(node.parent) && node.parent.expression.getText().endsWith('Error');

const isSaid = (node, text) => {
  if (!WORD.test(text) || SAME_EVERYWHERE.has(text.trim())) return false;
  if (ts.isJsxText(node)) return true;
  const place = placeOf(node);
  if (place !== undefined) return place === 'child' || SAID.has(place);
  return !isThrown(node) && SENTENCE.test(text.trim());
};

/** Words that stand in the code of a page instead of in the catalogues, as lines "file:line: the words". W48 */
export function wordFaults(file, source) {
  const kind = file.endsWith('x') ? ts.ScriptKind.TSX : ts.ScriptKind.TS;
  const parsed = ts.createSourceFile(file, source, ts.ScriptTarget.Latest, true, kind);
  const faults = [];
  const visit = (node) => {
    const text = textOf(node);
    if (text !== undefined && isSaid(node, text)) {
      const { line } = parsed.getLineAndCharacterOfPosition(node.getStart());
      faults.push(`${file}:${line + 1}: ${text.trim()}`);
    }
    ts.forEachChild(node, visit);
  };
  visit(parsed);
  return faults;
}
