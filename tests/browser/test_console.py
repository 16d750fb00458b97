"""The Python console of the sandbox's page, used as a person would.

Screenshots are left in pytest's temporary folder (``--basetemp`` chooses it), to be looked at.
"""
from __future__ import annotations

import base64
import io
import os
import zipfile

import harness
import pytest

READY = 90  # seconds until Python is there
SIZES = {'1280': (1280, 900), '400': (400, 860)}


@pytest.fixture(scope='module')
def console_sandbox(webdriver, media):
    """A `SandboxProcess` whose page has a console."""
    from sandbox_process import SandboxProcess
    process = SandboxProcess('--media', media, '--pyodide', harness.PYODIDE)
    yield process
    process.stop()


@pytest.fixture(scope='module')
def console(console_sandbox, browser, media):
    """The console with Python in it, in a tab of its own, and pictures that were chosen."""
    first = browser.current_window_handle
    browser.switch_to.new_window('tab')
    browser.get(console_sandbox.url + '/page/console')
    shown = Console(browser)
    shown.wait_for_state('Python is ready')
    browser.find_element('id', 'chosen').send_keys('\n'.join(
        os.path.join(media, name) for name in ('chelsea.png', 'coffee.png')))
    yield shown
    browser.close()
    browser.switch_to.window(first)


class Console:
    """What a person sees of the console, and does."""

    def __init__(self, browser):
        self.browser = browser

    def wait_for_state(self, text):
        """Wait until the line below the code says something."""
        from selenium.webdriver.support.ui import WebDriverWait
        WebDriverWait(self.browser, READY, 0.05).until(
            lambda browser: text in browser.find_element('id', 'state').text)

    def run(self, code=None):
        """Run what is there, or something else; return what is printed then."""
        field = self.browser.find_element('id', 'code')
        if code is not None:
            self.browser.execute_script('arguments[0].value = arguments[1]', field, code)
        before = len(self.printed())
        self.browser.find_element('id', 'run').click()
        self.wait_for_state('Ready.')
        return ''.join(self.printed()[before:])

    def printed(self):
        """Return what was printed so far, block by block, without the code."""
        return self.browser.execute_script(
            "return [...document.querySelectorAll('#transcript pre')]"
            ".filter(one => one.dataset.kind !== 'code').map(one => one.textContent)")


def test_it_runs_the_client_against_this_sandbox(console):
    assert console.run() == "'general-v1.3'\n"
    assert console.run('print(app.inputs.check_status().processed)') == '0\n'


def test_a_chosen_picture_is_predicted_by_the_example(console):
    console.browser.find_element('css selector', '[data-example=predict]').click()
    assert 'coffee.png' in console.browser.find_element('id', 'code').get_property('value')
    assert 'coffee' in console.run()


def test_an_upload_appears_beside_it(console):
    console.browser.find_element('css selector', '[data-example=upload]').click()
    assert "['mine']" in console.run()
    from selenium.webdriver.support.ui import WebDriverWait
    WebDriverWait(console.browser, READY, 0.05).until(lambda browser: browser.execute_script(
        "const picture = document.querySelector('#pictures img');"
        "return picture && picture.complete && picture.naturalWidth;"))


@pytest.mark.parametrize('example', ['search', 'sdk'])
def test_the_other_examples(console, example):
    console.run('from clarifai.rest import ClarifaiApp; app = ClarifaiApp(api_key="try-it")')
    console.browser.find_element('css selector', '[data-example=%s]' % example).click()
    assert 'Traceback' not in console.run()


def test_errors_are_those_of_the_program(console):
    said = console.run("app.models.get('general-v1.3').predict_by_filename('nowhere.jpg')")
    assert said.startswith('Traceback (most recent call last):\n  File "<console>"')
    assert "filename 'nowhere.jpg' cannot be read" in said
    assert '_pyodide' not in said
    assert 'SyntaxError' in console.run('for')


@pytest.mark.parametrize('size', sorted(SIZES))
@pytest.mark.parametrize('scheme', ['light', 'dark'])
def test_it_can_be_read(console, tmp_path, size, scheme):
    browser, (width, height) = console.browser, SIZES[size]
    browser.execute_cdp_cmd('Emulation.setDeviceMetricsOverride', {
        'width': width, 'height': height, 'deviceScaleFactor': 1, 'mobile': False})
    browser.execute_cdp_cmd('Emulation.setEmulatedMedia', {
        'features': [{'name': 'prefers-color-scheme', 'value': scheme}]})
    assert browser.execute_script('return document.documentElement.scrollWidth') <= width
    from sandbox.test_page_browser import CONTRAST
    contrast, text = browser.execute_script(CONTRAST)
    assert contrast >= 4.5, text
    layout = browser.execute_cdp_cmd('Page.getLayoutMetrics', {})['cssContentSize']
    shot = browser.execute_cdp_cmd('Page.captureScreenshot', {
        'captureBeyondViewport': True, 'clip': dict(layout, scale=1)})
    (tmp_path / ('console-%s-%s.png' % (size, scheme))).write_bytes(
        base64.b64decode(shot['data']))


def test_what_is_printed_appears_whole_and_while_it_is_printed(console):
    assert console.run('print("no end of a line", end="")') == 'no end of a line'
    assert console.run('for number in range(30000): print(number)').count('\n') == 30000
    browser = console.browser
    field = browser.find_element('id', 'code')
    browser.execute_script('arguments[0].value = arguments[1]', field, (
        'import time\nprint("begun", end="", flush=True)\ntime.sleep(2)\nprint("done")'))
    browser.find_element('id', 'run').click()
    from selenium.webdriver.support.ui import WebDriverWait
    WebDriverWait(browser, READY, 0.05).until(lambda _: console.printed()[-1] == 'begun')
    assert 'Running' in browser.find_element('id', 'state').text
    console.wait_for_state('Ready.')
    assert console.printed()[-1] == 'begundone\n'


@pytest.mark.parametrize('endless', ['while True: pass', 'while True: print("on and on")'])
def test_what_does_not_end_can_be_stopped(console, endless):
    browser = console.browser
    field = browser.find_element('id', 'code')
    browser.execute_script('arguments[0].value = arguments[1]', field, endless)
    browser.find_element('id', 'run').click()
    console.wait_for_state('Running')
    browser.find_element('id', 'stop').click()
    console.wait_for_state('Python is ready')
    assert console.run("import os; sorted(os.listdir('.'))") == "['chelsea.png', 'coffee.png']\n"


def test_nothing_goes_wrong_and_nothing_is_kept(console):
    browser = console.browser
    assert browser.get_log('browser') == []
    assert browser.execute_async_script(
        'const done = arguments[0]; Promise.all([indexedDB.databases(), caches.keys()]).then('
        '([bases, stores]) => done(bases.length + stores.length + localStorage.length'
        ' + sessionStorage.length + document.cookie.length))') == 0


def test_the_client_is_what_is_installed_without_what_no_page_runs(console_sandbox):
    import requests
    answer = requests.get(console_sandbox.url + '/page/console/client.zip', timeout=30)
    names = zipfile.ZipFile(io.BytesIO(answer.content)).namelist()
    assert 'clarifai/rest/app.py' in names and 'requests/__init__.py' in names
    assert 'certifi/cacert.pem' in names
    assert not [name for name in names if name.startswith('clarifai/sandbox')
                or '__pycache__' in name or name.endswith('.pyi')]
    assert len(answer.content) < 1000000  # the documentation says how much it is


def test_without_the_option_there_is_no_console(sandbox):
    import requests
    for path in ('/page/console', '/page/console/client.zip', '/page/console/pyodide/pyodide.mjs'):
        answer = requests.get(sandbox.url + path, timeout=30)
        assert answer.status_code == 404 and '--pyodide DIR' in answer.text
    assert 'Try it' not in requests.get(sandbox.url + '/', timeout=30).text


def test_it_is_for_this_machine_alone_and_serves_nothing_else(console_sandbox):
    import requests
    for path in ('client.zip', 'pyodide/pyodide.mjs', ''):
        answer = requests.get('%s/page/console/%s' % (console_sandbox.url, path), timeout=30,
                              headers={'Origin': 'https://stranger.test'})
        assert answer.status_code in (403, 404)
    for name in ('package.json', '..%2Fpackage.json', '%2Fetc%2Fpasswd'):
        assert requests.get('%s/page/console/pyodide/%s' % (console_sandbox.url, name),
                            timeout=30).status_code == 404


def test_a_folder_without_pyodide_is_refused(tmp_path, capsys):
    from clarifai.sandbox import Sandbox, main
    assert main.main(['--pyodide', str(tmp_path), '--port', '0']) == 2
    assert 'has no pyodide.mjs' in capsys.readouterr().err
    with pytest.raises(ValueError, match='has no pyodide.mjs'):
        Sandbox(pyodide=str(tmp_path))
