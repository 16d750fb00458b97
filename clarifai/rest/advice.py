"""What to do about an ApiError, in the words of somebody who has a ClarifaiApp."""
from __future__ import absolute_import

import re

from clarifai import advice
from clarifai.kinds import looks_like
from clarifai.redact import clean, native, printable, shorten, shown
from clarifai.rest import catalogue
from clarifai.status_codes import INPUT_DOWNLOAD_FAILED, INPUT_DUPLICATE, status_meant

KEY_IS_SUSPECT = (' The key may also be mistyped or expired: "clarifai diagnose" shows the one in '
                  'use.')

WORDS = {
    advice.PAT_AS_KEY: (
        'What was given as an API key looks like a personal access token: set CLARIFAI_PAT to it, '
        'or give ClarifaiApp(pat=...), with CLARIFAI_USER_ID and CLARIFAI_APP_ID beside it.'),
    advice.CHECK_KEY: (
        'Check the API key: "clarifai diagnose" shows the one in use. It may be mistyped or '
        'expired, or be a personal access token, which belongs into CLARIFAI_PAT.'),
    advice.CHECK_PAT: (
        'Check the PAT: "clarifai diagnose" shows the one in use; it may be mistyped, revoked or '
        'expired. Make another in the Security section of your account.'),
    advice.NAME_AS_ID: (
        '%(name)s is the name of one of Clarifai\'s public models, and not an id: use '
        'app.models.get(%(name)s).'),
    advice.PUBLIC_NEEDS_PAT: (
        '%(what)s, which an API key cannot reach since June 2025: set CLARIFAI_PAT to a personal '
        'access token of your account.'),
    advice.PUBLIC_IS_FIXED: (
        '%(model_id)s is one of Clarifai\'s public models, which nobody else can train or change: '
        'make a model of your own with app.models.create(...).'),
    advice.RUNNING_NEEDS_PAT: (
        'Check the id, and that the API key belongs to the app that holds it. If they are right: '
        'predictions, searches by a picture and workflow results need a PAT now, in one\'s own app '
        'too, so set %(missing)s.'),
    advice.NOT_IN_APP: (
        'Check CLARIFAI_USER_ID and CLARIFAI_APP_ID: they name the app %(app_id)s of the user '
        '%(user_id)s, which must exist and be open to your PAT; if they are right, check the id.'),
    advice.NOT_OPEN: (
        'The user %(user_id)s has no such app or model as the address names, or it is not public: '
        'check the address.'),
    advice.NOWHERE: (
        'Neither the app %(app_id)s of the user %(user_id)s nor Clarifai\'s public app has it: '
        'check the id, and that this is the right app.'),
    advice.SENT_VIDEO: (
        '%(place)s is a video that was sent as a picture: give is_video=True, or use Video(...) '
        'in place of Image(...).'),
    advice.SENT_PICTURE: (
        '%(place)s is a picture that was sent as a video: leave is_video out, or use Image(...) in '
        'place of Video(...).'),
    advice.SENT_PATH: (
        '%(place)s is no URL but a path, and the server cannot see your files: use the call that '
        'takes a file name, such as predict_by_filename(%(url)s).'),
    advice.SENT_NO_SCHEME: (
        '%(place)s does not say how it is reached: begin it with https:// when it is on the web; '
        'when it is a file, use the call that takes a file name, such as '
        'predict_by_filename(%(url)s).'),
    advice.SENT_DATA_URL: (
        '%(place)s is a data URL, which the server does not take: give what stands behind its '
        'comma to the call that takes base64, such as predict_by_base64(...).'),
    advice.DUPLICATE: (
        '%(place)s is in the app already: give another id, leave it out, or, where it is only the '
        'URL that is there, give allow_duplicate_url=True.'),
    advice.NOT_DOWNLOADED: (
        '%(place)s could not be downloaded by the server: check that %(url)s opens in a browser '
        'that is logged in nowhere, or send the file itself.'),
}
NOT_PUBLIC = {
    True: 'Clarifai has no such thing that is public, or not any more: check the id.',
    False: 'Clarifai has no such thing that is public: check the id; if it is your own, set '
           'CLARIFAI_USER_ID and CLARIFAI_APP_ID, which name the app that holds it.',
}
_HOST = r'(?i)//|[\w-]+(\.[\w-]+)*\.[a-z]{2,}(:\d+)?/'
QUOTED = ('name', 'model_id', 'url')  # fields that are shown as a program writes them


def put_into_words(error):
    """Give an ApiError its advice, if more is known than its status says.

    Args:
        error (ApiError): with the `hint` of a dialect, or with items of which something can be
            said.
    """
    if error.hint is None and error.from_api and status_meant(error) == 400:
        notes = (on_item(item, _sent(error.params, item.position, error.first_position))
                 for item in error.items)
        error.hint = next((note for note in notes if note), None)
    if error.hint is not None and not error.advice:
        error.advice = in_words(error.hint)


def in_words(hint):
    """A piece of advice as a sentence.

    Args:
        hint (Advice): what to say.
    """
    fields = dict((name, shown(native(value)) if name in QUOTED else value)
                  for name, value in hint.fields.items())
    if 'missing' in fields:
        fields['missing'] = ' and '.join(filter(None, (
            ', '.join(fields['missing'][:-1]), fields['missing'][-1])))
    if hint.code == advice.NOT_PUBLIC:
        return NOT_PUBLIC[fields['app_is_known']]
    if hint.code == advice.PUBLIC_IS_GONE:
        said = catalogue.retirement_notice(hint.fields['model_id'])
    else:
        said = WORDS[hint.code] % fields
    return said + KEY_IS_SUSPECT if fields.get('key_is_suspect') else said


def note_on(item, inputs):
    """What can be said of a failed item by what was sent, as a sentence or ``''``.

    Args:
        item (FailedItem): the item.
        inputs (list of dict): the inputs that were sent, as JSON.
    """
    note = on_item(item, _sent({'inputs': inputs}, item.position, 0))
    return in_words(note) if note else ''


def on_item(item, sent):
    """What can be said of a failed item by what was sent.

    Args:
        item (FailedItem): the item.
        sent (dict): its input in the request, or ``{}``.

    Returns:
        Advice: or None.
    """
    place = {'place': item.place()}
    if item.code == INPUT_DUPLICATE:
        return advice.Advice(advice.DUPLICATE, place)
    data = sent.get('data')
    for kind, other, code in (('image', 'video', advice.SENT_VIDEO),
                              ('video', 'image', advice.SENT_PICTURE)):
        medium = data.get(kind) if isinstance(data, dict) else None
        if not isinstance(medium, dict):
            continue
        url = medium.get('url')
        if isinstance(url, type(u'')) or isinstance(url, str):
            mistake = _no_address(url)
            if mistake:
                return advice.Advice(mistake, dict(place, url=_short(url)))
        if looks_like(medium.get('base64'), url) == other:
            return advice.Advice(code, place)
        if item.code == INPUT_DOWNLOAD_FAILED and url:
            return advice.Advice(advice.NOT_DOWNLOADED, dict(place, url=_short(url)))
    return None


def _no_address(url):
    """What is given in the place of a URL, as a code; None for a URL."""
    if url.startswith('data:'):
        return advice.SENT_DATA_URL
    if url.startswith('file:'):
        return advice.SENT_PATH
    if '://' in url:
        return None
    return advice.SENT_NO_SCHEME if re.match(_HOST, url) else advice.SENT_PATH


def _short(url):
    return printable(clean(native(shorten(url, 200))))


def _sent(params, position, first):
    """The input of a request that an item of its answer is about; ``{}`` when it has none."""
    inputs = params.get('inputs') if isinstance(params, dict) else None
    place = None if position is None else position - first
    if not isinstance(inputs, list) or place is None or not 0 <= place < len(inputs):
        return {}
    return inputs[place] if isinstance(inputs[place], dict) else {}
