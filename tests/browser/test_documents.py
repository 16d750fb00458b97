"""The page and the notebook of the documentation do what it says."""
from __future__ import annotations

import json
import os

import harness
import pytest

EXAMPLES = os.path.join(harness.ROOT, 'docs', 'examples')
PYODIDE_OF_THE_PAGE = 'https://cdn.jsdelivr.net/pyodide/v314.0.7/full/pyodide.mjs'
PACKAGES_OF_THE_PAGE = """[
  'requests', 'six', new URL('clarifai_rest-2.7.0-py2.py3-none-any.whl', location).href]"""


def read(name):
    with open(os.path.join(EXAMPLES, name), encoding='utf-8') as opened:
        return opened.read()


def replaced(text, old, new):
    """Return a text with something else in one place, which must be there."""
    assert text.count(old) == 1, old
    return text.replace(old, new)


def test_the_plain_page(page, site, platform_sandbox, wheels, media):
    """As it stands, but for where Python and the wheels are, and the address of the server."""
    from selenium.webdriver.support.ui import WebDriverWait
    names = ['/wheels/' + os.path.basename(path) for path in wheels]
    assert os.path.basename(names[-1]) in PACKAGES_OF_THE_PAGE
    text = read('page.html')
    assert len(text.splitlines()) <= 30
    text = replaced(text, PYODIDE_OF_THE_PAGE, '/pyodide/pyodide.mjs')
    text = replaced(text, PACKAGES_OF_THE_PAGE, json.dumps(names))
    text = replaced(text, 'https://api.clarifai.com', platform_sandbox.url)
    site.texts['/page.html'] = 'text/html', text.encode('utf-8')
    browser, first = page.browser, page.browser.current_window_handle
    browser.switch_to.new_window('tab')
    try:
        browser.get(site.url('/page.html'))
        said = browser.find_element('id', 'said')
        wait = WebDriverWait(browser, harness.LONGEST, 0.05)
        wait.until(lambda _: said.text == 'Choose a picture.')
        browser.find_element('id', 'pat').send_keys('pat-of-the-page')
        browser.find_element('id', 'picture').send_keys(os.path.join(media, 'chelsea.png'))
        wait.until(lambda _: said.text.startswith('animal, '))
    finally:
        browser.close()
        browser.switch_to.window(first)


@pytest.mark.parametrize('place', ['main', 'worker'])
def test_the_notebook(page, sandbox, place):
    """All cells but the two that install the client and ask for a key."""
    cells = [''.join(cell['source']) for cell in json.loads(read('tutorial.ipynb'))['cells']
             if cell['cell_type'] == 'code']
    assert cells[0].startswith('%pip install') and 'getpass' in cells[1]
    assert len(cells) > 15
    page.run(place, '\n'.join(cells[2:]), {'CLARIFAI_API_BASE': sandbox.url,
                                           'CLARIFAI_API_KEY': 'notebook-' + place})
