"""Views in a real Chromium: light and dark, wide and narrow, in a notebook's page, and a gallery.

Screenshots are left in pytest's temporary folder (``--basetemp`` chooses it), to be looked at.
"""
from __future__ import absolute_import

import pytest
from chromium import (BROKEN_PICTURES, CONTRAST, keep_screenshot, needs_chromium, running, set_up,
                      webdriver)
from page_content import EVIL
from sandbox_process import photograph

from clarifai import views
from clarifai.bulk import ItemError, Result
from clarifai.rest import Image
from clarifai.rest.model import Model
from clarifai.rest.search import Hits

Keys = pytest.importorskip('selenium.webdriver.common.keys').Keys
By = pytest.importorskip('selenium.webdriver.common.by').By

WIDE, NARROW = (1280, 900), (400, 740)
WIDTH = 'return document.documentElement.scrollWidth'
# How far the first box is from where it belongs on its picture, in CSS pixels.
MISPLACED = """
const picture = document.querySelector('.picture img').getBoundingClientRect();
const box = document.querySelector('.picture .box').getBoundingClientRect();
return Math.max(Math.abs(box.left - picture.left - picture.width * .35),
                Math.abs(box.right - picture.left - picture.width * .54),
                Math.abs(box.top - picture.top - picture.height * .13),
                Math.abs(box.bottom - picture.top - picture.height * .32));
"""
ON_THE_WALL = """
return [...document.querySelectorAll('.card:not([hidden])')].map(card => card.dataset.name);
"""
LIGHT, DARK = '#ffffff;color:#212121', '#111111;color:#d4d4d4'

pytestmark = needs_chromium


def concepts(*pairs):
    return [{'id': name, 'name': name, 'value': value} for name, value in pairs]


def output(found=(), **data):
    return {'status': {'code': 10000, 'description': 'Ok'}, 'model': {'id': 'm', 'name': 'general'},
            'input': {'data': {'image': {'base64': 'dHJ1ZQ=='}}},
            'data': dict(data, concepts=concepts(*found))}


FACE = {'id': 'f', 'region_info': {'bounding_box': {
    'left_col': .35, 'right_col': .54, 'top_row': .13, 'bottom_row': .32}},
    'data': {'concepts': concepts(('face', .98))}}
COLOURS = [{'raw_hex': raw, 'value': value, 'w3c': {'name': name}} for raw, name, value in (
    ('#a0522d', 'Sienna', .35), ('#f5f5dc', 'Beige', .24), ('#101010', 'Black', .02))]
FRAMES = [{'frame_info': {'time': 500 * number},
           'data': {'concepts': concepts(('rocket', .9), ('sky', .4))}} for number in range(3)]
NAMES = ('ant', 'bee', 'a concept with a name that is long', EVIL)
EVALUATION = {'eval_metrics': [{
    'summary': {'macro_avg_roc_auc': .987, 'macro_avg_precision': .75, 'top1_accuracy': .8},
    'binary_metrics': [{'num_pos': 12, 'f1': .5, 'roc_auc': .9, 'avg_precision': .7,
                        'concept': {'id': name, 'name': name}} for name in NAMES],
    'confusion_matrix': {'concept_ids': list(NAMES), 'matrix': [
        {'actual': one, 'predicted': other, 'value': .85 if one == other else .05}
        for one in NAMES for other in NAMES]}}]}
MODEL = {'id': 'insects', 'name': EVIL, 'app_id': 'a', 'created_at': '2026-11-29T05:02:36Z',
         'model_version': {'id': 'b8d280fe12db42e586512822ae19dac0', 'status': {'code': 21100}},
         'output_info': {'data': {'concepts': concepts(*[(name, 1) for name in NAMES])}}}


@pytest.fixture(scope='module')
def photographs():
    return dict((name, photograph(name)) for name in ('astronaut', 'chelsea', 'coffee', 'rocket'))


@pytest.fixture(scope='module')
def shown(photographs):
    """Views by name."""
    many = concepts(*[('concept %d' % number, 1 - number / 30.0) for number in range(30)])
    cat = Image(file_obj=_file(photographs['chelsea']), image_id='chelsea', concepts=['cat', EVIL],
                metadata={'place': 'home', 'words': EVIL})
    hits = Hits([cat] * 7)
    for hit in hits:
        hit.score = .87
    run = Result(0, photographs['coffee'], output=output([('cup', .99), ('espresso', .97)]))
    failed = Result(1, 'photos/gone.jpg', error=ItemError(30002, 'Download failed; ' + EVIL))
    return {
        'faces': views.show(output(regions=[FACE]), photographs['astronaut']),
        'concepts': views.show({'outputs': [dict(output(), data={'concepts': many})]},
                               photographs['coffee']),
        'colours': views.show(output(colors=COLOURS), photographs['chelsea']),
        'film': views.show(output(frames=FRAMES), photographs['rocket']),
        'text': views.show(output(text={'raw': 'Two lines,\nand ' + EVIL * 4}),
                           photographs['rocket']),
        'input': views.show(cat), 'hits': views.show(hits),
        'model': views.show(Model(None, MODEL)), 'evaluation': views.show(EVALUATION),
        'results': views.show([run, failed] * 4)}


def _file(data):
    import io
    return io.BytesIO(data)


@pytest.fixture(scope='module')
def gallery(photographs, tmp_path_factory):
    """The address of a gallery of five pictures, of which one failed."""
    folder = tmp_path_factory.mktemp('gallery')
    for name, data in photographs.items():
        (folder / (name + '.jpg')).write_bytes(data)
    found = [('astronaut', output([('person', .9), ('face', .5)], regions=[FACE])),
             ('chelsea', output([('cat', .95), ('animal', .9), ('face', .2), ('fur', .1)])),
             ('coffee', output([('cup', .8), (EVIL, .7)])), ('rocket', output([('sky', .6)]))]
    results = [Result(number, str(folder / (name + '.jpg')), output=said)
               for number, (name, said) in enumerate(found)]
    results.append(Result(4, 'gone.jpg', error=ItemError(30002, 'Download failed')))
    assert views.write_gallery(results, str(folder / 'out.html')) == 5
    return (folder / 'out.html').as_uri()


@pytest.fixture(scope='module')
def browser(tmp_path_factory):
    with running(tmp_path_factory.mktemp('profile')) as driver:
        yield driver


@pytest.fixture(scope='module')
def screenshots(tmp_path_factory):
    return tmp_path_factory.mktemp('screenshots')


@pytest.fixture(autouse=True)
def nothing_goes_wrong_in_the_browser(browser):
    """No refused style, script or picture: the console stays empty."""
    yield
    assert browser.get_log('browser') == []


@pytest.mark.parametrize('size', [WIDE, NARROW], ids=['wide', 'narrow'])
@pytest.mark.parametrize('scheme', ['light', 'dark'])
def test_pages_can_be_read(browser, shown, screenshots, tmp_path, size, scheme):
    set_up(browser, size, scheme)
    for name, view in sorted(shown.items()):
        page = tmp_path / (name + '.html')
        view.save(str(page))
        browser.get(page.as_uri())
        check_page(browser, size)
        assert page.stat().st_size < 128 * 1024, name
        keep_screenshot(browser, screenshots / ('%s-%d-%s.png' % (name, size[0], scheme)))


@pytest.mark.parametrize('ground', [LIGHT, DARK], ids=['light', 'dark'])
@pytest.mark.parametrize('scheme', ['light', 'dark'])
def test_in_a_notebook_they_take_its_colours_whatever_the_system_says(
        browser, shown, screenshots, tmp_path, ground, scheme):
    set_up(browser, WIDE, scheme)
    page = tmp_path / 'notebook.html'
    # As Jupyter and VS Code draw the outputs of cells: tables with stripes, lines to the right.
    page.write_text(
        '<!DOCTYPE html><meta charset="utf-8"><style>table { margin-left: auto } tbody '
        'tr:nth-child(odd) { background: rgba(130, 130, 130, .1) } th, td { text-align: right; '
        'padding: .5em } img { max-width: 100%%; height: auto } ul { padding-left: 2em }</style>'
        '<body style="background:%s;font:14px sans-serif">%s</body>' % (
            ground, ''.join(view.html for _, view in sorted(shown.items()))), encoding='utf-8')
    browser.get(page.as_uri())
    check_page(browser, WIDE)
    keep_screenshot(browser, screenshots / ('notebook-%s-in-%s.png' % (
        'dark' if ground == DARK else 'light', scheme)))


def check_page(browser, size):
    """Fails where a page cannot be read, is wider than its window, or lacks a picture."""
    contrast, text = browser.execute_script(CONTRAST)
    assert contrast >= 4.5, text
    assert browser.execute_script(WIDTH) <= size[0]
    assert browser.execute_script(BROKEN_PICTURES) == []


@pytest.mark.parametrize('size', [WIDE, NARROW], ids=['wide', 'narrow'])
def test_boxes_stand_where_they_belong(browser, shown, tmp_path, size):
    set_up(browser, size, 'light')
    page = tmp_path / 'faces.html'
    shown['faces'].save(str(page))
    browser.get(page.as_uri())
    assert browser.execute_script(MISPLACED) < 2


@pytest.mark.parametrize('size', [WIDE, NARROW], ids=['wide', 'narrow'])
@pytest.mark.parametrize('scheme', ['light', 'dark'])
def test_a_gallery_can_be_read(browser, gallery, screenshots, size, scheme):
    set_up(browser, size, scheme)
    browser.get(gallery)
    check_page(browser, size)
    assert browser.execute_script(MISPLACED) < 2
    keep_screenshot(browser, screenshots / ('gallery-%d-%s.png' % (size[0], scheme)))


def press(browser, *keys):
    webdriver.ActionChains(browser).send_keys(*keys).perform()


def on_the_wall(browser):
    return [name.rpartition('/')[2].partition('.')[0]
            for name in browser.execute_script(ON_THE_WALL)]


def words_of(browser, name):
    """Returns what stands on a card."""
    return browser.find_element(By.CSS_SELECTOR, '[data-name$="%s.jpg"]' % name).text


def test_a_gallery_is_searched_and_sorted_with_the_keyboard(browser, gallery):
    set_up(browser, WIDE, 'light')
    browser.get(gallery)
    everything = ['astronaut', 'chelsea', 'coffee', 'rocket', 'gone']
    assert on_the_wall(browser) == everything
    count = browser.find_element(By.ID, 'count')
    assert count.text == '5 pictures'
    press(browser, Keys.TAB, 'face')  # the name of a thing
    assert on_the_wall(browser) == ['astronaut', 'chelsea']
    assert count.text == '2 of 5 pictures'
    words = words_of(browser, 'chelsea')
    assert 'face\n0.20' in words and 'cat' not in words
    press(browser, Keys.TAB, *[Keys.PAGE_UP] * 3)  # the least value: a tenth each
    assert on_the_wall(browser) == ['astronaut']
    press(browser, Keys.HOME)
    press(browser, Keys.TAB, 'low')  # the lowest value first
    assert on_the_wall(browser) == ['chelsea', 'astronaut']
    press(browser, Keys.TAB, ' ')  # only what failed
    assert on_the_wall(browser) == []
    words = browser.find_element(By.NAME, 'words')
    words.clear()
    assert on_the_wall(browser) == ['gone']


@pytest.mark.parametrize('order, first', [
    ('by name', 'astronaut'), ('highest value first', 'astronaut'),
    ('lowest value first', 'gone'), ('most found first', 'chelsea')])
def test_the_orders_of_a_gallery(browser, gallery, order, first):
    browser.get(gallery)
    browser.find_element(By.XPATH, '//option[. = "%s"]' % order).click()
    assert on_the_wall(browser)[0] == first
    assert len(on_the_wall(browser)) == 5


def test_names_of_files_are_looked_for_as_well(browser, gallery):
    browser.get(gallery)
    browser.find_element(By.NAME, 'words').send_keys('rock')
    assert on_the_wall(browser) == ['rocket']


def test_a_picture_of_a_gallery_leads_to_its_file(browser, gallery):
    browser.get(gallery)
    link = browser.find_element(By.LINK_TEXT, 'coffee.jpg').get_attribute('href')
    assert link == gallery.replace('out.html', 'coffee.jpg')
