"""``clarifai completion``: what the shell completes after ``clarifai``.

The script is made from the parser, so it knows every command and option there is.
"""
from __future__ import absolute_import

import argparse

from clarifai.cli.command import add_command
from clarifai.cli.output import put

DESCRIPTION = 'Print the completion script of a shell.'
EXAMPLES = '''examples:
  clarifai completion bash > ~/.local/share/bash-completion/completions/clarifai
  clarifai completion zsh > "${fpath[1]}/_clarifai"
  clarifai completion fish > ~/.config/fish/completions/clarifai.fish
'''


def add_to(commands):
    """Describe the command."""
    command = add_command(commands, 'completion', 'print the completion script of a shell',
                          DESCRIPTION, EXAMPLES)
    command.add_argument('shell', choices=sorted(SHELLS))
    return command


def run(options, parser):
    """Print the script.

    Args:
        parser (argparse.ArgumentParser): that of the whole command.

    Returns:
        int: the exit status.
    """
    put(SHELLS[options.shell](words_of(parser)))
    return 0


def words_of(parser, path=()):
    """What may come after each command, itself given by the words that lead to it.

    Returns:
        dict: tuple of words to a list of words: commands, options, and values to choose from.
    """
    words, found = [], {path: []}
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            for name, inner in action.choices.items():
                words.append(name)
                found.update(words_of(inner, path + (name,)))
        else:
            words.extend(one for one in action.option_strings if one.startswith('--'))
            if not action.option_strings:
                words.extend(action.choices or getattr(action, 'completer', tuple)())
    found[path] = sorted(words)
    return found


def _bash(words):
    cases = '\n'.join("        '%s') words='%s' ;;" % (_joined(path), ' '.join(following))
                      for path, following in sorted(words.items()))
    return BASH % ('|'.join("'%s'" % _joined(path) for path in sorted(words) if path), cases)


def _zsh(words):
    return ZSH % _bash(words)


def _fish(words):
    lines = ["complete -c clarifai -n 'test \"$(__clarifai_path)\" = \"%s\"' -a '%s'"
             % (_joined(path), ' '.join(following)) for path, following in sorted(words.items())]
    return FISH % (' '.join("'%s'" % _joined(path) for path in sorted(words) if path),
                   '\n'.join(lines))


def _joined(path):
    return ''.join(' ' + word for word in path)


BASH = '''_clarifai() {
    local path= word words=
    for word in "${COMP_WORDS[@]:1:COMP_CWORD-1}"; do
        case "$path $word" in %s) path="$path $word" ;; esac
    done
    case $path in
%s
    esac
    word=${COMP_WORDS[COMP_CWORD]}
    COMPREPLY=($(compgen -W "$words" -- "$word"))
    case $word in -*) ;; *) COMPREPLY+=($(compgen -f -- "$word")) ;; esac
}
complete -o filenames -F _clarifai clarifai
'''
ZSH = '''#compdef clarifai
autoload -U +X bashcompinit && bashcompinit
%s'''
FISH = '''function __clarifai_path
    set -l path ''
    for word in (commandline -opc)[2..-1]
        contains -- "$path $word" %s; and set path "$path $word"
    end
    echo "$path"
end
%s
'''
SHELLS = {'bash': _bash, 'zsh': _zsh, 'fish': _fish}
