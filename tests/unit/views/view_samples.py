"""Answers, pictures and a reader of HTML for the tests of views."""
from __future__ import absolute_import, unicode_literals

import io

import six
from six.moves.html_parser import HTMLParser

from clarifai.bulk import ItemError, Result

EVIL = '"><script>alert(1)</script><img src=x onerror=alert(1)>\' style=\'x'
EVIL_URLS = ['javascript:alert(1)', ' javascript:alert(1)', 'JaVaScRiPt:alert(1)',
             'data:text/html,<script>alert(1)</script>', 'data:image/svg+xml;base64,PHN2Zz4=',
             'vbscript:x', 'https://a.b/"onerror="alert(1)', "https://a.b/'onerror='alert(1)",
             'https://a.b/<script>', 'https://user:password-of-ann@a.b/c.png',
             'https://user:pass/word-of-ann@a.b/c.png',
             'https://a.b/c.png?X-Amz-Signature=secret-of-ann',
             'https://a.b/c.png?token=secret-of-ann', 'file:///etc/passwd', '//a.b/c.png',
             'https://a.b/\nc.png']
BOX = {'bounding_box': {'top_row': 0.1, 'left_col': 0.2, 'bottom_row': 0.4, 'right_col': 0.7}}
VOID = ('br', 'img', 'input', 'meta')


def concept(name, value=0.9):
    return {'id': 'c', 'name': name, 'value': value}


def region(name, value=0.9):
    return {'id': 'r', 'region_info': BOX, 'data': {'concepts': [concept(name, value)]}}


def output(concepts=(), url=None, **data):
    data = dict(data, concepts=list(concepts))
    sent = {'url': url} if url else {'base64': 'dHJ1ZQ=='}
    return {'id': 'o', 'status': {'code': 10000, 'description': 'Ok'}, 'data': data,
            'model': {'id': 'm', 'name': 'general'}, 'input': {'data': {'image': sent}}}


def answer(*outputs):
    return {'status': {'code': 10000}, 'outputs': list(outputs)}


def result(source, found=None, index=0, error=None, given=None):
    return Result(index, source, output=found, input=given,
                  error=error and ItemError(*error))


def png(size=(8, 6)):
    """Returns a picture as bytes, where Pillow is installed."""
    import pytest
    image = pytest.importorskip('PIL.Image')
    data = io.BytesIO()
    image.new('RGB', size, '#aa3300').save(data, 'PNG')
    return data.getvalue()


class Page(HTMLParser, object):
    """What a browser makes of HTML: elements that are closed in order, and texts.

    Attributes:
        elements (list of tuple): name and dict of attributes of each element.
        texts (list of str): what stands between them, without styles and scripts.
    """

    def __init__(self, html):
        assert isinstance(html, six.text_type)
        HTMLParser.__init__(self)
        self.elements, self.texts, self._open = [], [], []
        self.feed(html)
        self.close()
        assert self._open == []

    def handle_starttag(self, tag, attrs):
        self.elements.append((tag, dict(attrs)))
        if tag not in VOID:
            self._open.append(tag)

    def handle_endtag(self, tag):
        assert self._open.pop() == tag

    def handle_data(self, data):
        if not set(self._open) & set(['style', 'script']):
            self.texts.append(data)

    def handle_charref(self, name):  # Python 2.7
        self.texts.append(six.unichr(int(name)))

    def handle_entityref(self, name):  # Python 2.7
        self.texts.append({'lt': '<', 'gt': '>', 'amp': '&', 'quot': '"'}[name])

    def handle_decl(self, decl):
        assert decl.lower() == 'doctype html'

    def named(self, tag, of_class=None):
        """Returns the attributes of the elements with a name, perhaps of a class."""
        return [attributes for name, attributes in self.elements if name == tag and (
            of_class is None or of_class in (attributes.get('class') or '').split())]

    @property
    def text(self):
        """The texts as one."""
        return ''.join(self.texts)

    def addresses(self):
        """Returns what is asked for, or led to."""
        return [attributes[name] for _, attributes in self.elements for name in ('src', 'href')
                if attributes.get(name)]

    def check_safe(self):
        """Fails where something runs that is not the page's own."""
        for name, attributes in self.elements:
            assert name not in ('iframe', 'object', 'embed', 'base', 'svg', 'link'), name
            assert not [one for one in attributes if one.startswith('on')], attributes
        for address in self.addresses():
            assert address.startswith(('https://', 'http://', './', '../', 'data:image/')), address
            assert not address.startswith('data:image/svg'), address
