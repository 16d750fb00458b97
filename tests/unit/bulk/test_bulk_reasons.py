"""Which failures end a run, which are throttling, and what a source's error says."""
from __future__ import absolute_import

import pytest

from answers import BASE, KEY, an_error
from clarifai.bulk import predict
from clarifai.bulk.report import ItemError, Report
from clarifai.bulk.work import concerns_all, pair_of_status
from clarifai.errors import ApiError
from clarifai.rest import ClarifaiApp, Model

URL = 'https://pics.example.com/%d.jpg'
LOST = {'code': 30002, 'description': 'Download failed', 'details': 'no such host'}


@pytest.fixture
def model(http):
    return Model(ClarifaiApp(api_key=KEY, base_url=BASE).api, model_id='boats')


def refused(status_code, code):
    return an_error(status_code, {'status': {'code': code, 'description': 'x'}})


@pytest.mark.parametrize('status_code, code, ends', [
    (429, 11004, True), (429, 11003, True), (200, 21200, True), (200, 11009, True),
    (400, 30102, False), (400, 10020, False), (500, 98014, False), (404, 21200, True)])
def test_what_ends_a_run(status_code, code, ends):
    assert concerns_all(refused(status_code, code)) == ends


@pytest.mark.parametrize('code', [11004, 11003])
def test_a_limit_of_the_account_ends_a_run_at_once(model, http, code):
    for _ in range(5):
        http.refuse(429, code, 'limit')
    with pytest.raises(ApiError) as caught:
        list(predict(model, [URL % number for number in range(5)], workers=1, batch=1))
    assert caught.value.error_code == code
    assert len(http.requests) < 5


@pytest.mark.parametrize('item, said', [
    ({'status': LOST}, '30002: Download failed; no such host'),
    ({'status': {'code': 10010}, 'outputs': [{'status': {'code': 10000}}, {'status': LOST}]},
     '30002: Download failed; no such host'),
    ({'status': {'code': 10020, 'description': 'Failure'}}, '10020: Failure')])
def test_the_reason_is_that_of_the_item(item, said):
    value, error = pair_of_status(item, (10000,), item)
    assert value is None and str(error) == said


def test_text_of_the_server_steers_no_terminal():
    error = ItemError('a\nb', 'x\x1b[2J\ny')
    assert str(error) == 'a\\nb: x\\x1b[2J\\ny' and error.description == 'x\x1b[2J\ny'
    report = Report(lambda: 0.0)
    report.count(error)
    assert '\n' not in str(report)


def test_the_error_of_a_request_names_what_answered(model, http):
    http.answer(an_error(413, b'<html>too large</html>'))
    result, = predict(model, [URL % 1], workers=1)
    assert 'between here and the API' in str(result.error)
    assert result.error.code == 413
