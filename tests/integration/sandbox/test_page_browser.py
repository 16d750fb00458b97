"""The web page in a real Chromium: with the keyboard alone, in light and dark, narrow and wide.

Screenshots are left in pytest's temporary folder (``--basetemp`` chooses it), to be looked at.
"""
from __future__ import absolute_import

import re

import pytest
import requests
from chromium import (BROKEN_PICTURES, CONTRAST, keep_screenshot, needs_chromium, running, set_up,
                      webdriver)
from page_content import EVIL, add_model, add_pictures, address_of
from sandbox_process import Api, SandboxProcess, photograph, wait_for

Keys = pytest.importorskip('selenium.webdriver.common.keys').Keys
By = pytest.importorskip('selenium.webdriver.common.by').By

WIDE, NARROW = (1280, 900), (360, 740)
MOST_TABS = 60

pytestmark = needs_chromium

# What has the focus: what it says, where it is, and the line around it.
FOCUSED = """
const it = document.activeElement, box = it.getBoundingClientRect(), style = getComputedStyle(it);
return {text: it.innerText || it.name || it.tagName, tag: it.tagName,
        seen: box.width > 0 && box.height > 0 && box.bottom > 0 && box.top < innerHeight
              && box.right > 0 && box.left < innerWidth,
        line: style.outlineStyle === 'none' ? 0 : parseFloat(style.outlineWidth)};
"""
# How far the first box is from where it belongs on its picture, in CSS pixels.
MISPLACED = """
const picture = document.querySelector('.whole img').getBoundingClientRect();
const box = document.querySelector('.whole rect').getBoundingClientRect();
return Math.max(Math.abs(box.left - picture.left - picture.width / 2),
                Math.abs(box.right - picture.right),
                Math.abs(box.top - picture.top - picture.height / 4),
                Math.abs(box.bottom - picture.top - picture.height * 3 / 4));
"""


@pytest.fixture(scope='module')
def api():
    process = SandboxProcess()
    add_model(Api(process.url))
    api = Api(process.url)
    add_pictures(api)
    yield api
    process.stop()


@pytest.fixture(scope='module')
def app(api):
    return address_of(api, '4 inputs')


@pytest.fixture(scope='module')
def browser(tmp_path_factory):
    with running(tmp_path_factory.mktemp('profile')) as driver:
        yield driver


@pytest.fixture(scope='module')
def screenshots(tmp_path_factory):
    return tmp_path_factory.mktemp('screenshots')


@pytest.fixture(autouse=True)
def nothing_goes_wrong_in_the_browser(browser):
    """No refused style, script or picture, no failed request: the console stays empty."""
    yield
    assert browser.get_log('browser') == []


def press(browser, *keys):
    webdriver.ActionChains(browser).send_keys(*keys).perform()


def tab_to(browser, text, tag=''):
    """Presses Tab until what has the focus says `text`; everything on the way can be seen."""
    for _ in range(MOST_TABS):
        press(browser, Keys.TAB)
        focused = browser.execute_script(FOCUSED)
        assert focused['seen'], focused
        # A file field draws its own line, on the button in it.
        assert focused['line'] >= 2 or focused['text'] == 'picture', focused
        if text in focused['text'] and tag in focused['tag']:
            return
    raise AssertionError('Tab never comes to %r' % text)


def arrives(browser, text):
    """Returns whether a page that says `text` is there, after a while."""
    return wait_for(lambda: text in browser.execute_script(
        "const main = document.querySelector('main'); return main ? main.innerText : '';"))


def test_the_keyboard_goes_everywhere(browser, api, app):
    set_up(browser, WIDE, 'light')
    browser.get(api.url + '/')
    tab_to(browser, u'App of the key \u2026' + api.key[-4:])
    press(browser, Keys.ENTER)
    assert arrives(browser, 'Inputs\n')
    tab_to(browser, 'cat\n')
    press(browser, Keys.ENTER)
    assert arrives(browser, '30000 Download complete')
    tab_to(browser, 'Find inputs that look like it')
    press(browser, Keys.ENTER)
    assert arrives(browser, 'Inputs that look like cat')
    tab_to(browser, 'concept')
    press(browser, 'cup', Keys.ENTER)
    assert arrives(browser, 'Inputs that were given cup')
    browser.get(api.url + '/page/requests')
    tab_to(browser, 'POST /v2/inputs', 'A')
    press(browser, Keys.ENTER)
    assert arrives(browser, '"inputs": [')


def test_the_skip_link_comes_first_and_leads_past_the_head(browser, api, app):
    set_up(browser, WIDE, 'light')
    browser.get(api.url + app + 'inputs')
    tab_to(browser, 'Skip to the content')
    press(browser, Keys.ENTER)
    assert wait_for(lambda: browser.switch_to.active_element.get_attribute('id') == 'content')
    press(browser, Keys.TAB)
    assert browser.execute_script(FOCUSED)['text'].startswith('all')


def test_tab_follows_the_order_of_the_page(browser, api, app):
    for path in ('/', app + 'inputs', app + 'input?id=cat', app + 'search', app + 'predict',
                 '/page/requests'):
        browser.get(api.url + path)
        assert browser.find_elements(
            By.CSS_SELECTOR, '[tabindex]:not([tabindex="0"]):not([tabindex="-1"])') == []


def test_a_radio_button_is_chosen_with_the_arrows(browser, api, app):
    set_up(browser, WIDE, 'light')
    browser.get(api.url + app + 'search')
    tab_to(browser, 'concept')
    press(browser, 'red')
    tab_to(browser, 'by')
    press(browser, Keys.ARROW_DOWN)
    tab_to(browser, 'Search', 'BUTTON')
    press(browser, Keys.ENTER)
    assert arrives(browser, 'Inputs in which the general model sees red')
    assert arrives(browser, EVIL)


def test_search_by_a_picture_from_the_disk(browser, api, app, tmp_path):
    picture = tmp_path / 'cup.jpg'
    picture.write_bytes(photograph('coffee', (0, 0, .9, .9)))
    browser.get(api.url + app + 'search')
    browser.find_element(By.ID, 'picture').send_keys(str(picture))
    tab_to(browser, 'picture')
    tab_to(browser, 'Search', 'BUTTON')
    press(browser, Keys.ENTER)
    assert arrives(browser, 'Inputs that look like the picture that you sent')
    assert browser.find_element(By.CSS_SELECTOR, '.tile .id').text == 'cup'


@pytest.mark.parametrize('size', [WIDE, NARROW], ids=['wide', 'narrow'])
@pytest.mark.parametrize('scheme', ['light', 'dark'])
def test_a_prediction_for_a_picture_from_the_disk(browser, api, app, tmp_path, screenshots, size,
                                                  scheme):
    set_up(browser, size, scheme)
    picture = tmp_path / 'astronaut.jpg'
    picture.write_bytes(photograph('astronaut'))
    for model, said in (('Face', '.whole rect'), ('', '.predicted .bar')):  # '': the general one
        browser.get(api.url + app + 'predict')
        browser.find_element(By.ID, 'picture').send_keys(str(picture))
        tab_to(browser, 'picture')
        tab_to(browser, '', 'SELECT')
        press(browser, *model)
        tab_to(browser, 'Predict', 'BUTTON')
        press(browser, Keys.ENTER)
        assert wait_for(lambda: browser.find_elements(By.CSS_SELECTOR, said))
        assert browser.execute_script(BROKEN_PICTURES) == []
        assert browser.execute_script(CONTRAST)[0] >= 4.5
        assert browser.execute_script(
            'return document.documentElement.scrollWidth') <= size[0]
        keep_screenshot(browser, screenshots / ('predicted-%s-%d-%s.png' % (
            model or 'General', size[0], scheme)))


@pytest.mark.parametrize('size', [WIDE, NARROW], ids=['wide', 'narrow'])
def test_boxes_are_drawn_where_they_belong(browser, api, app, size):
    set_up(browser, size, 'light')
    browser.get(api.url + app + 'input?id=cat')
    assert browser.execute_script(MISPLACED) < 2


@pytest.mark.parametrize('size', [WIDE, NARROW], ids=['wide', 'narrow'])
@pytest.mark.parametrize('scheme', ['light', 'dark'])
def test_every_page_is_legible(browser, api, app, screenshots, size, scheme):
    set_up(browser, size, scheme)
    trained = address_of(api, '8 inputs')
    pages = {'apps': '/', 'inputs': app + 'inputs', 'input': app + 'input?id=cat',
             'models': trained + 'models', 'model': trained + 'model?id=pets',
             'search': app + 'search?like=cat', 'predict': app + 'predict',
             'requests': '/page/requests',
             'request': re.search(r'/page/requests/\d+(?=")', requests.get(
                 api.url + '/page/requests', timeout=10).text).group()}
    for name, path in sorted(pages.items()):
        browser.get(api.url + path)
        contrast, text = browser.execute_script(CONTRAST)
        assert contrast >= 4.5, (name, text)
        assert browser.execute_script(
            'return document.documentElement.scrollWidth') <= size[0], name
        assert browser.execute_script(BROKEN_PICTURES) == [], name
        keep_screenshot(browser, screenshots / ('%s-%d-%s.png' % (name, size[0], scheme)))
