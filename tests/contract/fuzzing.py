"""Requests that nobody would send: shaped like the API's messages, and wrong in many ways.

The strategies draw from the descriptors of clarifai-grpc. Half of the requests make sense but for
what their fields hold, so that they get as far as they can; in the others, anything may be wrong.
"""
from __future__ import absolute_import

import base64
import collections
import json
import re
import struct
import zlib
from urllib.parse import quote, urlencode

from google.protobuf import descriptor
from hypothesis import strategies as st

from clarifai.sandbox.platform import Binding
from clarifai.sandbox.web import unknown_fields

DEPTH = 6
MOST = 4
FIELD = descriptor.FieldDescriptor
Request = collections.namedtuple('Request', 'method target headers body')

# What the tests put into the app before they begin, and what is there of itself.
VERSION = 'VERSION'  # stands for the id of a version of the model
GENERAL, FACES = 'aaa03c23b3724a16a56b629203edc62c', 'a403429f2ddf4b49b307e318f00e528b'
BY_PART = {'input_id': ('red', 'blue'), 'concept_id': ('warm', 'cold'), 'user_id': ('ann', 'me'),
           'app_id': ('photos',), 'model_id': ('warmth', 'warmth', GENERAL, FACES),
           'version_id': (VERSION,), 'annotation_id': ('note', 'red'), 'workflow_id': ('General',),
           'status_code_id': ('10000',), 'evaluation_id': (VERSION,),
           'model_type_id': ('visual-classifier',)}
IDS = tuple(sorted(set(sum(BY_PART.values(), ('', '1', 'main', 'general-image-recognition')))))


def png(width, height):
    """Returns a PNG that says to have this size and holds a few pixels."""
    def chunk(name, data):
        return (struct.pack('>I', len(data)) + name + data
                + struct.pack('>I', zlib.crc32(name + data)))
    header = struct.pack('>IIBBBBB', width, height, 8, 2, 0, 0, 0)
    return (b'\x89PNG\r\n\x1a\n' + chunk(b'IHDR', header)
            + chunk(b'IDAT', zlib.compress(b'\0' + b'\xff\0\0' * 4)) + chunk(b'IEND', b''))


def text64(data):
    return base64.b64encode(data).decode('ascii')


TEXTS = st.one_of(
    st.sampled_from(['', ' ', '\0', 'a/b', '..', '%', '%00', '*', 'w*m', '?', "'", '"', '\\', '\n',
                     'x' * 300, '\u202e', '\ufeff', '\U0001f408', 'e\u0301', '\uffff',
                     'None', 'true', '1e999', 'merge', 'overwrite', 'image', 'visual-classifier']),
    st.text(max_size=12))
IDENTIFIERS = st.one_of(st.sampled_from(IDS), st.sampled_from(IDS), TEXTS)
WHOLE = st.one_of(
    st.sampled_from([0, 1, 2, 20, 128, 1000, -1, 2 ** 31, -2 ** 31, 2 ** 63, 2 ** 64, 10 ** 40]),
    st.integers(-1000, 100000))
NUMBERS = st.one_of(
    st.sampled_from([0.0, 0.5, 1.0, -0.0, -1.0, 1e308, -1e308, 5e-324, 1.0000001]),
    st.floats(0, 1), st.floats(allow_nan=False, allow_infinity=False), WHOLE)
URLS = st.one_of(
    st.sampled_from(['http://127.0.0.1:9/x.png', 'http://[::1', 'file:///etc/passwd', 'http://',
                     'https://10.0.0.1/x', '//x', 'http://x:99999/', 'http://a..b/', 'x.png',
                     'http://127.0.0.1/sandbox/media/' + '0' * 32, 'http://\u732b.invalid/']),
    TEXTS)
PICTURES = st.one_of(
    st.sampled_from([text64(png(4, 1)), text64(png(4, 1)), text64(png(65000, 65000)), '', '!',
                     text64(png(0, 0)), text64(png(4, 1)[:60]), text64(b'GIF89a\xff\xff\xff\xff'),
                     text64(b'\0' * 4 + b'ftypisom' + b'\0' * 40), 'A', '\u732b']),
    st.binary(max_size=40).map(text64))
TIMES = st.one_of(st.sampled_from(['2024-02-30T00:00:00Z', '2024-01-01T00:00:00Z', '0001-01-01',
                                   '9999-12-31T23:59:60.999999999+23:59', 'now', '1']), TEXTS)
JSON = st.recursive(
    st.one_of(st.none(), st.booleans(), WHOLE, NUMBERS, TEXTS),
    lambda inner: st.one_of(st.lists(inner, max_size=3),
                            st.dictionaries(TEXTS, inner, max_size=3)), max_leaves=6)
ACTIONS = st.sampled_from(['merge', 'overwrite', 'remove', 'merge', 'overwrite', 'delete', ''])

BY_NAME = {'url': URLS, 'base64': PICTURES, 'action': ACTIONS,
           'page': st.sampled_from([0, 1, 2]), 'per_page': st.sampled_from([0, 1, 20, 1000]),
           'value': st.one_of(st.floats(0, 1), NUMBERS)}
BY_MESSAGE = {'google.protobuf.Struct': st.dictionaries(TEXTS, JSON, max_size=3),
              'google.protobuf.Value': JSON, 'google.protobuf.ListValue': st.lists(JSON),
              'google.protobuf.Timestamp': TIMES, 'google.protobuf.Duration': TEXTS}
BY_TYPE = {FIELD.TYPE_STRING: TEXTS, FIELD.TYPE_BYTES: PICTURES, FIELD.TYPE_BOOL: st.booleans(),
           FIELD.TYPE_FLOAT: NUMBERS, FIELD.TYPE_DOUBLE: NUMBERS}


@st.composite
def objects(draw, message, wrong, depth=DEPTH, known=None):
    """Draws an object with fields of a message.

    Args:
        message (google.protobuf.descriptor.Descriptor): the message.
        wrong (int): of 20 fields, how many hold something else; 0 also keeps to known fields.
        depth (int): how many levels of messages are below it.
        known (list): the fields that the sandbox knows, of a whole request.
    """
    if message.full_name in BY_MESSAGE:
        return draw(BY_MESSAGE[message.full_name])
    fields = list(message.fields)
    if wrong < MOST and known:
        fields = [field for field in fields if field.name in known]
    if depth == 0 or not fields:
        return {}
    if known and wrong < MOST:
        chosen = fields
    else:
        chosen = draw(st.lists(st.sampled_from(fields), min_size=min(2, len(fields)), max_size=4,
                               unique_by=lambda field: field.name))
    return {field.name: draw(values(field, wrong, depth)) for field in chosen}


@st.composite
def values(draw, field, wrong, depth):
    """Draws what a field holds: mostly of its type, sometimes anything, sometimes very deep."""
    if draw(st.integers(1, 20)) <= wrong:
        return draw(st.one_of(JSON, st.none(), st.integers(5, 60).map(
            lambda levels: nested(levels, field.name))))
    one = single(field, wrong, depth)
    if not field.is_repeated:
        return draw(one)
    found = draw(st.lists(one, min_size=min(1, depth - 1), max_size=3 if wrong else 1))
    return found * 50 if wrong and draw(st.integers(1, 20)) == 20 else found


def single(field, wrong, depth):
    """Returns the strategy for one value of a field."""
    if field.message_type is not None:
        return objects(field.message_type, wrong, depth - 1)
    if field.name in BY_NAME:
        return BY_NAME[field.name]
    if re.search('^ids?$|_ids?$', field.name):
        return IDENTIFIERS if wrong else st.sampled_from(good_ids(field))
    if field.enum_type is not None:
        return st.one_of(st.sampled_from([value.name for value in field.enum_type.values]), WHOLE)
    return BY_TYPE.get(field.type, WHOLE)


ODD_BODIES = [
    b'', b'null', b'[]', b'"', b'{', b'{"a":NaN}', b'{"a":1e400}', b'{"a":"\\ud800"}',
    b'\xff\xfe{\0}\0', b'[' * 20000, b'{"inputs":' * 500, b'1' * 5000,
    b'{"page":' + b'9' * 4000 + b'}']


def good_ids(field):
    """Returns ids of what a field names, as far as its own name or its message tells."""
    message = re.sub('(?<!^)([A-Z])', r'_\1', field.containing_type.name).lower()
    part = message + '_id' if field.name == 'id' else field.name.rstrip('s')
    return BY_PART.get(part, IDS)


def nested(levels, name):
    """Returns objects and lists inside one another."""
    value = {}
    for _ in range(levels):
        value = {name: [value]}
    return value


@st.composite
def bodies(draw, message, wrong, known=None):
    """Draws the bytes of a body."""
    luck = draw(st.integers(0, 12)) if wrong else 12
    if luck == 0:
        return draw(st.one_of(st.binary(max_size=30), st.sampled_from(ODD_BODIES)))
    if message is None or luck == 1:
        return json.dumps(draw(JSON)).encode('utf-8')
    text = json.dumps(draw(objects(message, wrong, known=known)))
    return (text[:len(text) // 2] if luck == 2 else text).encode('utf-8')


ODD_QUERIES = ['?', '?&&', '?=', '?%', '?%ff=%00', '?page', '?page=1&page=x', '?page=%31', '?a[]=1',
               '?' + 'x=1&' * 500]


@st.composite
def queries(draw, message, wrong, known):
    """Draws a query string, its question mark included."""
    names = known or ['page', 'per_page']
    if wrong:
        names += [field.name for field in message.fields] if message is not None else []
        names += ['user_app_id.user_id', 'user_app_id.app_id', 'status.code', '', '\0', '%']
        if draw(st.integers(0, 4)) == 0:
            return draw(st.sampled_from(ODD_QUERIES))
    held = st.one_of(IDENTIFIERS, WHOLE.map(str), st.sampled_from(['1', '5', 'true', 'false']))
    pairs = draw(st.lists(st.tuples(st.sampled_from(names), held), max_size=3))
    return '?' + urlencode(pairs, errors='surrogatepass') if pairs else ''


GOOD_PLACES = ['', '/users/ann/apps/photos', '/users/me/apps/photos']
ODD_PLACES = GOOD_PLACES + ['/users/clarifai/apps/main', '/users/ann', '/users/%00/apps/%ff',
                            '/users/bob/apps/none', '/users//apps/', '/users/clarifai/apps/x']
HEADERS = st.fixed_dictionaries({}, optional={
    'Authorization': st.sampled_from(['', 'Key', 'Key ', 'Bearer x', 'Key \xff', 'Key a b',
                                      'key ann-pat', 'Key ' + 'x' * 5000]),
    'Content-Type': st.sampled_from(['', 'text/plain', 'application/json; charset=utf-16',
                                     'multipart/form-data', 'application/x-www-form-urlencoded']),
    'Accept': st.sampled_from(['', 'text/html', '*/*;q=x']),
    'Accept-Encoding': st.sampled_from(['gzip', 'x']),
    'Host': st.sampled_from(['', 'x', '[::1', 'a:b:c', '\xe9', 'x' * 300]),
    'Origin': st.sampled_from(['null', 'http://[', 'http://x', '\xff', 'http://localhost:0']),
    'X-Forwarded-Host': st.just('%00'), 'Cookie': st.just('=;=;'), 'Range': st.just('bytes=9-1'),
    'If-Modified-Since': st.just('x'), 'Expect': st.just('100-continue')})


@st.composite
def requests(draw, method, path, message):
    """Draws a request to a route.

    Args:
        method (str): the route's method.
        path (str): its path, with ``{parts}``.
        message (google.protobuf.descriptor.Descriptor): of its requests, None if there is none.
    """
    wrong = draw(st.sampled_from([0, 0, 1, MOST]))
    known = (unknown_fields.query_names if method == 'GET' else unknown_fields.known_fields)(
        Binding('', method, path))
    known = sorted(name for name in known if not name.startswith(unknown_fields.SCOPE))
    target = draw(paths(path, wrong))
    if method == 'GET' or draw(st.booleans()):
        target += draw(queries(message, wrong, known))
    headers = {'Authorization': 'Key ann-pat', 'Content-Type': 'application/json'}
    if wrong and draw(st.integers(0, 3)) == 0:
        headers.update(draw(HEADERS))
    has_body = method != 'GET' or wrong and draw(st.booleans())
    return Request(method, target, headers, draw(bodies(message, wrong, known)) if has_body
                   else b'')


@st.composite
def paths(draw, path, wrong):
    """Draws a path for a route's path with ``{parts}``."""
    for part in re.findall('{(.*?)}', path):
        good = st.sampled_from(BY_PART.get(part, IDS))
        value = draw(st.one_of(good, IDENTIFIERS) if wrong else good)
        quoted = quote(value.encode('utf-8', 'surrogatepass'), safe='') or '%20'
        path = path.replace('{%s}' % part, quoted, 1)
    if path.startswith('/v2/') and not path.startswith('/v2/users/'):
        path = '/v2' + draw(st.sampled_from(ODD_PLACES if wrong else GOOD_PLACES)) + path[3:]
    if wrong and draw(st.integers(0, 9)) == 0:
        return draw(st.sampled_from([path + '/', path + '//', path + '%2f', path + ';x',
                                     '/' + path, path + '/%2e%2e', path.upper(), path + '%']))
    return path


APP = 'APP'  # stands for the id under which the sandbox keeps an app
PAGE_PATHS = ['/', '/page/requests', '/page/requests/1', '/page/requests/' + '9' * 30, '/page/x']
PAGE_PATHS += [
    '/page/apps/%s/%s' % (app, name) for app in (APP, APP, 'x', '%00', '%ff')
    for name in ('inputs', 'input', 'models', 'model', 'search', 'media/1', 'media/' + '9' * 30)]
PAGE_MEMBERS = ['id', 'page', 'state', 'concept', 'by', 'like', 'version', 'app', 'x']
PAGE_VALUES = st.one_of(IDENTIFIERS, WHOLE.map(str), st.sampled_from(
    ['red', 'warmth', 'warm', 'annotated', 'predicted', 'ready', 'failed']))
FORM = (b'--b\r\nContent-Disposition: form-data; name="picture"; filename="%s"\r\n\r\n%s\r\n'
        b'--b--\r\n')


@st.composite
def page_requests(draw):
    """Draws a request to the web page."""
    method = draw(st.sampled_from(['GET', 'GET', 'GET', 'POST']))
    target = draw(st.sampled_from(PAGE_PATHS))
    pairs = draw(st.lists(st.tuples(st.sampled_from(PAGE_MEMBERS), PAGE_VALUES), max_size=3))
    headers = {'Content-Type': draw(st.sampled_from([
        'multipart/form-data; boundary=b', 'multipart/form-data', 'multipart/form-data; b', 'x']))}
    if draw(st.integers(0, 4)) == 0:
        headers.update(draw(HEADERS))
    body = FORM % (draw(st.sampled_from([b'a.png', b'', b'\xff'])),
                   draw(st.one_of(st.just(png(4, 1)), st.binary(max_size=20))))
    cut = draw(st.sampled_from([len(body), len(body), 30, 0]))
    return Request(method, target + '?' + urlencode(pairs, errors='surrogatepass'), headers,
                   body[:cut] if method == 'POST' else b'')
