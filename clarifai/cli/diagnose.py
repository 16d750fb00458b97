"""``clarifai diagnose``: what the client is, and what it would use."""
from __future__ import absolute_import, print_function

import os
import platform
import stat
import sys

from clarifai import credentials
from clarifai.errors import ApiError, UserError
from clarifai.overwritten import REMEDY
from clarifai.redact import clean_address, mask, native, printable
from clarifai.status_codes import is_refused
from clarifai.versions import CLIENT_VERSION

LIBRARIES = ('requests', 'urllib3', 'certifi', 'six')
PROXIES = ('http_proxy', 'https_proxy', 'all_proxy', 'no_proxy')
OFFICIAL = ('The official "clarifai" distribution (%s) is installed too and puts its files into '
            'the same folder. ' + REMEDY)


def diagnose(live=False):
    """Print versions and settings; every secret is masked.

    Args:
        live (bool): ask the service, too, whether it takes the credentials, and what no document
            answers.

    Returns:
        int: the exit status: 1 when something stands in the way of a request.
    """
    problems, known = [], {}
    sections = [('Versions', _versions()), ('Settings', _settings(problems, known)),
                ('Environment', _environment()), ('Sandbox', _sandbox())]
    if live:
        sections.append(('Service', _service(problems, known)))
        sections.append(('Open questions of docs/platform.rst', _open_questions(known)))
    for title, lines in sections:
        print(title)
        for name, value in lines:
            print('  %-14s %s' % (printable(native(name)), printable(native(value))))
    official = _version_of('clarifai')
    if official:
        problems.append(OFFICIAL % official)
    for problem in problems:
        print('Problem: %s' % printable(native(problem)))
    return 1 if problems else 0


def _versions():
    yield 'clarifai-rest', '%s in %s' % (CLIENT_VERSION, os.path.dirname(
        os.path.abspath(credentials.__file__)))
    yield 'Python', '%s (%s)' % (platform.python_version(), sys.executable)
    yield 'platform', platform.platform()
    for name in LIBRARIES:
        yield name, _version_of(name) or 'not installed'


def _settings(problems, known):
    sources = credentials.Sources()
    yield 'config file', _config_state(sources.file, problems)
    usable = True
    for title, find, masked in (
            ('API key', credentials.find_api_key, True), ('PAT', credentials.find_pat, True),
            ('session token', credentials.find_session_token, True),
            ('user', credentials.find_user_id, False), ('app', credentials.find_app_id, False),
            ('base URL', credentials.find_base_url, False)):
        try:
            found = find(sources=sources)
        except UserError as error:
            yield title, 'unusable'
            usable = False
            if str(error) not in problems:  # a profile that is not there is one for all of them
                problems.append(str(error))
            continue
        value = mask(found.value) if masked else clean_address(found.value or '')
        yield title, '%s from %s' % (value, found.source) if found.value else 'none'
        known[title] = found.value
    if usable and not any(known[name] for name in ('API key', 'PAT', 'session token')):
        problems.append('There is neither an API key nor a PAT: set CLARIFAI_PAT or '
                        'CLARIFAI_API_KEY, or run "clarifai config".')
    hint = credentials.app_hint(sources) if usable else ''
    if hint and known.get('PAT') and not known.get('app'):
        problems.append(hint)


def _service(problems, known):
    from clarifai.cli import service  # which imports what sends requests
    for title, ask in service.questions(known.get('API key'), known.get('PAT'),
                                        known.get('user'), known.get('app')):
        try:
            yield title, ask()
        except (ApiError, UserError) as error:
            yield title, 'refused' if _is_refusal(error) else 'could not be asked'
            if str(error) not in problems:  # one of the settings may be the reason
                problems.append(str(error))


def _open_questions(known):
    from clarifai.cli import open_questions  # which imports what sends requests
    for answer in open_questions.answers(known.get('PAT'), known.get('user'), known.get('app')):
        yield answer


def _is_refusal(error):
    return isinstance(error, ApiError) and is_refused(error)


def _config_state(config, problems):
    if not config.exists:
        return '%s (does not exist)' % config.path
    if config.trouble:
        problems.append(config.trouble)
        return '%s (%s)' % (config.path, 'left out' if config.is_foreign else 'read in part')
    others = stat.S_IRGRP | stat.S_IROTH
    if os.name != 'nt' and os.stat(config.path).st_mode & others:
        problems.append('Other users can read %s; run: chmod 600 %s' % (config.path, config.path))
    return config.path


def _environment():
    for name in sorted(os.environ):
        if name == credentials.PROFILE:
            yield name, os.environ[name]
        elif name.startswith('CLARIFAI_') and name != credentials.API_BASE:
            yield name, mask(os.environ[name]) or '(empty)'
        elif name == credentials.API_BASE or name.lower() in PROXIES:
            yield name, clean_address(os.environ[name])


def _sandbox():
    try:
        from clarifai.sandbox.learning.pretrained import choice
    except ImportError as error:  # this Python is too old for it
        yield 'recognition', error
    else:
        yield 'recognition', choice.decide(choice.AUTO)


def _version_of(distribution):
    """The version of an installed distribution, or None."""
    try:
        from importlib.metadata import PackageNotFoundError, version
    except ImportError:  # before Python 3.8
        return _version_of_old(distribution)
    try:
        return version(distribution)
    except PackageNotFoundError:
        return None


def _version_of_old(distribution):
    try:
        import pkg_resources
        return pkg_resources.get_distribution(distribution).version
    except Exception:  # setuptools is absent, or knows no such distribution
        return None
