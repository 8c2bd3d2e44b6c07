import { describe, expect, it } from 'vitest';
import { TargetError } from '../target-error.ts';
import { splitCommand } from './command-line.ts';

describe('a command line', () => {
  it.each([
    ['python my_target.py', ['python', 'my_target.py']],
    ['  python \t my_target.py\n', ['python', 'my_target.py']],
    [`run 'a b' "c d"`, ['run', 'a b', 'c d']],
    [`run a' 'b"' "c`, ['run', `a b' c`]],
    [String.raw`run a\ b \' "\"\\ \n"`, ['run', 'a b', `'`, String.raw`"\ \n`]],
    [`run '' ""`, ['run', '', '']],
    [`run 'a && b | $c'`, ['run', 'a && b | $c']],
    [String.raw`run "\$5" ~/x *.py #1`, ['run', '$5', '~/x', '*.py', '#1']],
    ['URL=http://127.0.0.1:1/?a=b node t.js', ['URL=http://127.0.0.1:1/?a=b', 'node', 't.js']],
  ])('%s is split as a shell would', (command, words) => {
    expect(splitCommand(command)).toEqual(words);
  });

  it.each([
    ['', 'names no program'],
    [' \n', 'names no program'],
    ['A=1 B=2', 'names no program'],
    [`run 'a b`, `a quotation without an end: "'a b"`],
    ['run "a b', String.raw`a quotation without an end: "\"a b"`],
    [`run "a\\"`, 'a quotation without an end'],
    ['run a\\', String.raw`a quotation without an end: "\\"`],
    ['cd x && python t.py', '"&& python t.py" asks for one'],
    ['python t.py 2>log', '">log" asks for one'],
    ['python $HOME/t.py', '"$HOME/t.py" asks for one'],
    ['python "$HOME/a/long/path/to/t.py"', String.raw`"\"$HOME/a/long/path/t..." asks for one`],
    ['echo `date`', 'asks for one'],
  ])('%j is refused: %s', (command, problem) => {
    expect(() => splitCommand(command)).toThrow(TargetError);
    expect(() => splitCommand(command)).toThrow(problem);
  });
});
