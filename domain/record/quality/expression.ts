import type { VersionColumn } from '../column.ts';
import { identifier, literal } from '../lake/sql.ts';

/** What a part of an expression is; only like is compared with like. */
type Sort = 'number' | 'text' | 'moment' | 'yesNo';
type Piece = { readonly sql: string; readonly sort: Sort; readonly columns: readonly string[] };
export type Expression = { readonly sql: string; readonly columns: readonly string[] };

/** A mistake in an expression, in words, with the place where reading stopped. */
export class ExpressionFault extends Error {
  readonly zh: string;
  constructor(zh: string, en: string) {
    super(en);
    this.zh = zh;
  }
}

const sorts: Readonly<Record<VersionColumn['type'], Sort>> = {
  integer: 'number', number: 'number', longitude: 'number', latitude: 'number', date: 'moment', time: 'moment', yesNo: 'yesNo',
  text: 'text', code: 'text', idNumber: 'text', uscc: 'text', phone: 'text', region: 'text',
};

/**
 * Turns a condition such as `[PM2.5] <= [PM10] and [station] != ''` into SQL over columns of the same names.
 * Columns stand in brackets; numbers, 'texts', + - * /, comparisons, `in (…)`, `is empty`, and/or/not (且/或/非), abs() and length().
 * Nothing of the text reaches the engine but checked columns, numbers and quoted texts. Throws ExpressionFault.
 */
export function readExpression(text: string, columns: readonly VersionColumn[]): Expression {
  const reader = new Reader(tokensOf(text), new Map(columns.map((column) => [column.name, column])));
  const { sql, columns: used } = reader.whole();
  return { sql, columns: [...new Set(used)] };
}

const tokenPattern = /\s*(?:(\[[^\]]+\])|('(?:[^']|'')*')|(\d+(?:\.\d+)?)|(<=|>=|<>|!=|[=<>+\-*/(),，（）])|(且|或|非|[A-Za-z_]+))/y;

function tokensOf(text: string): string[] {
  const tokens: string[] = [];
  tokenPattern.lastIndex = 0;
  while (tokenPattern.lastIndex < text.trimEnd().length) {
    const from = tokenPattern.lastIndex;
    const match = tokenPattern.exec(text);
    if (!match) throw new ExpressionFault(`“${text.slice(from, from + 12)}”处看不懂`, `cannot read “${text.slice(from, from + 12)}”`);
    tokens.push(match[0].trim().replace('，', ',').replace('（', '(').replace('）', ')'));
  }
  if (tokens.length > 400) throw new ExpressionFault('条件太长', 'the condition is too long');
  return tokens;
}

const words: Readonly<Record<string, string>> = { 且: 'and', 或: 'or', 非: 'not' };

class Reader {
  readonly #tokens: readonly string[];
  readonly #columns: ReadonlyMap<string, VersionColumn>;
  #at = 0;
  #depth = 0;

  constructor(tokens: readonly string[], columns: ReadonlyMap<string, VersionColumn>) {
    this.#tokens = tokens;
    this.#columns = columns;
  }

  whole(): Piece {
    const piece = this.#either();
    if (this.#at < this.#tokens.length) throw new ExpressionFault(`“${this.#tokens[this.#at]}”多余`, `“${this.#tokens[this.#at]}” is left over`);
    if (piece.sort !== 'yesNo') throw new ExpressionFault('条件应为可以成立或不成立的比较', 'the condition must be something that holds or does not');
    return piece;
  }

  #either = (): Piece => this.#joined('or', () => this.#both());
  #both = (): Piece => this.#joined('and', () => this.#negated());

  #joined(word: 'and' | 'or', next: () => Piece): Piece {
    let left = next();
    while (this.#takes(word)) {
      const right = next();
      left = made(`(${yesNo(left).sql} ${word} ${yesNo(right).sql})`, 'yesNo', [...left.columns, ...right.columns]);
    }
    return left;
  }

  #negated(): Piece {
    if (!this.#takes('not')) return this.#compared();
    const piece = yesNo(this.#negated());
    return made(`(not ${piece.sql})`, 'yesNo', piece.columns);
  }

  #compared(): Piece {
    const left = this.#sum();
    const operator = this.#tokens[this.#at];
    if (operator !== undefined && /^(=|!=|<>|<|<=|>|>=)$/.test(operator)) {
      this.#at += 1;
      const [one, other] = alike(left, this.#sum());
      return made(`(${one.sql} ${operator === '!=' ? '<>' : operator} ${other.sql})`, 'yesNo', [...one.columns, ...other.columns]);
    }
    if (this.#takes('is')) {
      const not = this.#takes('not');
      this.#needs('empty');
      return made(`(${left.sql} is ${not ? 'not ' : ''}null)`, 'yesNo', left.columns);
    }
    if (!this.#takes('in')) return left;
    this.#needs('(');
    const members: string[] = [];
    do members.push(alike(left, this.#sum())[1].sql);
    while (this.#takes(','));
    this.#needs(')');
    return made(`(${left.sql} in (${members.join(', ')}))`, 'yesNo', left.columns);
  }

  #sum = (): Piece => this.#calculated(['+', '-'], () => this.#product());
  #product = (): Piece => this.#calculated(['*', '/'], () => this.#single());

  #calculated(operators: readonly string[], next: () => Piece): Piece {
    let left = next();
    for (let operator = this.#tokens[this.#at] ?? ''; operators.includes(operator); operator = this.#tokens[this.#at] ?? '') {
      this.#at += 1;
      const right = next();
      left = made(`(${numeric(left).sql} ${operator} ${numeric(right).sql})`, 'number', [...left.columns, ...right.columns]);
    }
    return left;
  }

  #single(): Piece {
    const token = this.#tokens[this.#at++] ?? '';
    if (token === '(') return this.#grouped();
    if (token === '-') {
      const piece = numeric(this.#single());
      return made(`(-${piece.sql})`, 'number', piece.columns);
    }
    if (/^\d/.test(token)) return made(`${token}::double`, 'number', []);
    if (token.startsWith("'")) return made(literal(token.slice(1, -1).replaceAll("''", "'")), 'text', []);
    if (token.startsWith('[')) return this.#column(token.slice(1, -1).trim());
    if (token === 'abs' || token === 'length') {
      this.#needs('(');
      const inside = this.#grouped();
      return made(`${token}(${token === 'abs' ? numeric(inside).sql : inside.sql})`, 'number', inside.columns);
    }
    throw new ExpressionFault(token === '' ? '条件没有写完' : `“${token}”处看不懂`, token === '' ? 'the condition is not finished' : `cannot read “${token}” here`);
  }

  #grouped(): Piece {
    this.#depth += 1;
    if (this.#depth > 50) throw new ExpressionFault('括号太深', 'brackets are nested too deeply');
    const piece = this.#either();
    this.#needs(')');
    this.#depth -= 1;
    return piece;
  }

  #column(name: string): Piece {
    const column = this.#columns.get(name);
    if (!column) throw new ExpressionFault(`没有列“${name}”`, `there is no column “${name}”`);
    return made(identifier(name), sorts[column.type], [name]);
  }

  #takes(word: string): boolean {
    const token = this.#tokens[this.#at] ?? '';
    if ((words[token] ?? token.toLowerCase()) !== word) return false;
    this.#at += 1;
    return true;
  }

  #needs(word: string): void {
    if (!this.#takes(word)) throw new ExpressionFault(`这里应为“${word}”`, `“${word}” is expected here`);
  }
}

const made = (sql: string, sort: Sort, columns: readonly string[]): Piece => ({ sql, sort, columns });

function yesNo(piece: Piece): Piece {
  if (piece.sort === 'yesNo') return piece;
  throw new ExpressionFault('“且、或、非”两边应为比较', 'and, or, not join comparisons');
}

function numeric(piece: Piece): Piece {
  if (piece.sort === 'number') return piece;
  throw new ExpressionFault('只有数值可以计算', 'only numbers can be calculated with');
}

/** Two pieces that can be compared; a text beside a moment is read as one. */
function alike(left: Piece, right: Piece): [Piece, Piece] {
  if (left.sort === right.sort) return [left, right];
  if (left.sort === 'moment' && right.sort === 'text' && right.columns.length === 0) return [left, momentOf(right)];
  if (right.sort === 'moment' && left.sort === 'text' && left.columns.length === 0) return [momentOf(left), right];
  throw new ExpressionFault('两边的类型不同，不能比较', 'the two sides are of different kinds and cannot be compared');
}

function momentOf(piece: Piece): Piece {
  if (!/^'\d{4}-\d{2}-\d{2}([T ]\d{2}:\d{2}(:\d{2})?)?'$/.test(piece.sql)) throw new ExpressionFault(`${piece.sql} 不是日期`, `${piece.sql} is no date`);
  return made(`try_cast(${piece.sql} as timestamptz)`, 'moment', []);
}
