"""What people do in a page: choose a picture, wait while the page goes on, load little."""
from __future__ import annotations

import os

PREDICT_CHOSEN = """
from clarifai.rest import ClarifaiApp

model = ClarifaiApp().models.get('general-v1.3')
answer = model.predict_by_filename('/tmp/chosen.png', max_concepts=1)
print(answer['outputs'][0]['data']['concepts'][0]['name'])
"""
WAIT = """
import js
from clarifai.waiting import wait_until

questions, before = [], js.ticks


def missing():
    questions.append(1)
    return None if len(questions) > 2 else 'something'


wait_until(missing, 'it', 10, 0.3)
print(js.ticks - before)
"""
LIGHT = """
import sys
before = set(sys.modules)
import clarifai.rest
clarifai.rest.ClarifaiApp(api_key='k')
print(sorted({name.partition('.')[0] for name in set(sys.modules) - before}
             & {'requests', 'urllib3', 'charset_normalizer', 'idna', 'certifi'}))
"""
ENVIRONMENT = """
import os
os.environ.update(HTTPS_PROXY='http://proxy.test:1', HTTP_PROXY='http://proxy.test:1',
                  REQUESTS_CA_BUNDLE='/not/there')
with open(os.path.expanduser('~/.netrc'), 'w') as netrc:
    netrc.write('machine 127.0.0.1 login a password b')
from clarifai.rest import ClarifaiApp
print(len(list(ClarifaiApp().inputs.get_all())))
os.remove(os.path.expanduser('~/.netrc'))
for name in ('HTTPS_PROXY', 'HTTP_PROXY', 'REQUESTS_CA_BUNDLE'):
    del os.environ[name]
"""


def with_key(sandbox, key):
    return {'CLARIFAI_API_BASE': sandbox.url, 'CLARIFAI_API_KEY': key}


def test_a_prediction_for_a_picture_that_somebody_chose(page, sandbox, media):
    page.browser.find_element('id', 'picture').send_keys(os.path.join(media, 'chelsea.png'))
    assert page.call("keepChosen('/tmp/chosen.png')") is None
    assert page.run('main', PREDICT_CHOSEN, with_key(sandbox, 'chosen')) == 'animal\n'


def test_the_page_goes_on_while_something_is_waited_for(page):
    assert int(page.run('main', WAIT)) >= 10  # of some 60
    assert int(page.run('main', WAIT, promises=False)) == 0


def test_a_client_loads_nothing_for_requests_before_the_first(wheels, browser, page, site):
    """In a page of its own, whose Python has sent nothing yet."""
    first = browser.current_window_handle
    browser.switch_to.new_window('tab')
    try:
        browser.get(site.url('/pages/programs.html'))
        assert page.run('main', LIGHT) == '[]\n'
    finally:
        browser.close()
        browser.switch_to.window(first)


def test_nothing_is_asked_of_the_environment(page, sandbox):
    assert page.run('main', ENVIRONMENT, with_key(sandbox, 'environment')) == '0\n'


def test_the_console_of_the_browser_has_no_complaints(page, sandbox, browser):
    browser.get_log('browser')
    program = "from clarifai.rest import ClarifaiApp\nClarifaiApp().inputs.check_status()"
    for place in ('main', 'worker'):
        page.run(place, program, with_key(sandbox, 'console'))
    assert browser.get_log('browser') == []
