"""``clarifai completion``: scripts for shells, which ask ``clarifai __complete`` at each TAB.

So they know every command, option and value there is, also after an update, and names in the app.
"""
from __future__ import absolute_import

import os
import re
import sys

from clarifai.cli import completing, profiles
from clarifai.cli.command import add_command
from clarifai.cli.output import put
from clarifai.cli.terminal import USUAL
from clarifai.redact import native

COMMAND = '__complete'  # what the scripts ask
DESCRIPTION = '''Print the completion script of a shell. It completes commands, options and values:
formats, files, models, concepts, and what else the app has.'''
EXAMPLES = '''examples:
  clarifai completion bash > ~/.local/share/bash-completion/completions/clarifai
  clarifai completion zsh > "${fpath[1]}/_clarifai"
  clarifai completion fish > ~/.config/fish/completions/clarifai.fish
'''
LISTING = ('63', '33', '64')  # what COMP_TYPE of bash is when it shows what there is
_SPECIAL = r'([\s\\"\'`$&|;<>()*?\[\]{}!#~])'


def add_to(commands):
    """Describe the command."""
    command = add_command(commands, 'completion', 'print the completion script of a shell',
                          DESCRIPTION, EXAMPLES)
    command.add_argument('shell', choices=sorted(SCRIPTS))
    return command


def run(options):
    """Print the script.

    Returns:
        int: the exit status.
    """
    put(SCRIPTS[options.shell])
    return 0


def answer(argv, parser_of):
    """Print what may stand at the cursor, for a script of ours.

    The first line says what the shell adds: ``files`` or ``folders``, ``nospace`` when nothing
    comes between the value and what follows it.  Each other line is a value, with its meaning
    behind a tab, but for bash, which shows what it is given.

    Args:
        argv (list of str): the shell and what it knows.
        parser_of (callable): gives the parser for some words.

    Returns:
        int: the exit status.
    """
    shell, asked = argv[0], argv[1:]
    silence, sys.stderr = sys.stderr, open(os.devnull, 'w')  # a warning would fall into the line
    try:
        if shell == 'bash':
            _answer_bash(asked, parser_of)
        else:
            found = _completion(asked, parser_of)
            _print(found, ['%s%s%s' % (found.before, value, '\t' + meaning if meaning else '')
                           for value, meaning in found.values])
    finally:
        sys.stderr.close()
        sys.stderr = silence
    return 0


def _completion(words, parser_of):
    words = words or ['']
    parser, words = parser_of(words)
    if parser is None:
        return completing.Completion()
    with profiles.chosen(completing.profile_in(words)):
        return completing.completion(parser, words)


def _print(found, lines):
    values = [value for value, _ in found.values]
    joins = values and all(value.endswith(('=', '/', ':')) for value in values)
    put('%s\n' % ' '.join(filter(None, [found.place, 'nospace' if joins else ''])))
    for line in lines:
        put(line + '\n')


# bash

def _answer_bash(asked, parser_of):
    kind, breaks, line = asked
    words, quote = split(line)
    found = _completion(words[1:], parser_of)
    current = words[-1] if len(words) > 1 else ''
    # bash replaces only what stands behind the last of these in the word.
    kept = max([0] + [current.rfind(one) + 1 for one in '=:' if one in breaks and not quote])
    values = [((found.before + value)[kept:], meaning) for value, meaning in found.values]
    if kind in LISTING and len(values) > 1:
        lines = _in_columns(values)
    else:
        lines = [value if quote else re.sub(_SPECIAL, r'\\\1', value) for value, _ in values]
    _print(found, lines)


def _in_columns(values):
    room = int(os.environ.get('COLUMNS') or USUAL)
    longest = min(max(len(value) for value, _ in values), room // 2)
    for value, meaning in values:
        line = '%-*s  (%s)' % (longest, value, meaning) if meaning else value
        yield line[:max(room - 1, len(value))]


def split(line):
    """The words of a line of a shell, the last of which may be unfinished.

    Args:
        line (str): up to the cursor.

    Returns:
        tuple: list of str, the last of them empty behind a blank; and the quote that is open, or
        ``''``.
    """
    words, word, quote, is_word, is_escaped = [], '', '', False, False
    for character in native(line):
        if is_escaped:
            word, is_escaped = word + character, False
        elif character == '\\' and quote != "'":
            is_escaped = is_word = True
        elif quote:
            quote, word = ('', word) if character == quote else (quote, word + character)
        elif character in '"\'':
            quote, is_word = character, True
        elif character.isspace():
            if is_word:
                words.append(word)
            word, is_word = '', False
        else:
            word, is_word = word + character, True
    return words + [word], quote


BASH = r'''_clarifai() {
    local line directives=
    COMPREPLY=()
    while IFS= read -r line; do
        if [ -z "$directives" ]; then directives="+$line"; else COMPREPLY+=("$line"); fi
    done <<< "$(COLUMNS=$COLUMNS "${1:-clarifai}" __complete bash "$COMP_TYPE" "$COMP_WORDBREAKS" \
        "${COMP_LINE:0:$COMP_POINT}" 2>/dev/null)"
    local kind word=${COMP_WORDS[COMP_CWORD]}
    case $word in '='|':') word= ;; esac
    word=${word#[\"\']}
    word=${word//\\/}
    case $directives in
        *files*) kind=-f ;;
        *folders*) kind=-d ;;
        *) kind= ;;
    esac
    if [ -n "$kind" ]; then
        compopt -o filenames 2>/dev/null
        while IFS= read -r line; do
            [ -n "$line" ] && COMPREPLY+=("$line")
        done <<< "$(compgen $kind -- "$word")"
    fi
    case $directives in *nospace*) compopt -o nospace 2>/dev/null ;; esac
}
complete -F _clarifai clarifai
'''
ZSH = r'''#compdef clarifai
_clarifai() {
    local -a lines described joined
    local directives line value meaning
    lines=("${(@f)$("${words[1]}" __complete zsh "${(@Q)words[2,CURRENT-1]}" "${(Q)PREFIX}" \
        2>/dev/null)}")
    directives=${lines[1]}
    lines=("${(@)lines[2,-1]}")
    for line in "${lines[@]}"; do
        [[ -n $line ]] || continue
        value=${line%%$'\t'*}
        meaning=
        [[ $line == *$'\t'* ]] && meaning=${line#*$'\t'}
        described+=("${value//:/\\:}${meaning:+:$meaning}")
    done
    [[ $directives == *nospace* ]] && joined=(-S '')
    (( $#described )) && _describe -V clarifai described "${joined[@]}"
    case $directives in
        *files*) _files ;;
        *folders*) _files -/ ;;
    esac
}
if [ "$funcstack[1]" = _clarifai ]; then
    _clarifai "$@"
else
    (( $+functions[compdef] )) || { autoload -Uz compinit && compinit }
    compdef _clarifai clarifai
fi
'''
FISH = r'''function __clarifai_complete
    set -l words (commandline -opc)
    set -l program $words[1]
    set -e words[1]
    set -l current (commandline -ct | string unescape; or commandline -ct)
    set -l lines ($program __complete fish $words "$current" 2>/dev/null)
    set -l directives $lines[1]
    set -e lines[1]
    if test (count $lines) -gt 0
        printf '%s\n' $lines
    end
    switch "$directives"
        case '*files*'
            __fish_complete_path "$current"
        case '*folders*'
            __fish_complete_directories "$current"
    end
end
complete -c clarifai -f -a '(__clarifai_complete)'
'''
SCRIPTS = {'bash': BASH, 'zsh': ZSH, 'fish': FISH}
