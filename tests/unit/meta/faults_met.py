"""Faults that users met, a row each: the input, its brothers, and the tests that failed before."""
from __future__ import absolute_import

import collections

Fault = collections.namedtuple('Fault', 'title given brothers tests')

FAULTS = {
    1: Fault(
        'An ApiError says why',
        given='',
        brothers=(),
        tests=()),

    2: Fault(
        'What did not come from the API is not taken for it',
        given='',
        brothers=(),
        tests=()),

    3: Fault(
        'Proxies and certificates',
        given='',
        brothers=(),
        tests=()),

    4: Fault(
        'Addresses and keys as people write them',
        given='',
        brothers=(),
        tests=()),

    5: Fault(
        'A config file of somebody else',
        given='',
        brothers=(),
        tests=()),

    6: Fault(
        'Wrong advice',
        given='',
        brothers=(),
        tests=()),

    7: Fault(
        'CLARIFAI_APP_ID and CLARIFAI_APP_SECRET in the environment',
        given='',
        brothers=(),
        tests=()),

    8: Fault(
        'Values as 2.6.2 took them',
        given='',
        brothers=(),
        tests=()),

    9: Fault(
        'Wrong arguments are UserErrors',
        given='',
        brothers=(),
        tests=()),

    10: Fault(
        'Names mean models',
        given='',
        brothers=(),
        tests=()),

    11: Fault(
        'Objects know their version',
        given='',
        brothers=(),
        tests=()),

    12: Fault(
        'A text or audio input does not stop a listing',
        given='',
        brothers=(),
        tests=()),

    13: Fault(
        'The seam',
        given='',
        brothers=(),
        tests=()),

    14: Fault(
        'Python 2.7 with a PAT',
        given='',
        brothers=(),
        tests=()),

    15: Fault(
        'Frozen and zipped',
        given='',
        brothers=(),
        tests=()),

    16: Fault(
        'Demographics with a PAT',
        given='',
        brothers=(),
        tests=()),

    17: Fault(
        'Streaming everywhere',
        given='',
        brothers=(),
        tests=()),

    18: Fault(
        'Whatever the server answers, only ApiError escapes',
        given='',
        brothers=(),
        tests=()),

    19: Fault(
        'Secrets',
        given='',
        brothers=(),
        tests=()),

    20: Fault(
        'Text from outside is escaped',
        given='',
        brothers=(),
        tests=()),

    21: Fault(
        'Fork',
        given='',
        brothers=(),
        tests=()),

    22: Fault(
        'Journals',
        given='',
        brothers=(),
        tests=()),

    23: Fault(
        'Packaging',
        given='',
        brothers=(),
        tests=()),

    24: Fault(
        'Values as the JSON form of protobuf takes them',
        given='',
        brothers=(),
        tests=()),

    25: Fault(
        'What is absent is absent',
        given='',
        brothers=(),
        tests=()),

    26: Fault(
        'Searches of the sandbox',
        given='',
        brothers=(),
        tests=()),

    27: Fault(
        'Models of the sandbox',
        given='',
        brothers=(),
        tests=()),

    28: Fault(
        'Inputs of the sandbox',
        given='',
        brothers=(),
        tests=()),

    29: Fault(
        'Doors of the sandbox',
        given='',
        brothers=(),
        tests=()),

    30: Fault(
        'A damaged data file',
        given='',
        brothers=(),
        tests=()),

    31: Fault(
        'Import takes only its own files',
        given='',
        brothers=(),
        tests=()),

    32: Fault(
        'Attacks on the server of the sandbox',
        given='',
        brothers=(),
        tests=()),

}
