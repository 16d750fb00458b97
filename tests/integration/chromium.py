"""A headless Chromium for tests of pages, and what they ask of every page.

On Debian: ``apt-get install chromium chromium-driver``. Where there is none, tests skip themselves.
"""
from __future__ import absolute_import

import base64
from contextlib import contextmanager
import shutil

import pytest

webdriver = pytest.importorskip('selenium.webdriver', reason='needs clarifai-rest[page-test]')

CHROMIUM = shutil.which('chromium') or shutil.which('chromium-browser')
DRIVER = shutil.which('chromedriver')
OPTIONS = ('--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run',
           '--disable-background-networking', '--disable-component-update', '--disable-sync',
           '--disable-dev-shm-usage', '--no-proxy-server')

needs_chromium = pytest.mark.skipif(
    not (CHROMIUM and DRIVER), reason='no Chromium here: apt-get install chromium chromium-driver')

# The lowest contrast (WCAG 2) of any text with what is behind it, and the text.
CONTRAST = r"""
const parts = (text) => {
  const [red, green, blue, alpha = 1] = text.match(/[\d.]+/g).map(Number);
  return [red, green, blue, alpha];
};
const over = (top, under) => [0, 1, 2].map(at => top[at] * top[3] + under[at] * (1 - top[3]));
const light = (colour) => {
  const [red, green, blue] = colour.map(value => value / 255).map(
    value => value <= .04045 ? value / 12.92 : ((value + .055) / 1.055) ** 2.4);
  return .2126 * red + .7152 * green + .0722 * blue;
};
const behind = (element) => {
  if (!element) return [255, 255, 255];
  return over(parts(getComputedStyle(element).backgroundColor), behind(element.parentElement));
};
let worst = [99, ''];
const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
while (walker.nextNode()) {
  const text = walker.currentNode.textContent.trim(), element = walker.currentNode.parentElement;
  if (!text || element.closest('svg, datalist, style, script, .unseen')) continue;
  const under = behind(element), colour = parts(getComputedStyle(element).color);
  for (let holder = element; holder; holder = holder.parentElement)
    colour[3] *= Number(getComputedStyle(holder).opacity);
  const ink = over(colour, under);
  const [high, low] = [light(ink), light(under)].sort((one, other) => other - one);
  const contrast = (high + .05) / (low + .05);
  if (contrast < worst[0]) worst = [contrast, text];
}
return worst;
"""
BROKEN_PICTURES = """
return [...document.images].filter(one => {
  const box = one.getBoundingClientRect();
  return box.top < innerHeight && one.complete && !one.naturalWidth;
}).map(one => one.src);
"""


@contextmanager
def running(profile, *options):
    """A browser, while the block lasts.

    Args:
        profile (Path): an empty folder, for what it keeps.
        options (str): further ones of its command line.

    Yields:
        selenium.webdriver.Chrome
    """
    made = webdriver.ChromeOptions()
    made.binary_location = CHROMIUM
    for option in OPTIONS + ('--user-data-dir=%s' % profile,) + options:
        made.add_argument(option)
    made.set_capability('goog:loggingPrefs', {'browser': 'ALL'})
    with pytest.MonkeyPatch.context() as patch:
        for name in ('no_proxy', 'NO_PROXY'):
            patch.setenv(name, '127.0.0.1,localhost')
        driver = webdriver.Chrome(made, webdriver.ChromeService(DRIVER))
        driver.set_page_load_timeout(30)
        try:
            yield driver
        finally:
            driver.quit()


def set_up(browser, size, scheme):
    browser.execute_cdp_cmd('Emulation.setDeviceMetricsOverride', {
        'width': size[0], 'height': size[1], 'deviceScaleFactor': 1, 'mobile': False})
    browser.execute_cdp_cmd('Emulation.setEmulatedMedia', {
        'features': [{'name': 'prefers-color-scheme', 'value': scheme}]})


def keep_screenshot(browser, path):
    size = browser.execute_cdp_cmd('Page.getLayoutMetrics', {})['cssContentSize']
    shot = browser.execute_cdp_cmd('Page.captureScreenshot', {
        'captureBeyondViewport': True, 'clip': dict(size, scale=1)})
    path.write_bytes(base64.b64decode(shot['data']))
