"""Whether pictures are recognised: as was chosen, and as the packages allow."""
import pytest

from clarifai.sandbox.learning.pretrained import choice, packages


@pytest.fixture
def missing(monkeypatch):
    monkeypatch.setattr(packages, 'LITE0', packages.LITE0._replace(package='no_such_models'))
    monkeypatch.setattr(packages.importlib.util, 'find_spec', lambda name: None)


def test_off_looks_for_nothing(monkeypatch):
    monkeypatch.setattr(packages, 'check', lambda: pytest.fail('it was asked'))
    assert choice.choose('off') == (None, choice.MEASURES)


def test_auto_does_without_and_gives_the_reason(missing):
    recognizer, said = choice.choose('auto')
    assert recognizer is None
    assert said.startswith('Recognition is off') and 'clarifai-rest[recognition]' in said


def test_on_insists(missing):
    with pytest.raises(packages.RecognitionUnavailable, match='not installed'):
        choice.choose('on')


@pytest.mark.parametrize('wrong', ['yes', '', None, True])
def test_other_choices(wrong):
    with pytest.raises(ValueError, match="'auto', 'on' or 'off'"):
        choice.choose(wrong)


def test_a_sandbox_in_this_process_says_what_is_wrong(missing):
    pytest.importorskip('flask')
    pytest.importorskip('skimage')
    from clarifai.sandbox import Sandbox
    with pytest.raises(ValueError, match='recognition: ONNX Runtime is not installed'):
        Sandbox(recognition='on')
    with pytest.raises(ValueError, match="'auto', 'on' or 'off'"):
        Sandbox(recognition='yes')
