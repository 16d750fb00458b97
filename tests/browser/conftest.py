"""One browser, one page and two sandboxes for all tests of a browser."""
from __future__ import absolute_import

import os
import subprocess
import sys

import pytest

if sys.version_info < (3, 9):
    collect_ignore_glob = ['test_*.py']
else:
    import harness

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
INTEGRATION = os.path.join(ROOT, 'tests', 'integration')
if INTEGRATION not in sys.path:
    sys.path.append(INTEGRATION)


@pytest.fixture(scope='session')
def webdriver():
    """Selenium, where all is there that tests in a browser need."""
    if harness.missing():
        pytest.skip(harness.missing())
    return pytest.importorskip('selenium.webdriver', reason='needs clarifai-rest[page-test]')


@pytest.fixture(scope='session')
def media(tmp_path_factory):
    """A folder with the photographs of the tutorial."""
    folder = str(tmp_path_factory.mktemp('photographs'))
    subprocess.check_output([sys.executable, os.path.join(ROOT, 'docs/examples/photographs.py'),
                             folder])
    return folder


@pytest.fixture(scope='session')
def wheels(webdriver, tmp_path_factory):
    """The paths of what a page loads for the client, which is built from this checkout."""
    return harness.required_wheels() + [harness.build_wheel(str(tmp_path_factory.mktemp('wheel')))]


@pytest.fixture(scope='session')
def site(wheels, media):
    """What serves the page, by another port than that of the sandbox."""
    served = harness.Site(*harness.files_of(wheels, media))
    yield served
    served.stop()


@pytest.fixture(scope='session')
def sandbox(webdriver, media):
    """A `SandboxProcess` that takes any key."""
    from sandbox_process import SandboxProcess
    process = SandboxProcess('--media', media)
    yield process
    process.stop()


@pytest.fixture(scope='session')
def platform_sandbox(webdriver, media):
    """The same with the rules of today's platform."""
    from sandbox_process import SandboxProcess
    process = SandboxProcess('--media', media, '--platform')
    yield process
    process.stop()


@pytest.fixture(scope='session')
def browser(webdriver, tmp_path_factory):
    """A Chromium without a window."""
    options = webdriver.ChromeOptions()
    options.binary_location = harness.CHROMIUM
    for option in harness.OPTIONS + (
            '--user-data-dir=%s' % tmp_path_factory.mktemp('profile'),):
        options.add_argument(option)
    options.set_capability('goog:loggingPrefs', {'browser': 'ALL'})
    with pytest.MonkeyPatch.context() as patch:
        for name in ('no_proxy', 'NO_PROXY'):
            patch.setenv(name, '127.0.0.1,localhost')
        driver = webdriver.Chrome(options, webdriver.ChromeService(harness.DRIVER))
        driver.set_page_load_timeout(60)
        driver.set_script_timeout(harness.LONGEST)
        yield driver
        driver.quit()


@pytest.fixture(scope='session')
def page(browser, site):
    """A page with a Python in its main thread and one in a worker, for programs of all tests."""
    browser.get(site.url('/pages/programs.html'))
    assert browser.execute_script('return isReady')
    return harness.Page(browser)
