"""``clarifai diagnose``: what the client is, and what it would use."""
from __future__ import absolute_import, print_function

import os
import platform
import stat
import sys

from clarifai import credentials
from clarifai.errors import UserError
from clarifai.redact import clean, mask
from clarifai.versions import CLIENT_VERSION

LIBRARIES = ('requests', 'urllib3', 'certifi', 'six')
PROXIES = ('http_proxy', 'https_proxy', 'all_proxy', 'no_proxy')
OFFICIAL = ('The official "clarifai" distribution (%s) is installed too and puts its files into '
            'the same folder. Run: pip uninstall clarifai clarifai-rest; pip install clarifai-rest')


def diagnose():
    """Print versions and settings; every secret is masked.

    Returns:
        int: the exit status: 1 when something stands in the way of a request.
    """
    problems = []
    for title, lines in (('Versions', _versions()), ('Settings', _settings(problems)),
                         ('Environment', _environment())):
        print(title)
        for name, value in lines:
            print('  %-14s %s' % (name, value))
    official = _version_of('clarifai')
    if official:
        problems.append(OFFICIAL % official)
    for problem in problems:
        print('Problem: %s' % problem)
    return 1 if problems else 0


def _versions():
    yield 'clarifai-rest', '%s in %s' % (CLIENT_VERSION, os.path.dirname(
        os.path.abspath(credentials.__file__)))
    yield 'Python', '%s (%s)' % (platform.python_version(), sys.executable)
    yield 'platform', platform.platform()
    for name in LIBRARIES:
        yield name, _version_of(name) or 'not installed'


def _settings(problems):
    yield 'config file', _config_state(problems)
    secrets = []
    for title, find, masked in (
            ('API key', credentials.find_api_key, True), ('PAT', credentials.find_pat, True),
            ('user', credentials.find_user_id, False), ('app', credentials.find_app_id, False),
            ('base URL', credentials.find_base_url, False)):
        try:
            found = find()
        except UserError as error:
            yield title, 'unusable'
            if str(error) not in problems:
                problems.append(str(error))
            continue
        value = mask(found.value) if masked else clean(found.value or '')
        yield title, '%s from %s' % (value, found.source) if found.value else 'none'
        secrets.extend([found.value] if masked and found.value else [])
    if not secrets and not problems:
        problems.append('There is neither an API key nor a PAT: set CLARIFAI_PAT or '
                        'CLARIFAI_API_KEY, or run "clarifai config".')


def _config_state(problems):
    path = credentials.config_path()
    if not os.path.exists(path):
        return '%s (does not exist)' % path
    others = stat.S_IRGRP | stat.S_IROTH
    if os.name != 'nt' and os.stat(path).st_mode & others:
        problems.append('Other users can read %s; run: chmod 600 %s' % (path, path))
    return path


def _environment():
    for name in sorted(os.environ):
        if name.startswith('CLARIFAI_') and name != credentials.API_BASE:
            yield name, mask(os.environ[name]) or '(empty)'
        elif name == credentials.API_BASE or name.lower() in PROXIES:
            yield name, clean(os.environ[name])


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
